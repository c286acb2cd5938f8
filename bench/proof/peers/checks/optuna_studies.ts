/**
 * Recorded Optuna studies, trial by trial, with and without pruning.
 *
 * Every proposal and every decision to prune is made from the recorded history,
 * so that one difference does not spread to what comes after it.
 *
 * @module
 */
import { createOptimizer } from "../../../../optimizers/create.ts";
import type { TieOrder } from "../../../../optimizers/numeric/argsort.ts";
import { paperSpace } from "../../../../optimizers/space.ts";
import type {
  Direction,
  Optimizer,
  Outcome,
  Trial,
} from "../../../../optimizers/types.ts";
import {
  type Checker,
  type Fields,
  isFields,
  isListOf,
  recordedTies,
} from "./checker.ts";
import {
  type RecordedX,
  sameConfiguration,
  toParams,
  toX,
} from "../../../recorded/recorded_configuration.ts";
import { recordedPruner } from "./recorded_pruner.ts";
import { type Agreement, Tally, toNumber } from "../../../recorded/tally.ts";

interface RecordedTrial {
  readonly x: RecordedX;
  /** Complete, pruned or failed. */
  readonly state: "C" | "P" | "F";
  readonly value: unknown;
  /** Values reported at steps 0, 1, 2, … */
  readonly iv?: readonly unknown[];
}

interface RecordedStudy {
  readonly sampler: string;
  readonly seed: number;
  readonly direction: Direction;
  readonly objective: string;
  readonly pruner: string;
  readonly study_name?: string;
  /** Trials that were asked for before the first of them was told. */
  readonly batch?: number;
  readonly trials: readonly RecordedTrial[];
}

/** Checks files of Optuna studies. */
export const optunaStudies: Checker = {
  kind: "optuna studies",
  recognises: (content) =>
    isListOf(content.studies, "sampler", "seed", "direction", "trials"),
  check(content: Fields): Agreement[] {
    const ties = recordedTies(content);
    const versions = isFields(content.versions) ? content.versions : {};
    const preset = presetOf(String(versions.optuna));
    return (content.studies as RecordedStudy[]).flatMap((study) =>
      checkStudy(study, preset, ties)
    );
  },
};

/**
 * The preset with the rules of an Optuna version.
 *
 * @throws {RangeError} If it is neither 4.x nor 5.x
 */
export function presetOf(version: string): string {
  const [major, minor] = version.split(".").map(Number);
  if (major === 5) return "optuna-5.0";
  if (major === 4) return minor >= 9 ? "optuna-4.9" : "optuna-4.0";
  throw new RangeError(
    `Cannot check Optuna studies: found version "${version}", expected 4.x or 5.x`,
  );
}

function checkStudy(
  study: RecordedStudy,
  preset: string,
  ties: TieOrder,
): Agreement[] {
  const { trials, pruner, batch = 1 } = study;
  const title = [
    study.sampler,
    study.direction,
    study.objective,
    ...pruner === "NopPruner" ? [] : [pruner],
    ...batch > 1 ? [`batch ${batch}`] : [],
  ].join(" ");
  if (!/^(TPE|Random)Sampler\(seed=\d+\)$/.test(study.sampler)) {
    throw new RangeError(
      `Cannot check an Optuna study: found the sampler "${study.sampler}", expected TPESampler or RandomSampler with a seed only`,
    );
  }
  const proposals = new Tally(title, "proposals");
  const decisions = new Tally(title, "decisions");
  const optimizer = createOptimizer(
    study.sampler.startsWith("Random") ? "optuna-random" : preset,
    paperSpace(),
    {
      seed: study.seed,
      direction: study.direction,
      pruner: recordedPruner(pruner, study.study_name ?? "s") ?? "none",
      ties,
    },
  );
  for (let first = 0; first < trials.length; first += batch) {
    const together = trials.slice(first, first + batch);
    const asked = together.map(() => optimizer.ask()!);
    together.forEach((recorded, i) => {
      checkProposal(proposals, asked[i], recorded.x);
      optimizer.amend(asked[i].number, toParams(recorded.x));
    });
    together.forEach((recorded, i) =>
      replay(
        optimizer,
        asked[i].number,
        recorded,
        pruner === "NopPruner" ? null : decisions,
      )
    );
  }
  return [proposals.result(), decisions.result()]
    .filter(({ compared }) => compared > 0);
}

function checkProposal(
  tally: Tally,
  { number, params }: Trial,
  recorded: RecordedX,
): void {
  const found = toX(params);
  tally.count(
    sameConfiguration(found, recorded),
    () => `trial ${number}: proposed [${found}], recorded [${recorded}]`,
  );
}

/** Reports and tells as recorded; counts the decisions on the way. */
function replay(
  optimizer: Optimizer,
  trial: number,
  recorded: RecordedTrial,
  decisions: Tally | null,
): void {
  const { state, iv = [] } = recorded;
  iv.forEach((value, step) => {
    const goOn = optimizer.report(trial, step, toNumber(value));
    const wentOn = state !== "P" || step < iv.length - 1;
    decisions?.count(
      goOn === wentOn,
      () =>
        `trial ${trial}, step ${step}: ${
          goOn ? "goes on" : "pruned"
        }, recorded ${wentOn ? "goes on" : "pruned"}`,
    );
  });
  optimizer.tell(trial, outcomeOf(recorded));
}

function outcomeOf({ state, value }: RecordedTrial): Outcome {
  switch (state) {
    case "C":
      return { state: "complete", value: toNumber(value) };
    case "P":
      return { state: "pruned" };
    case "F":
      return { state: "failed" };
  }
}
