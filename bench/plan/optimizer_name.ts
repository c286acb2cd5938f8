/**
 * Names of optimizers in plans and tables: a preset, with "+halving" and the like
 * where its pruner is not its own; and the controls that try one thing alone.
 *
 * @module
 */
import { type PrunerName, prunerOf, PRUNERS } from "../../optimizers/mod.ts";

/**
 * The linear probe as a control: named as an optimizer in plans and tables, it
 * searches nothing and trains no configuration.
 */
export const PROBE = "probe";

/** Optimizers that have one trial to propose. */
const ONE_TRIAL: readonly string[] = ["center", PROBE];

/** Whether an optimizer has one trial to propose, whatever the plan says. */
export function hasOneTrial(optimizer: string): boolean {
  return ONE_TRIAL.includes(optimizer);
}

/** Names of libraries that are taken for the preset of their newest version. */
export const SHORTHANDS: Readonly<Record<string, string>> = {
  optuna: "optuna-5.0",
  hyperopt: "hyperopt-0.3",
  ax: "ax-1.3",
};

/** The same, for `--help`. */
export const SHORTHANDS_TEXT: string = `${
  Object.keys(SHORTHANDS).join(", ")
} stand for the newest of each, ${Object.values(SHORTHANDS).join(", ")}`;

/** What a name stands for. */
export interface OptimizerStudies {
  /** Optimizer preset, or {@linkcode PROBE}. */
  readonly preset: string;
  /** Which trials are stopped early. */
  readonly pruner: PrunerName;
}

/** Whether a preset reports to a pruner in its original, so that it can have another. */
export function takesPruner(preset: string): boolean {
  return ownPruner(preset) !== "none";
}

function ownPruner(preset: string): PrunerName {
  return preset === PROBE ? "none" : prunerOf(preset);
}

/** The name of a preset with a pruner. */
export function optimizerName(preset: string, pruner: PrunerName): string {
  return pruner === ownPruner(preset) ? preset : `${preset}+${pruner}`;
}

/**
 * The optimizer of a name.
 *
 * @throws {RangeError} If the preset or the pruner is unknown
 */
export function presetOf(name: string): OptimizerStudies {
  const [preset, own] = name.split("+");
  const pruner = PRUNERS.find((pruner) =>
    pruner === (own ?? ownPruner(preset))
  );
  if (pruner) return { preset, pruner };
  throw new RangeError(
    `Cannot use optimizer "${name}": expected a pruner of ${
      PRUNERS.join(", ")
    }`,
  );
}
