import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { BCA, type Objective } from "../journal/objective.ts";
import { describe, type Description } from "../stats/describe.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { mean } from "../stats/sums.ts";
import {
  type Interval,
  NO_INTERVAL,
  type RandomStream,
} from "../stats/types.ts";
import {
  known,
  optimizersOf,
  type OptimizerStudies,
} from "./optimizer_studies.ts";
import {
  minutesOf,
  neverUnfrozen,
  type RunData,
  scoredOn,
  scoredPart,
  type StudyData,
} from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  type ColumnDefinition,
  type Constraints,
  defineTable,
  integer,
  number,
  SHARE,
  text,
} from "./table.ts";
import { CUT, cutToRange, DIFFERENCE, rangeOfDifference } from "./cut.ts";
import { HOW_MADE, type UnitMean, unitMean } from "./unit_mean.ts";
import { BY_TEST_SPEAKER, LIKE_CORPORA, testParts, UNITS } from "./units.ts";

/** All studies that differ in nothing but their seeds. */
export interface SummaryRow {
  /** The studies. */
  readonly studies: readonly StudyData[];
  /** Of each study the incumbent and the trials that tie with it. */
  readonly tied: OptimizerStudies["tied"];
  /** Different parts that they are scored on; `null` where not recorded. */
  readonly testParts: number | null;
  /** What counts in the end of each study's incumbent. */
  readonly bca: Description;
  /** Interval of its standard deviation. */
  readonly deviation: Interval;
  /** Its mean over units, with its intervals. */
  readonly mean: UnitMean;
  /** Validation minus test value, by study; none without a test part. */
  readonly optimism: Optimism;
  /** BCA of each incumbent minus that of the probe it started from, likewise. */
  readonly gain: UnitMean;
}

/** A standard deviation (n - 1) of values within 0 and 1: two of them at the ends have the largest. */
const SPREAD: Constraints = { minimum: 0, maximum: Math.SQRT1_2 };

/** What a mean over studies says of each optimizer. */
export const SUMMARY = defineTable<SummaryRow>()({
  name: "summary",
  description:
    `One row is an optimizer's results on one corpus, protocol, encoder and recipe. The replicate is a study (one triple of master seeds). ${UNITS}. Deviations, quantiles and shares are over studies`,
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: {
    ...conditionColumns<SummaryRow>((row) => row.studies[0].study),
    n_studies: integer(
      "studies, one for each triple of master seeds",
      (row) => row.studies.length,
    ),
    n_incumbents: integer(
      "studies with a complete trial; means of BCA are over these",
      (row) => row.bca.n,
    ),
    n_test_parts: integer(
      "different parts that these studies are scored on; empty where the record does not hold them",
      (row) => row.testParts,
    ),
    n_units: integer(
      "units that means and their intervals are over",
      (row) => row.mean.n,
    ),
    scored_on: text(
      "part that BCA is of: test where the protocol holds one out, else validation",
      // By the trials, which a published trials.csv has, too.
      ({ studies }) =>
        studies.flatMap(({ trials }) => trials).map(scoredOn)
          .find((part) => part !== null) ?? null,
    ),
    bca_mean: number(
      "mean BCA of the incumbents, on the part that scored_on names",
      (row) => row.mean.mean,
      SHARE,
    ),
    bca_low: number(
      "lower end of the 95 % interval of that mean, for this corpus",
      (row) => row.mean.interval.low,
      SHARE,
    ),
    bca_high: number(
      "upper end of that interval",
      (row) => row.mean.interval.high,
      SHARE,
    ),
    interval: text(
      HOW_MADE,
      (row) => row.mean.interval.method,
    ),
    bca_corrected_low: number(
      `lower end of the 95 % interval of the mean ${LIKE_CORPORA}; ${CUT}`,
      (row) => row.mean.corrected.low,
      SHARE,
    ),
    bca_corrected_high: number(
      "upper end of that interval",
      (row) => row.mean.corrected.high,
      SHARE,
    ),
    bca_speakers_low: number(
      `lower end of the 95 % interval of the mean ${BY_TEST_SPEAKER}; ${CUT}`,
      (row) => row.mean.bySpeaker.low,
      SHARE,
    ),
    bca_speakers_high: number(
      "upper end of that interval",
      (row) => row.mean.bySpeaker.high,
      SHARE,
    ),
    bca_sd: number(
      "standard deviation (n - 1) of the incumbents' BCA",
      (row) => row.bca.sd,
      SPREAD,
    ),
    bca_sd_low: number(
      "lower end of the 95 % interval of that deviation (chi-square, right for normal data); empty below 3 incumbents and where all are equal",
      (row) => row.deviation.low,
      SPREAD,
    ),
    bca_sd_high: number(
      "upper end of the interval of the deviation; cut to 0.5 sqrt(n / (n - 1)), the largest deviation of n values within 0 and 1",
      (row) => row.deviation.high,
      SPREAD,
    ),
    bca_median: number(
      "median of the incumbents' BCA",
      (row) => row.bca.median,
      SHARE,
    ),
    bca_iqm: number(
      "interquartile mean: mean without the lowest and the highest quarter (rounded down)",
      (row) => row.bca.iqm,
      SHARE,
    ),
    bca_iqr: number(
      "distance of the quartiles of the incumbents' BCA",
      (row) => row.bca.iqr,
      SHARE,
    ),
    bca_min: number(
      "smallest of the incumbents' BCA",
      (row) => row.bca.min,
      SHARE,
    ),
    bca_max: number(
      "largest of the incumbents' BCA",
      (row) => row.bca.max,
      SHARE,
    ),
    optimism: number(
      "mean of validation minus test BCA of the incumbents; empty without a test part",
      (row) => row.optimism.incumbent,
      DIFFERENCE,
    ),
    optimism_mean_trial: number(
      "the same of the mean trial, pruned ones included, which nothing was selected by: easier validation speakers show here",
      (row) => row.optimism.meanTrial,
      DIFFERENCE,
    ),
    selection_optimism: number(
      "optimism minus optimism_mean_trial: the share that selection has in it",
      (row) => row.optimism.selection,
      { minimum: -2, maximum: 2 },
    ),
    selection_optimism_low: number(
      "lower end of its 95 % interval over studies, paired, by the method of bca_low",
      (row) => row.optimism.interval.low,
      { minimum: -2, maximum: 2 },
    ),
    selection_optimism_high: number(
      "upper end",
      (row) => row.optimism.interval.high,
      { minimum: -2, maximum: 2 },
    ),
    n_tied_mean: number(
      "mean number of complete trials of a study whose validation BCA is its incumbent's, itself included (n_tied of incumbents.csv): the first of them was taken",
      ({ tied }) => {
        const ties = tied.map(({ length }) => length).filter((n) => n > 0);
        return ties.length === 0 ? null : mean(ties);
      },
    ),
    tuning_gain: number(
      "mean of the incumbents' BCA minus that of the linear probe each started from; empty for recipes that do not start from a probe",
      (row) => row.gain.mean,
      DIFFERENCE,
    ),
    tuning_gain_low: number(
      "lower end of its 95 % interval, for this corpus, by the method of bca_low",
      (row) => row.gain.interval.low,
      DIFFERENCE,
    ),
    tuning_gain_high: number(
      "upper end",
      (row) => row.gain.interval.high,
      DIFFERENCE,
    ),
    tuning_gain_corrected_low: number(
      "lower end of its 95 % interval for corpora like it, as bca_corrected_low",
      (row) => row.gain.corrected.low,
      DIFFERENCE,
    ),
    tuning_gain_corrected_high: number(
      "upper end",
      (row) => row.gain.corrected.high,
      DIFFERENCE,
    ),
    tuning_gain_speakers_low: number(
      "lower end of its 95 % interval for speakers like these, as bca_speakers_low",
      (row) => row.gain.bySpeaker.low,
      DIFFERENCE,
    ),
    tuning_gain_speakers_high: number(
      "upper end",
      (row) => row.gain.bySpeaker.high,
      DIFFERENCE,
    ),
    utterance_worth_low: number(
      "BCA change for one more correct utterance of the largest class; smaller differences are below resolution",
      (row) => least(utteranceWorth(row)),
      SHARE,
    ),
    utterance_worth_high: number(
      "the same of the smallest class",
      (row) => most(utteranceWorth(row)),
      SHARE,
    ),
    collapsed_studies: integer(
      "studies without a complete trial or whose incumbent is collapsed",
      (row) =>
        row.tied.filter(([incumbent]) =>
          incumbent?.validation?.collapsed ?? true
        ).length,
    ),
    trials: integer(
      "trials of all these studies",
      (row) => trialsOf(row).length,
    ),
    share_model_based: share(
      "proposed by the optimizer's model",
      (trial) => trial.phase === "model",
    ),
    share_never_unfrozen: share(
      "whose encoder was never trained",
      neverUnfrozen,
    ),
    share_collapsed: share(
      "that collapsed",
      (trial) => trial.validation?.collapsed ?? false,
    ),
    share_pruned: share(
      "that were pruned",
      (trial) => trial.state === "pruned",
    ),
    share_failed: share(
      "that failed or diverged",
      (trial) => trial.state === "failed" || trial.state === "diverged",
    ),
    work_mean: number(
      "mean work of a study",
      (row) => meanOverStudies(row, (trial) => trial.work_gflop),
      { unit: "GFLOP" },
    ),
    minutes_mean: number(
      "mean minutes of a study: training, scoring and suggestion time of its trials",
      (row) => meanOverStudies(row, minutesOf),
      { unit: "min", time: true },
    ),
    minutes_per_trial: number("mean minutes of a trial", (row) => {
      const trials = trialsOf(row);
      return trials.length === 0
        ? null
        : trials.reduce((sum, trial) => sum + minutesOf(trial), 0) /
          trials.length;
    }, { unit: "min", time: true }),
  },
});

type Trial = StudyData["trials"][number];

/**
 * Rows of {@linkcode SUMMARY}. Every row's resamples start from the seed anew, so
 * that an interval depends on its own values and the seed alone.
 */
export function summaryRows(run: RunData): SummaryRow[] {
  const { objective } = run;
  const stream = () => new RandomState(run.bootstrapSeed);
  return optimizersOf(run).map(({ studies, tied, scores }) => {
    const members = studies.map(({ study, start }, i) => ({
      study,
      start,
      score: scores[i],
      gain: tied[i].length === 0 ? null : gainOf(tied[i][0]),
    }));
    const bca = describe(known(scores));
    return {
      studies,
      tied,
      testParts: testParts(studies),
      bca,
      deviation: deviationOf(bca, objective),
      mean: unitMean(members, ({ score }) => score, stream, objective),
      optimism: optimismOf(studies, tied, objective, stream),
      gain: unitMean(
        members,
        ({ gain }) => gain,
        stream,
        rangeOfDifference(BCA),
      ),
    };
  });
}

/**
 * Chi-square interval of a deviation, cut to the largest that n values in a range
 * can have; none below 3 values and where all are equal.
 */
function deviationOf(
  { n, sd, sdLow, sdHigh }: Description,
  { range }: Objective,
): Interval {
  if (n < SMALLEST_N || sd === 0) return NO_INTERVAL;
  const largest = range && (range[1] - range[0]) / 2 * Math.sqrt(n / (n - 1));
  return cutToRange(
    { low: sdLow, high: sdHigh },
    largest === undefined ? {} : { range: [0, largest] },
  );
}

/** How much better trials look on validation than on test, over studies. */
interface Optimism {
  /** Mean of the incumbents. */
  readonly incumbent: number | null;
  /** Mean of the mean trials. */
  readonly meanTrial: number | null;
  /** Their difference. */
  readonly selection: number | null;
  /** Its interval. */
  readonly interval: Interval;
}

function optimismOf(
  studies: readonly StudyData[],
  tied: OptimizerStudies["tied"],
  objective: Objective,
  stream: () => RandomStream,
): Optimism {
  const excess = (trial: Trial | undefined) => {
    if (trial === undefined || scoredOn(trial) !== "test") return null;
    const [validation, test] = [
      objective.validation(trial),
      objective.final(trial),
    ];
    return validation === null || test === null ? null : validation - test;
  };
  const pairs = studies.flatMap(({ study, start, trials }, i) => {
    const incumbent = excess(tied[i][0]);
    if (incumbent === null) return [];
    // Pruned trials, too: what a pruner lets pass was selected on validation.
    const meanTrial = mean(known(trials.map(excess)));
    return [{ study, start, incumbent, meanTrial }];
  });
  if (pairs.length === 0) {
    return {
      incumbent: null,
      meanTrial: null,
      selection: null,
      interval: NO_INTERVAL,
    };
  }
  // Each of the two means that selection is the difference of is one itself.
  const excessRange = rangeOfDifference(rangeOfDifference(objective));
  const over = (value: (pair: typeof pairs[number]) => number) =>
    unitMean(pairs, value, stream, excessRange);
  const share = over(({ incumbent, meanTrial }) => incumbent - meanTrial);
  return {
    incumbent: over(({ incumbent }) => incumbent).mean,
    meanTrial: over(({ meanTrial }) => meanTrial).mean,
    selection: share.mean,
    interval: share.interval,
  };
}

/** What training added to the probe a trial started from, if it was one. */
function gainOf(trial: Trial): number | null {
  const bca = BCA.final(trial);
  return trial.start && bca !== null
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
): number {
  const total = trialsOf(row).reduce((sum, trial) => sum + value(trial), 0);
  return total / row.studies.length;
}

function share(
  what: string,
  holds: (trial: Trial) => boolean,
): ColumnDefinition<SummaryRow, number> {
  return number(`share of trials ${what}`, (row) => {
    const trials = trialsOf(row);
    return trials.length === 0
      ? null
      : trials.filter(holds).length / trials.length;
  });
}

const least = (values: readonly number[]) =>
  values.length === 0 ? null : Math.min(...values);
const most = (values: readonly number[]) =>
  values.length === 0 ? null : Math.max(...values);
