import type { Study } from "../plan/plan.ts";
import { mean } from "../stats/sums.ts";
import {
  known,
  optimizersOf,
  type OptimizerStudies,
} from "./optimizer_studies.ts";
import {
  finalScore,
  minutesOf,
  type RunData,
  type StudyData,
} from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  type ColumnDefinition,
  COUNT,
  defineTable,
  integer,
  number,
} from "./table.ts";

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
export const TIMING = defineTable<TimingRow>()({
  name: "timing",
  description:
    "One row is an optimizer and the time that its searches take. The replicate is a study; means are over studies or over their trials, as each column says, and have no intervals. Seconds are of the clock while a trial trains, is scored or is proposed, summed over trials: trials that run side by side count in full, and a reused trial counts what it took when it ran",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: {
    ...conditionColumns<TimingRow>((row) => row.study),
    n_studies: integer("studies", (row) => row.optimizer.studies.length, COUNT),
    n_trials: integer("their trials", (row) => row.trials.length, COUNT),
    n_incumbents: integer(
      "studies with a complete trial; bca_per_minute is over these",
      ({ optimizer }) => known(optimizer.scores).length,
      COUNT,
    ),
    suggest_ms: time(
      "ms",
      "mean time to propose a trial and to process the result of the last one",
      ({ trials }) => average(trials, (trial) => 1000 * trial.suggest_s),
    ),
    train_s: time(
      "s",
      "mean time of training of a trial",
      ({ trials }) => average(trials, (trial) => trial.train_s),
    ),
    eval_s: time(
      "s",
      "mean time of scoring of a trial",
      ({ trials }) => average(trials, (trial) => trial.eval_s),
    ),
    share_suggest: time(
      undefined,
      "share of all time spent on proposals",
      ({ trials }) => share(trials, (trial) => trial.suggest_s),
    ),
    share_train: time(
      undefined,
      "share of all time spent on training",
      ({ trials }) => share(trials, (trial) => trial.train_s),
    ),
    minutes_study: time(
      "min",
      "mean minutes of a study",
      ({ optimizer }) => mean(optimizer.studies.map(minutesOfStudy)),
    ),
    work_rate: time(
      "GFLOP/s",
      "work of all trials divided by the time of training and scoring",
      ({ trials }) => {
        const seconds = total(trials, (trial) => trial.train_s + trial.eval_s);
        return seconds > 0
          ? total(trials, (trial) => trial.work_gflop) / seconds
          : null;
      },
    ),
    bca_per_minute: time(
      "1/min",
      "mean over studies of the incumbent's BCA divided by the minutes up to its trial, as arXiv 2510.07052 defines efficiency; the ratio rewards stopping early and is no measure of quality",
      ({ optimizer }) => {
        const rates = optimizer.studies.flatMap((data, i) =>
          rateOf(data, optimizer.tied[i][0]) ?? []
        );
        return rates.length === 0 ? null : mean(rates);
      },
    ),
  },
});

function time(
  unit: string | undefined,
  description: string,
  value: (row: TimingRow) => number | null,
): ColumnDefinition<TimingRow, number> {
  return number(description, value, { ...COUNT, unit, time: true });
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
function rateOf(
  { trials }: StudyData,
  incumbent: Trial | undefined,
): number | null {
  const score = incumbent && finalScore(incumbent);
  if (!incumbent || !score) return null;
  const minutes = total(
    trials.slice(0, trials.indexOf(incumbent) + 1),
    minutesOf,
  );
  return minutes > 0 ? score.bca / minutes : null;
}
