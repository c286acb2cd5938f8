import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { describe, type Description } from "../stats/describe.ts";
import { type MeanInterval, meanInterval } from "../stats/mean_interval.ts";
import { mean } from "../stats/sums.ts";
import { cutToShares } from "./cut.ts";
import { known, optimizersOf } from "./optimizer_studies.ts";
import {
  finalScore,
  incumbentOf,
  minutesOf,
  neverUnfrozen,
  type RunData,
  scoredOn,
  scoredPart,
  type StudyData,
  tiedTrials,
} from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import type { Cell, Column, Table } from "./table.ts";

/** All studies that differ in nothing but their seeds. */
export interface SummaryRow {
  /** The studies. */
  readonly studies: readonly StudyData[];
  /** BCA of each study's incumbent. */
  readonly bca: Description;
  /** Interval of their mean, by the method that covers at that n, cut to 0 and 1. */
  readonly interval: MeanInterval;
  /** The same incumbents' validation BCA. */
  readonly validation: Description;
  /** BCA of each incumbent minus that of the probe it started from. */
  readonly gain: Description;
  /** Interval of their mean, likewise. */
  readonly gainInterval: MeanInterval;
}

/** What a mean over studies says of each optimizer. */
export const SUMMARY: Table<SummaryRow> = {
  name: "summary",
  description:
    "One row is an optimizer's results on one corpus, protocol, encoder and recipe. The replicate is a study (one triple of master seeds); means, deviations and intervals are over studies. In a crossed plan studies share seeds: intervals are then too narrow, and variance.csv says more",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: [
    ...conditionColumns<SummaryRow>((row) => row.studies[0].study),
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
      value: (row) => row.bca.n,
    },
    {
      name: "scored_on",
      type: "string",
      description:
        "part that BCA is of: test where the protocol holds one out, else validation",
      // By the trials, which a published trials.csv has, too.
      value: ({ studies }) =>
        studies.flatMap(({ trials }) => trials).map(scoredOn)
          .find((part) => part !== null) ?? null,
    },
    {
      name: "bca_mean",
      type: "number",
      description:
        "mean BCA of the incumbents, on the part that scored_on names",
      value: (row) => row.bca.mean,
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
      description: "standard deviation (n - 1) of the incumbents' BCA",
      value: (row) => row.bca.sd,
    },
    {
      name: "bca_sd_low",
      type: "number",
      description:
        "lower end of the 95 % interval of that deviation (chi-square, right for normal data)",
      value: (row) => row.bca.sdLow,
    },
    {
      name: "bca_sd_high",
      type: "number",
      description: "upper end of the interval of the deviation",
      value: (row) => row.bca.sdHigh,
    },
    {
      name: "bca_median",
      type: "number",
      description: "median of the incumbents' BCA",
      value: (row) => row.bca.median,
    },
    {
      name: "bca_iqm",
      type: "number",
      description:
        "interquartile mean: mean without the lowest and the highest quarter (rounded down)",
      value: (row) => row.bca.iqm,
    },
    {
      name: "bca_iqr",
      type: "number",
      description: "distance of the quartiles of the incumbents' BCA",
      value: (row) => row.bca.iqr,
    },
    {
      name: "bca_min",
      type: "number",
      description: "smallest of the incumbents' BCA",
      value: (row) => row.bca.min,
    },
    {
      name: "bca_max",
      type: "number",
      description: "largest of the incumbents' BCA",
      value: (row) => row.bca.max,
    },
    {
      name: "optimism",
      type: "number",
      description:
        "selection optimism: mean of validation minus test BCA of the incumbents",
      value: ({ validation, bca }) =>
        validation.mean === null || bca.mean === null
          ? null
          : validation.mean - bca.mean,
    },
    {
      name: "n_tied_mean",
      type: "number",
      description:
        "mean number of complete trials of a study whose validation BCA is its incumbent's, itself included (n_tied of incumbents.csv): the first of them was taken",
      value: ({ studies }) => {
        const ties = studies.map(({ trials }) => tiedTrials(trials).length)
          .filter((n) => n > 0);
        return ties.length === 0 ? null : mean(ties);
      },
    },
    {
      name: "tuning_gain",
      type: "number",
      description:
        "mean of the incumbents' BCA minus that of the linear probe each started from; empty for recipes that do not start from a probe",
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
        "BCA change for one more correct utterance of the largest class; smaller differences are below resolution",
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
          incumbentOf(trials)?.validation?.collapsed ?? true
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
      "proposed by the optimizer's model",
      (trial) => trial.phase === "model",
    ),
    share("never_unfrozen", "whose encoder was never trained", neverUnfrozen),
    share(
      "collapsed",
      "that collapsed",
      (trial) => trial.validation?.collapsed ?? false,
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
  return optimizersOf(run).map(({ studies, bca }) => {
    const scores = known(bca);
    const validation = studies.flatMap(({ trials }) =>
      incumbentOf(trials)?.validation?.bca ?? []
    );
    const gains = studies.flatMap(({ trials }) =>
      gainOf(incumbentOf(trials)) ?? []
    );
    const interval = (values: readonly number[]) =>
      meanInterval(values, new RandomState(run.bootstrapSeed));
    return {
      studies,
      bca: describe(scores),
      interval: cutToShares(interval(scores)),
      validation: describe(validation),
      gain: describe(gains),
      gainInterval: interval(gains),
    };
  });
}

/** What training added to the probe a trial started from, if it was one. */
function gainOf(trial: Trial | null): number | null {
  const bca = trial && finalScore(trial)?.bca;
  return trial?.start && typeof bca === "number"
    ? bca - (trial.start.bca_test ?? trial.start.bca_validation)
    : null;
}

/**
 * What one utterance of a class moves BCA by, in each study:
 * 1 / (classes x utterances of the class).
 */
function utteranceWorth({ studies }: SummaryRow): number[] {
  return studies.flatMap(({ start }) => {
    const part = scoredPart(start.parts);
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
