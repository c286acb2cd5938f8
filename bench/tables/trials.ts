import {
  HYPER_PARAMETERS,
  type HyperParameter,
  isWholeNumbered,
} from "../plan/hyper_parameters.ts";
import { scoreColumns } from "./score_columns.ts";
import type { TrialRecord } from "../journal/records.ts";
import { isWhole, trialIdentity } from "../journal/trial_identity.ts";
import type { Study } from "../plan/plan.ts";
import {
  finalScore,
  neverUnfrozen,
  type RunData,
  type StudyData,
} from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import {
  type Columns,
  COUNT,
  defineTable,
  flag,
  integer,
  number,
  REQUIRED,
  SHARE,
  type Table,
  text,
} from "./table.ts";

/** A trial beside its study. */
export interface TrialRow {
  /** The study. */
  readonly study: Study;
  /** Its seeds and partition. */
  readonly start: StudyData["start"];
  /** The trial. */
  readonly trial: TrialRecord;
  /** Whether an equal trial stands before it. */
  readonly reused: boolean;
}

/** One column for each hyper-parameter. */
function configurationColumns<Name extends string>(
  parameters: readonly HyperParameter<Name>[],
) {
  return Object.fromEntries(
    parameters.map(({ name, parameter, unit, description }) => {
      const value = ({ trial }: TrialRow) => trial.params[name] ?? null;
      return [
        name,
        isWholeNumbered(parameter)
          ? integer(description, value, { ...COUNT, unit })
          : number(description, value, { unit }),
      ];
    }),
  ) as Columns<TrialRow, Name, number>;
}

/** Every finished trial, with a column for each of some hyper-parameters. */
export function trialsTable<Name extends string>(
  parameters: readonly HyperParameter<Name>[],
): Table<TrialRow> {
  return defineTable<TrialRow>()({
    name: "trials",
    description: "One row is one trial: a configuration, trained and scored",
    key: ["study", "trial"],
    columns: {
      ...studyColumns<TrialRow>((row) => row.study),
      trial: integer(
        "number of the trial in its study, from 0",
        ({ trial }) => trial.trial,
        { ...COUNT, ...REQUIRED },
      ),
      search_seed: integer(
        "seed handed to the optimizer",
        ({ start }) => start.search_seed,
        { ...COUNT, ...REQUIRED },
      ),
      split_seed: integer(
        "seed of the partition",
        ({ start }) => start.split_seed,
        { ...COUNT, ...REQUIRED },
      ),
      train_seed: integer(
        "seed of the head's initialisation and of the order of utterances",
        ({ trial }) => trial.train_seed,
        { ...COUNT, ...REQUIRED },
      ),
      phase: text(
        "part of the optimizer that proposed it: startup, model, grid or random; center is the middle of the space, probe the linear probe alone",
        ({ trial }) => trial.phase,
        REQUIRED,
      ),
      ...configurationColumns(parameters),
      state: text(
        "complete, pruned, failed or diverged",
        ({ trial }) => trial.state,
        { ...REQUIRED, enum: ["complete", "pruned", "failed", "diverged"] },
      ),
      reason: text("why it is not complete", ({ trial }) => trial.reason),
      collapsed: flag(
        "predicts one class only, or scores at or below chance",
        ({ trial }) => trial.validation?.collapsed ?? null,
      ),
      never_unfrozen: flag(
        "the encoder was not trained: unfreeze_epoch at or above num_epochs, or a probe",
        ({ trial }) => neverUnfrozen(trial),
        REQUIRED,
      ),
      ...scoreColumns<TrialRow>(({ trial }) => trial),
      bca_validation_start: number(
        "bca_validation of the linear probe that the head started from; empty where it started otherwise",
        ({ trial }) => trial.start?.bca_validation ?? null,
        SHARE,
      ),
      bca_test_start: number(
        "bca_test of the same probe",
        ({ trial }) => trial.start?.bca_test ?? null,
        SHARE,
      ),
      accuracy: number(
        "share of utterances of the part that bca is of that are right",
        ({ trial }) => finalScore(trial)?.accuracy ?? null,
        SHARE,
      ),
      macro_f1: number(
        "mean F1 over the classes of the part that bca is of",
        ({ trial }) => finalScore(trial)?.macro_f1 ?? null,
        SHARE,
      ),
      absent_classes: integer(
        "classes without an utterance in the reported part, left out of the means",
        ({ trial }) => finalScore(trial)?.absent_classes ?? null,
        COUNT,
      ),
      epochs_run: integer(
        "epochs that were run",
        ({ trial }) => trial.epochs.length,
        { ...COUNT, ...REQUIRED, unit: "epochs" },
      ),
      reused: flag(
        "whether an equal trial (same part, encoder, recipe, configuration and training seed, not stopped early) comes earlier in the plan: both were trained once; time and work are those of that training",
        ({ reused }) => reused,
        REQUIRED,
      ),
      work: number(
        "multiply-adds x 2 of every matrix product, including what caches saved",
        ({ trial }) => trial.work_gflop,
        { ...COUNT, ...REQUIRED, unit: "GFLOP" },
      ),
      train_s: number("time of training", ({ trial }) => trial.train_s, {
        ...COUNT,
        ...REQUIRED,
        unit: "s",
        time: true,
      }),
      eval_s: number("time of scoring", ({ trial }) => trial.eval_s, {
        ...COUNT,
        ...REQUIRED,
        unit: "s",
        time: true,
      }),
      suggest_s: number(
        "time the optimizer took to propose it",
        ({ trial }) => trial.suggest_s,
        { ...COUNT, ...REQUIRED, unit: "s", time: true },
      ),
    },
  });
}

/** Every finished trial. */
export const TRIALS = trialsTable(HYPER_PARAMETERS);

/** Rows of {@linkcode TRIALS}. */
export function trialRows(run: RunData): TrialRow[] {
  const before = new Set<string>();
  return run.studies.flatMap(({ study, start, trials }) =>
    trials.map((trial) => {
      const identity = trialIdentity(study, start, trial);
      const reused = isWhole(trial) && before.has(identity);
      if (isWhole(trial)) before.add(identity);
      return { study, start, trial, reused };
    })
  );
}
