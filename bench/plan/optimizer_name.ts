/**
 * Names of optimizers in plans and tables: a preset, with "+halving" and the like
 * where its pruner is not its own.
 *
 * @module
 */
import { type PrunerName, prunerOf, PRUNERS } from "../../optimizers/mod.ts";

/** What a name stands for. */
export interface OptimizerStudies {
  /** Optimizer preset. */
  readonly preset: string;
  /** Which trials are stopped early. */
  readonly pruner: PrunerName;
}

/** Whether a preset reports to a pruner in its original, so that it can have another. */
export function takesPruner(preset: string): boolean {
  return prunerOf(preset) !== "none";
}

/** The name of a preset with a pruner. */
export function optimizerName(preset: string, pruner: PrunerName): string {
  return pruner === prunerOf(preset) ? preset : `${preset}+${pruner}`;
}

/**
 * The optimizer of a name.
 *
 * @throws {RangeError} If the preset or the pruner is unknown
 */
export function presetOf(name: string): OptimizerStudies {
  const [preset, own] = name.split("+");
  const pruner = PRUNERS.find((pruner) => pruner === (own ?? prunerOf(preset)));
  if (pruner) return { preset, pruner };
  throw new RangeError(
    `Cannot use optimizer "${name}": expected a pruner of ${
      PRUNERS.join(", ")
    }`,
  );
}
