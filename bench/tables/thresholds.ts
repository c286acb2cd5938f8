import type { Objective } from "../journal/objective.ts";
import type { Study } from "../plan/plan.ts";
import { drawnResamples, type Resamples } from "../stats/bootstrap.ts";
import {
  ert,
  ertInterval,
  type RunningTime,
  type RunningTimeInterval,
} from "../stats/ert.ts";
import { SMALLEST_N, TABLE_RESAMPLES } from "../stats/mean_interval.ts";
import { type Ratio, ratioOfMeans } from "../stats/ratio.ts";
import { type Streams, streamsFrom } from "../stats/streams.ts";
import {
  kaplanMeier,
  restrictedMeanInterval,
  type SurvivalCurve,
} from "../stats/survival.ts";
import { type Interval, NO_INTERVAL } from "../stats/types.ts";
import { withWidth } from "./cut.ts";
import { follow, type Followed, LEVELS, type Measure } from "./following.ts";
import { type Field, fieldsOf } from "./optimizer_studies.ts";
import { hasOneTrial } from "../plan/optimizer_name.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  type ColumnOptions,
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  text,
} from "./table.ts";

/** An optimizer on its way to a threshold. */
export interface ThresholdRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** BCA to be reached. */
  readonly threshold: number;
  /** What is counted. */
  readonly measure: Measure;
  /** Kaplan and Meier's curve. */
  readonly curve: SurvivalCurve;
  /** Its restricted mean; `null` where no study got there by tau. */
  readonly restrictedMean: number | null;
  /** Interval of the restricted mean, cut to what is possible. */
  readonly interval: Interval;
  /** Where the restricted mean ends; `null` where no study spent anything. */
  readonly tau: number | null;
  /** Studies that got there by then. */
  readonly reachedByTau: number;
  /** Expected running time with restarts. */
  readonly running: RunningTime;
  /** Its interval; `null` of fewer than three studies. */
  readonly runningInterval: RunningTimeInterval | null;
  /** Mean up to tau by that of random search on the same seeds. */
  readonly toRandom: Ratio | null;
}

const REPLICATE =
  "The replicate is a study; a study that never reaches the threshold is censored at its end, never dropped. Means and intervals are over studies. The threshold applies to the validation BCA of complete trials and is reached at the end of a trial";

const KEY = [
  "corpus",
  "protocol",
  "encoder",
  "recipe",
  "optimizer",
  "threshold",
  "measure",
] as const;

const COLUMNS = {
  ...conditionColumns<ThresholdRow>((row) => row.study),
  threshold: number<ThresholdRow>(
    "validation BCA to be reached",
    (row) => row.threshold,
  ),
  measure: text<ThresholdRow>(
    "unit of the cost: trials, work (GFLOP) or minutes",
    (row) => row.measure,
    { enum: ["trials", "work", "minutes"] },
  ),
  n_studies: integer<ThresholdRow>("studies", (row) => row.curve.n, COUNT),
  reached: integer<ThresholdRow>(
    "studies that reached the threshold",
    (row) => row.running.successes,
    COUNT,
  ),
  censored: integer<ThresholdRow>(
    "studies that ended before reaching it, including those without a complete trial",
    (row) => row.curve.n - row.running.successes,
    COUNT,
  ),
};

/**
 * Columns of what is counted.
 *
 * @param unit Unit of all of them; none where it depends on the row
 * @param time Whether it depends on the clock
 */
function spentColumns(unit?: string, time?: true) {
  const column = (
    description: string,
    value: (row: ThresholdRow) => number | null,
    own: ColumnOptions = { ...COUNT, unit },
  ) => number(description, value, { ...own, time });
  return {
    median: column(
      "Kaplan-Meier median; empty where the curve does not fall to one half",
      (row) => row.curve.median,
    ),
    restricted_mean: column(
      "restricted mean: the area under the Kaplan-Meier curve up to tau; empty where no study reaches the threshold by then",
      (row) => row.restrictedMean,
    ),
    restricted_mean_low: column(
      "lower end of its 95 % interval (Student's t of Greenwood's error), cut to 0; empty below 10 studies and where it has no width",
      (row) => row.interval.low,
    ),
    restricted_mean_high: column(
      "upper end of that interval, cut to tau",
      (row) => row.interval.high,
    ),
    tau: column(
      "where the restricted mean ends: the smallest total cost of any study of this optimizer and of random search (studies without cost left aside), so that each was observed up to it; center and probe, which have one trial, do not shorten it: one that misses the threshold counts as not there up to tau. It differs between optimizers: compare each with random search, or use reached.csv",
      (row) => row.tau,
    ),
    reached_by_tau: column(
      "studies that reached the threshold by tau; below n_studies the restricted mean is too small",
      (row) => row.reachedByTau,
      COUNT,
    ),
    expected_running: column(
      "expected running time with restarts (Hansen et al. 2012): total cost of all studies divided by the number that reached the threshold; empty where none did",
      (row) => row.running.ert,
    ),
    expected_running_low: column(
      "lower end of its 95 % percentile bootstrap interval over studies; empty below 3",
      (row) => row.runningInterval?.low ?? null,
    ),
    expected_running_high: column(
      "upper end of that interval; empty also where it is infinite",
      (row) => row.runningInterval?.high ?? null,
    ),
    expected_running_infinite: column(
      "share of resamples in which no study reaches the threshold; from 0.025 on the interval has no upper end",
      (row) => row.runningInterval?.shareInfinite ?? null,
      SHARE,
    ),
    ratio_to_random: column(
      "restricted mean divided by that of random search, up to the same tau and over pairs of studies with the same master seeds; empty without random search and where either never reaches the threshold by tau",
      (row) => row.toRandom?.ratio ?? null,
      COUNT,
    ),
    ratio_low: column(
      "lower end of its 95 % interval (expanded BCa bootstrap of its logarithm over these pairs); empty below 3 and where it has no width",
      (row) => row.toRandom?.low ?? null,
      COUNT,
    ),
    ratio_high: column(
      "upper end of that interval",
      (row) => row.toRandom?.high ?? null,
      COUNT,
    ),
  };
}

/** Trials and work until the incumbent reaches a threshold. */
export const THRESHOLDS = defineTable<ThresholdRow>()({
  name: "thresholds",
  description:
    `One row is an optimizer, a threshold of BCA and the cost until the incumbent reaches it, in trials or in work. Median, restricted mean, tau and expected running time are in the unit of the measure (trials or GFLOP). ${REPLICATE}`,
  key: KEY,
  columns: { ...COLUMNS, ...spentColumns() },
});

/** Minutes until the incumbent reaches a threshold. */
export const THRESHOLD_MINUTES = defineTable<ThresholdRow>()({
  name: "threshold_minutes",
  description:
    `One row is an optimizer, a threshold of BCA and the minutes of training, scoring and suggestion until the incumbent reaches it. ${REPLICATE}`,
  key: KEY,
  columns: { ...COLUMNS, ...spentColumns("min", true) },
});

/** Rows of {@linkcode THRESHOLDS}. */
export function thresholdRows(run: RunData): ThresholdRow[] {
  return rowsOf(run, ["trials", "work"]);
}

/** Rows of {@linkcode THRESHOLD_MINUTES}. */
export function thresholdMinuteRows(run: RunData): ThresholdRow[] {
  return rowsOf(run, ["minutes"]);
}

function rowsOf(run: RunData, measures: readonly Measure[]): ThresholdRow[] {
  const stream = streamsFrom(run.bootstrapSeed);
  return fieldsOf(run).flatMap((field) =>
    measures.flatMap((measure) =>
      LEVELS.flatMap((threshold) =>
        fieldRows(field, run.objective, threshold, measure, stream)
      )
    )
  );
}

function fieldRows(
  field: Field,
  objective: Objective,
  threshold: number,
  measure: Measure,
  stream: Streams,
): ThresholdRow[] {
  const followed = field.map(({ studies }) =>
    studies.map((study) => follow(study, objective, threshold, measure))
  );
  const random = field.findIndex(({ study }) => study.optimizer === "random");
  return field.map(({ study }, i) => {
    const pair = random < 0 || random === i ? [i] : [i, random];
    const tau = horizon(
      pair.map((j) => field[j]),
      pair.map((j) => followed[j]),
    );
    const [own, other] = pair.map((j) =>
      hasOneTrial(field[j].study.optimizer)
        ? followed[j].map((study) => held(study, tau))
        : followed[j]
    );
    const byTau = (studies: readonly Followed[]) =>
      studies.filter(({ reached, spent }) => reached && spent <= (tau ?? 0))
        .length;
    const reachedByTau = byTau(own);
    const spent = followed[i].map(({ spent }) => spent);
    const reached = followed[i].map(({ reached }) => reached);
    const curve = kaplanMeier(
      own.map(({ spent }) => spent),
      reached,
      tau ?? 0,
    );
    const { low, high } = reachedByTau === 0
      ? NO_INTERVAL
      : withWidth(restrictedMeanInterval(curve));
    return {
      study,
      threshold,
      measure,
      curve,
      tau,
      reachedByTau,
      restrictedMean: reachedByTau === 0 ? null : curve.restrictedMean,
      interval: tau === null || low === null || high === null
        ? NO_INTERVAL
        : { low: Math.max(0, low), high: Math.min(tau, high) },
      running: ert(spent, reached),
      runningInterval: spent.length < SMALLEST_N ? null : widened(
        ertInterval(spent, reached, resamplesOf(spent.length, stream)),
      ),
      toRandom: tau === null || other === undefined || reachedByTau === 0 ||
          byTau(other) === 0
        ? null
        : ratio(own, other, tau, stream),
    };
  });
}

/** What all studies spent at least that have more than one trial to try. */
function horizon(
  field: Field,
  followed: readonly (readonly Followed[])[],
): number | null {
  const ends = followed.map((studies) =>
    studies.flatMap(({ end }) => end > 0 ? [end] : [])
  );
  const searching = ends.filter((_, i) =>
    !hasOneTrial(field[i].study.optimizer)
  ).flat();
  const counted = searching.length > 0 ? searching : ends.flat();
  return counted.length === 0 ? null : Math.min(...counted);
}

/** A study of one trial that missed the threshold: nothing follows that might reach it. */
function held(study: Followed, tau: number | null): Followed {
  return study.reached || study.end === 0 || tau === null
    ? study
    : { ...study, spent: Math.max(study.spent, tau) };
}

/** Mean of one optimizer by that of another, up to tau, over the seeds that both have. */
function ratio(
  optimizer: readonly Followed[],
  random: readonly Followed[],
  tau: number,
  stream: Streams,
): Ratio | null {
  // A study that spent nothing was not followed up to tau.
  const bySeeds = new Map(
    random.flatMap(({ seeds, spent, end }) =>
      end > 0 ? [[seeds, Math.min(spent, tau)]] : []
    ),
  );
  const pairs = optimizer.flatMap(({ seeds, spent, end }) => {
    const other = bySeeds.get(seeds);
    return end > 0 && other !== undefined
      ? [[Math.min(spent, tau), other] as const]
      : [];
  });
  if (pairs.length === 0 || pairs.flat().some((x) => x <= 0)) return null;
  const found = ratioOfMeans(
    pairs.map(([own]) => own),
    pairs.map(([, other]) => other),
    resamplesOf(pairs.length, stream),
  );
  return pairs.length < SMALLEST_N
    ? { ...found, ...NO_INTERVAL }
    : { ...found, ...withWidth(found) };
}

function widened(interval: RunningTimeInterval): RunningTimeInterval {
  return { ...interval, ...withWidth(interval) };
}

function resamplesOf(n: number, stream: Streams): Resamples {
  return drawnResamples(n, TABLE_RESAMPLES, stream());
}
