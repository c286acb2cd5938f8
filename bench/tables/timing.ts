import type { Study } from "../plan/plan.ts";
import { mean } from "../stats/sums.ts";
import {
  known,
  optimizersOf,
  type OptimizerStudies,
} from "./optimizer_studies.ts";
import {
  finalScore,
  incumbentOf,
  minutesOf,
  type RunData,
  type StudyData,
} from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { type Column, COUNT, type Table } from "./table.ts";

type Trial = StudyData["trials"][number];

/** What an optimizer's searches took. */
export interface TimingRow {
  /** The optimizer with its studies. */
  readonly optimizer: OptimizerStudies;
  /** One of the studies, for the condition. */
  readonly study: Study;
  /** All of its trials. */
  readonly trials: readonly Trial[];
}

/** Where the time of searches goes. */
export const TIMING: Table<TimingRow> = {
  name: "timing",
  description:
    "One row is an optimizer and the time that its searches take. The replicate is a study; means are over studies or over their trials, as each column says, and have no intervals. Seconds are of the clock while a trial trains, is scored or is proposed, summed over trials: trials that run side by side count in full, and a reused trial counts what it took when it ran",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: [
    ...conditionColumns<TimingRow>((row) => row.study),
    {
      name: "n_studies",
      type: "integer",
      description: "studies",
      constraints: COUNT,
      value: (row) => row.optimizer.studies.length,
    },
    {
      name: "n_trials",
      type: "integer",
      description: "their trials",
      constraints: COUNT,
      value: (row) => row.trials.length,
    },
    {
      name: "n_incumbents",
      type: "integer",
      description:
        "studies with a complete trial; bca_per_minute is over these",
      constraints: COUNT,
      value: ({ optimizer }) => known(optimizer.bca).length,
    },
    time(
      "suggest_ms",
      "ms",
      "mean time to propose a trial and to process the result of the last one",
      ({ trials }) => average(trials, (trial) => 1000 * trial.suggest_s),
    ),
    time(
      "train_s",
      "s",
      "mean time of training of a trial",
      ({ trials }) => average(trials, (trial) => trial.train_s),
    ),
    time(
      "eval_s",
      "s",
      "mean time of scoring of a trial",
      ({ trials }) => average(trials, (trial) => trial.eval_s),
    ),
    time(
      "share_suggest",
      undefined,
      "share of all time spent on proposals",
      ({ trials }) => share(trials, (trial) => trial.suggest_s),
    ),
    time(
      "share_train",
      undefined,
      "share of all time spent on training",
      ({ trials }) => share(trials, (trial) => trial.train_s),
    ),
    time(
      "minutes_study",
      "min",
      "mean minutes of a study",
      ({ optimizer }) => mean(optimizer.studies.map(minutesOfStudy)),
    ),
    time(
      "work_rate",
      "GFLOP/s",
      "work of all trials divided by the time of training and scoring",
      ({ trials }) => {
        const seconds = total(trials, (trial) => trial.train_s + trial.eval_s);
        return seconds > 0
          ? total(trials, (trial) => trial.work_gflop) / seconds
          : null;
      },
    ),
    time(
      "bca_per_minute",
      "1/min",
      "mean over studies of the incumbent's BCA divided by the minutes up to its trial, as arXiv 2510.07052 defines efficiency; the ratio rewards stopping early and is no measure of quality",
      ({ optimizer }) => {
        const rates = optimizer.studies.flatMap((data) => rateOf(data) ?? []);
        return rates.length === 0 ? null : mean(rates);
      },
    ),
  ],
};

function time(
  name: string,
  unit: string | undefined,
  description: string,
  value: (row: TimingRow) => number | null,
): Column<TimingRow> {
  return {
    name,
    type: "number",
    ...(unit ? { unit } : {}),
    description,
    time: true,
    constraints: COUNT,
    value,
  };
}

/** Rows of {@linkcode TIMING}. */
export function timingRows(run: RunData): TimingRow[] {
  return optimizersOf(run).map((optimizer) => ({
    optimizer,
    study: optimizer.study,
    trials: optimizer.studies.flatMap(({ trials }) => trials),
  }));
}

function total(trials: readonly Trial[], of: (trial: Trial) => number): number {
  return trials.reduce((sum, trial) => sum + of(trial), 0);
}

function average(
  trials: readonly Trial[],
  of: (trial: Trial) => number,
): number | null {
  return trials.length === 0 ? null : total(trials, of) / trials.length;
}

function share(
  trials: readonly Trial[],
  of: (trial: Trial) => number,
): number | null {
  const seconds = 60 * total(trials, minutesOf);
  return seconds > 0 ? total(trials, of) / seconds : null;
}

function minutesOfStudy({ trials }: StudyData): number {
  return total(trials, minutesOf);
}

/** BCA by minutes, up to the incumbent. */
function rateOf({ trials }: StudyData): number | null {
  const incumbent = incumbentOf(trials);
  const score = incumbent && finalScore(incumbent);
  if (!incumbent || !score) return null;
  const minutes = total(
    trials.slice(0, trials.indexOf(incumbent) + 1),
    minutesOf,
  );
  return minutes > 0 ? score.bca / minutes : null;
}
