import { HYPER_PARAMETERS, isWholeNumbered } from "../plan/hyper_parameters.ts";
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
import { type Column, COUNT, REQUIRED, SHARE, type Table } from "./table.ts";

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

/** Every finished trial. */
export const TRIALS: Table<TrialRow> = {
  name: "trials",
  description: "One row is one trial: a configuration, trained and scored",
  key: ["study", "trial"],
  columns: [
    ...studyColumns<TrialRow>((row) => row.study),
    {
      name: "trial",
      type: "integer",
      description: "number of the trial in its study, from 0",
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.trial,
    },
    {
      name: "search_seed",
      type: "integer",
      description: "seed handed to the optimizer",
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ start }) => start.search_seed,
    },
    {
      name: "split_seed",
      type: "integer",
      description: "seed of the partition",
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ start }) => start.split_seed,
    },
    {
      name: "train_seed",
      type: "integer",
      description:
        "seed of the head's initialisation and of the order of utterances",
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.train_seed,
    },
    {
      name: "phase",
      type: "string",
      description:
        "part of the optimizer that proposed it: startup, model, grid or random; center is the middle of the space, probe the linear probe alone",
      constraints: REQUIRED,
      value: ({ trial }) => trial.phase,
    },
    ...HYPER_PARAMETERS.map((
      { parameter, unit, description },
    ): Column<TrialRow> => ({
      name: parameter.name,
      type: isWholeNumbered(parameter) ? "integer" : "number",
      ...(unit ? { unit } : {}),
      description,
      ...(isWholeNumbered(parameter) ? { constraints: COUNT } : {}),
      value: ({ trial }) => trial.params[parameter.name] ?? null,
    })),
    {
      name: "state",
      type: "string",
      description: "complete, pruned, failed or diverged",
      constraints: {
        ...REQUIRED,
        enum: ["complete", "pruned", "failed", "diverged"],
      },
      value: ({ trial }) => trial.state,
    },
    {
      name: "reason",
      type: "string",
      description: "why it is not complete",
      value: ({ trial }) => trial.reason,
    },
    {
      name: "collapsed",
      type: "boolean",
      description: "predicts one class only, or scores at or below chance",
      value: ({ trial }) => trial.validation?.collapsed ?? null,
    },
    {
      name: "never_unfrozen",
      type: "boolean",
      description:
        "the encoder was not trained: unfreeze_epoch at or above num_epochs, or a probe",
      constraints: REQUIRED,
      value: ({ trial }) => neverUnfrozen(trial),
    },
    ...scoreColumns<TrialRow>(({ trial }) => trial),
    {
      name: "bca_validation_start",
      type: "number",
      description:
        "bca_validation of the linear probe that the head started from; empty where it started otherwise",
      constraints: SHARE,
      value: ({ trial }) => trial.start?.bca_validation ?? null,
    },
    {
      name: "bca_test_start",
      type: "number",
      description: "bca_test of the same probe",
      constraints: SHARE,
      value: ({ trial }) => trial.start?.bca_test ?? null,
    },
    {
      name: "accuracy",
      type: "number",
      description:
        "share of utterances of the part that bca is of that are right",
      constraints: SHARE,
      value: ({ trial }) => finalScore(trial)?.accuracy ?? null,
    },
    {
      name: "macro_f1",
      type: "number",
      description: "mean F1 over the classes of the part that bca is of",
      constraints: SHARE,
      value: ({ trial }) => finalScore(trial)?.macro_f1 ?? null,
    },
    {
      name: "absent_classes",
      type: "integer",
      description:
        "classes without an utterance in the reported part, left out of the means",
      constraints: COUNT,
      value: ({ trial }) => finalScore(trial)?.absent_classes ?? null,
    },
    {
      name: "epochs_run",
      type: "integer",
      unit: "epochs",
      description: "epochs that were run",
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.epochs.length,
    },
    {
      name: "reused",
      type: "boolean",
      description:
        "whether an equal trial (same part, encoder, recipe, configuration and training seed, not stopped early) comes earlier in the plan: both were trained once; time and work are those of that training",
      constraints: REQUIRED,
      value: ({ reused }) => reused,
    },
    {
      name: "work",
      type: "number",
      unit: "GFLOP",
      description:
        "multiply-adds x 2 of every matrix product, including what caches saved",
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.work_gflop,
    },
    {
      name: "train_s",
      type: "number",
      unit: "s",
      description: "time of training",
      time: true,
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.train_s,
    },
    {
      name: "eval_s",
      type: "number",
      unit: "s",
      description: "time of scoring",
      time: true,
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.eval_s,
    },
    {
      name: "suggest_s",
      type: "number",
      unit: "s",
      description: "time the optimizer took to propose it",
      time: true,
      constraints: { ...COUNT, ...REQUIRED },
      value: ({ trial }) => trial.suggest_s,
    },
  ],
};

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
