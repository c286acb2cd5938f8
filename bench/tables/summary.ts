import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { describe, type Description } from "../stats/describe.ts";
import { type MeanInterval, meanInterval } from "../stats/mean_interval.ts";
import { cutToShares } from "./cut.ts";
import { enginesOf, known } from "./engines.ts";
import {
  incumbentOf,
  minutesOf,
  neverUnfrozen,
  reportedScore,
  type RunData,
  type StudyData,
} from "./run_data.ts";
import { settingColumns } from "./study_columns.ts";
import type { Cell, Column, Table } from "./table.ts";

/** All studies that differ in nothing but their seeds. */
export interface SummaryRow {
  /** The studies. */
  readonly studies: readonly StudyData[];
  /** Reported BCA of each study's incumbent. */
  readonly reported: Description;
  /** Interval of their mean, by the method that covers at that n, cut to 0 and 1. */
  readonly interval: MeanInterval;
  /** The same incumbents' BCA as the engine saw it. */
  readonly seen: Description;
  /** Reported BCA of each incumbent minus that of the probe it started from. */
  readonly gain: Description;
  /** Interval of their mean, likewise. */
  readonly gainInterval: MeanInterval;
}

/** What a mean over studies says of each engine. */
export const SUMMARY: Table<SummaryRow> = {
  name: "summary",
  description:
    "One row is an engine's results on one corpus, protocol, encoder and recipe. The replicate is a study (one triple of master seeds); means, deviations and intervals are over studies. In a crossed plan studies share seeds: intervals are then too narrow, and variance.csv says more",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: [
    ...settingColumns<SummaryRow>((row) => row.studies[0].study),
    {
      name: "n_studies",
      type: "integer",
      description: "studies, one for each triple of master seeds",
      value: (row) => row.studies.length,
    },
    {
      name: "n_incumbents",
      type: "integer",
      description: "studies with a complete trial; means of BCA are over these",
      value: (row) => row.reported.n,
    },
    {
      name: "bca_mean",
      type: "number",
      description: "mean reported BCA of the incumbents",
      value: (row) => row.reported.mean,
    },
    {
      name: "bca_low",
      type: "number",
      description: "lower end of the 95 % interval of that mean, cut to 0",
      value: (row) => row.interval.low,
    },
    {
      name: "bca_high",
      type: "number",
      description: "upper end of the 95 % interval of that mean, cut to 1",
      value: (row) => row.interval.high,
    },
    {
      name: "interval",
      type: "string",
      description:
        "how the interval was made: student_t below 10 incumbents, expanded_bca (bootstrap) from there; empty below 3 and where all values are equal",
      value: (row) => row.interval.method,
    },
    {
      name: "bca_sd",
      type: "number",
      description: "standard deviation (n - 1) of the incumbents' reported BCA",
      value: (row) => row.reported.sd,
    },
    {
      name: "bca_sd_low",
      type: "number",
      description:
        "lower end of the 95 % interval of that deviation (chi-square, right for normal data)",
      value: (row) => row.reported.sdLow,
    },
    {
      name: "bca_sd_high",
      type: "number",
      description: "upper end of the interval of the deviation",
      value: (row) => row.reported.sdHigh,
    },
    {
      name: "bca_median",
      type: "number",
      description: "median of the incumbents' reported BCA",
      value: (row) => row.reported.median,
    },
    {
      name: "bca_iqm",
      type: "number",
      description:
        "interquartile mean: mean without the lowest and the highest quarter (rounded down)",
      value: (row) => row.reported.iqm,
    },
    {
      name: "bca_iqr",
      type: "number",
      description: "distance of the quartiles of the incumbents' reported BCA",
      value: (row) => row.reported.iqr,
    },
    {
      name: "bca_min",
      type: "number",
      description: "smallest of the incumbents' reported BCA",
      value: (row) => row.reported.min,
    },
    {
      name: "bca_max",
      type: "number",
      description: "largest of the incumbents' reported BCA",
      value: (row) => row.reported.max,
    },
    {
      name: "optimism",
      type: "number",
      description:
        "mean of seen minus reported BCA of the incumbents: what selection flatters",
      value: ({ seen, reported }) =>
        seen.mean === null || reported.mean === null
          ? null
          : seen.mean - reported.mean,
    },
    {
      name: "tuning_gain",
      type: "number",
      description:
        "mean of the incumbents' reported BCA minus that of the probe each started from: what tuning was worth; empty for recipes without such a start",
      value: (row) => row.gain.mean,
    },
    {
      name: "tuning_gain_low",
      type: "number",
      description: "lower end of its 95 % interval, by the same method",
      value: (row) => row.gainInterval.low,
    },
    {
      name: "tuning_gain_high",
      type: "number",
      description: "upper end",
      value: (row) => row.gainInterval.high,
    },
    {
      name: "utterance_worth_low",
      type: "number",
      description:
        "what one utterance of the largest class of the reported part moves BCA by: differences below it mean nothing",
      value: (row) => least(utteranceWorth(row)),
    },
    {
      name: "utterance_worth_high",
      type: "number",
      description: "the same of the smallest class",
      value: (row) => most(utteranceWorth(row)),
    },
    {
      name: "collapsed_studies",
      type: "integer",
      description:
        "studies without a complete trial or whose incumbent is collapsed",
      value: (row) =>
        row.studies.filter(({ trials }) =>
          incumbentOf(trials)?.seen?.collapsed ?? true
        ).length,
    },
    {
      name: "trials",
      type: "integer",
      description: "trials of all these studies",
      value: (row) => trialsOf(row).length,
    },
    share(
      "model_based",
      "proposed by the engine's model",
      (trial) => trial.phase === "model",
    ),
    share("never_unfrozen", "whose encoder was never trained", neverUnfrozen),
    share(
      "collapsed",
      "that collapsed",
      (trial) => trial.seen?.collapsed ?? false,
    ),
    share("pruned", "that were pruned", (trial) => trial.state === "pruned"),
    share(
      "failed",
      "that failed or diverged",
      (trial) => trial.state === "failed" || trial.state === "diverged",
    ),
    {
      name: "work_mean",
      type: "number",
      unit: "GFLOP",
      description: "mean work of a study",
      value: (row) => meanOverStudies(row, (trial) => trial.work_gflop),
    },
    {
      name: "minutes_mean",
      type: "number",
      unit: "min",
      description:
        "mean minutes of a study: training, scoring and suggestion time of its trials",
      time: true,
      value: (row) => meanOverStudies(row, minutesOf),
    },
    {
      name: "minutes_per_trial",
      type: "number",
      unit: "min",
      description: "mean minutes of a trial",
      time: true,
      value: (row) => {
        const trials = trialsOf(row);
        return trials.length === 0
          ? null
          : trials.reduce((sum, trial) => sum + minutesOf(trial), 0) /
            trials.length;
      },
    },
  ],
};

type Trial = StudyData["trials"][number];

/**
 * Rows of {@linkcode SUMMARY}. Every row's resamples start from the seed anew, so
 * that an interval depends on its own values and the seed alone.
 */
export function summaryRows(run: RunData): SummaryRow[] {
  return enginesOf(run).map(({ studies, bca }) => {
    const reported = known(bca);
    const seen = studies.flatMap(({ trials }) =>
      incumbentOf(trials)?.seen?.bca ?? []
    );
    const gains = studies.flatMap(({ trials }) =>
      gainOf(incumbentOf(trials)) ?? []
    );
    const interval = (values: readonly number[]) =>
      meanInterval(values, new RandomState(run.bootstrapSeed));
    return {
      studies,
      reported: describe(reported),
      interval: cutToShares(interval(reported)),
      seen: describe(seen),
      gain: describe(gains),
      gainInterval: interval(gains),
    };
  });
}

/** What training added to the probe a trial started from, if it was one. */
function gainOf(trial: Trial | null): number | null {
  const bca = trial && reportedScore(trial)?.bca;
  return trial?.start && typeof bca === "number"
    ? bca - trial.start.reported_bca
    : null;
}

/**
 * What one utterance of a class moves the reported BCA by, in each study:
 * 1 / (classes x utterances of the class).
 */
function utteranceWorth({ studies }: SummaryRow): number[] {
  return studies.flatMap(({ start }) => {
    const part = start.parts.find(({ reported }) => reported);
    const counts = Object.values(part?.classes ?? {}).filter((n) => n > 0);
    return counts.map((n) => 1 / (counts.length * n));
  });
}

function trialsOf(row: SummaryRow): Trial[] {
  return row.studies.flatMap(({ trials }) => trials);
}

function meanOverStudies(
  row: SummaryRow,
  value: (trial: Trial) => number,
): Cell {
  const total = trialsOf(row).reduce((sum, trial) => sum + value(trial), 0);
  return total / row.studies.length;
}

function share(
  name: string,
  what: string,
  holds: (trial: Trial) => boolean,
): Column<SummaryRow> {
  return {
    name: `share_${name}`,
    type: "number",
    description: `share of trials ${what}`,
    value: (row) => {
      const trials = trialsOf(row);
      return trials.length === 0
        ? null
        : trials.filter(holds).length / trials.length;
    },
  };
}

const least = (values: readonly number[]) =>
  values.length === 0 ? null : Math.min(...values);
const most = (values: readonly number[]) =>
  values.length === 0 ? null : Math.max(...values);
