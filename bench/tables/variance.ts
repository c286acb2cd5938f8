import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { Objective } from "../journal/objective.ts";
import type { StreamSeeds, Study } from "../plan/plan.ts";
import { describe } from "../stats/describe.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { type Interval, NO_INTERVAL } from "../stats/types.ts";
import {
  degreesOfFreedom,
  highestEffect,
  type Source,
  varianceComponentsCrossed,
} from "../stats/variance_crossed.ts";
import { crossedIntervals } from "../stats/variance_intervals.ts";
import { cutToRange, withWidth } from "./cut.ts";
import {
  known,
  optimizersOf,
  type OptimizerStudies,
  seedsText,
} from "./optimizer_studies.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  type Constraints,
  COUNT,
  defineTable,
  flag,
  integer,
  number,
  SHARE,
  text,
} from "./table.ts";

/** Largest variance of values within 0 and 1. */
const LARGEST = 0.25;
/** What a component can truly be: an estimate may lie below. */
const VARIANCE_RANGE: Constraints = { minimum: 0, maximum: LARGEST };

/** A source of variance of an optimizer's results. */
export interface VarianceRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** The source. */
  readonly source: string;
  /** Levels of search, training and split, as "3 x 3 x 3". */
  readonly design: string;
  /** Studies. */
  readonly studies: number;
  /** Those with a complete trial. */
  readonly n: number;
  /** Mean BCA over these; `null` of none. */
  readonly mean: number | null;
  /** Degrees of freedom of the complete plan. */
  readonly df: number;
  /** Component of variance, negative where estimated so; `null` where a study is missing. */
  readonly component: number | null;
  /** Its interval. */
  readonly interval: Interval;
  /** Share of all components; `null` where only one stream varies. */
  readonly share: number | null;
  /** Its interval. */
  readonly shareInterval: Interval;
}

/** Where the spread of an optimizer's results comes from. */
export const VARIANCE = defineTable<VarianceRow>()({
  name: "variance",
  description:
    "One row is a source of variance of an optimizer's BCA. The replicate is a study; master seeds of all three or of two of search, training and split are crossed, or one of them varies alone and the row is its variance. Components are ANOVA estimates of the random model, equal to REML where none is negative; they are empty while a study of a crossed plan has no complete trial. Intervals are over the seeds, for normal effects, and very wide with few levels. Other plans, such as those in which all streams follow one master seed, have no rows: they cannot tell these sources apart",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "source"],
  columns: {
    ...conditionColumns<VarianceRow>((row) => row.study),
    source: text(
      "search, training, split, an interaction of two, or residual (the interaction of all streams that vary, together with noise)",
      (row) => row.source,
    ),
    design: text("levels of search x training x split", (row) => row.design),
    n_studies: integer("studies", (row) => row.studies, COUNT),
    n_incumbents: integer(
      "studies with a complete trial",
      (row) => row.n,
      COUNT,
    ),
    bca_mean: number("mean BCA of their incumbents", (row) => row.mean, SHARE),
    df: integer("degrees of freedom of the source", (row) => row.df, COUNT),
    component: number(
      "component of variance; may be estimated below 0, which means that it is small",
      (row) => row.component,
    ),
    component_low: number(
      "lower end of its 95 % interval (generalised, by simulation of mean squares; of a stream alone: chi-square), cut to 0; empty where nothing varies and, of a stream alone, below 3 studies",
      (row) => row.interval.low,
      VARIANCE_RANGE,
    ),
    component_high: number(
      `upper end of that interval, cut to ${LARGEST}, the largest variance of values within 0 and 1`,
      (row) => row.interval.high,
      VARIANCE_RANGE,
    ),
    sd: number(
      "its square root, in units of BCA; 0 where the component is negative",
      ({ component }) =>
        component === null ? null : Math.sqrt(Math.max(0, component)),
    ),
    negative: flag(
      "whether the component was estimated below 0",
      ({ component }) => component === null ? null : component < 0,
    ),
    share: number(
      "share of the sum of all components, negative ones counted as 0; empty where one stream varies alone",
      (row) => row.share,
      SHARE,
    ),
    share_low: number(
      "lower end of its 95 % interval; empty where it has no width",
      (row) => row.shareInterval.low,
      SHARE,
    ),
    share_high: number(
      "upper end of that interval",
      (row) => row.shareInterval.high,
      SHARE,
    ),
  },
});

/** Sources of a plan with one study in each cell, with their names in the file. */
const CROSSED_SOURCES = [
  ["search", "search"],
  ["training", "training"],
  ["split", "split"],
  ["searchTraining", "search_training"],
  ["searchSplit", "search_split"],
  ["trainingSplit", "training_split"],
  ["residual", "residual"],
] as const satisfies readonly (readonly [Source, string])[];

/** Streams in the order of a design, with the name of their source. */
const STREAMS = [
  ["search", "search"],
  ["train", "training"],
  ["split", "split"],
] as const satisfies readonly (readonly [keyof StreamSeeds, string])[];

/** Master seeds of search, training and split. */
type Levels = readonly (readonly number[])[];

/** Rows of {@linkcode VARIANCE}. Every optimizer's draws start from the seed anew. */
export function varianceRows(run: RunData): VarianceRow[] {
  const { seeds, streams } = run.plan;
  // A stream set by hand is the same in all studies, whatever its master seed.
  const levels = STREAMS.map(([stream]) =>
    streams[stream] === undefined
      ? [...new Set(seeds.map((triple) => triple[stream]))]
      : [0]
  );
  const varied = levels.filter(({ length }) => length > 1).length;
  const cells = levels.reduce((product, { length }) => product * length, 1);
  if (seeds.length !== cells) return [];
  if (varied === 0) return [];
  const rowsOf = varied === 1 ? aloneRows : crossedRows;
  return optimizersOf(run).flatMap((optimizer) =>
    rowsOf(optimizer, levels, run)
  );
}

/** Components of a crossed plan. */
function crossedRows(
  optimizer: OptimizerStudies,
  levels: Levels,
  { objective, bootstrapSeed }: RunData,
): VarianceRow[] {
  const values = crossedValues(optimizer, levels);
  const found = values && varianceComponentsCrossed(values);
  const intervals = found &&
    crossedIntervals(found, new RandomState(bootstrapSeed));
  const [a, b, c] = levels.map(({ length }) => length);
  const design = { a, b, c, r: 1 };
  const highest = highestEffect(design);
  const df = { ...degreesOfFreedom(design) };
  df.residual = df[highest];
  const sources = CROSSED_SOURCES.filter(([source]) =>
    source !== highest && df[source] > 0
  );
  return sources.map(([source, name]) => ({
    ...commonOf(optimizer, levels),
    source: name,
    df: df[source],
    component: found?.components[source] ?? null,
    interval: possible(
      intervals?.components[source] ?? NO_INTERVAL,
      objective,
    ),
    share: found?.shares[source] ?? null,
    shareInterval: found && found.shares[source] !== null && intervals
      ? withWidth(intervals.shares[source])
      : NO_INTERVAL,
  }));
}

/** What is left of an interval within what a variance of values in a range can be. */
function possible(interval: Interval, { range }: Objective): Interval {
  const largest = range ? ((range[1] - range[0]) / 2) ** 2 : Infinity;
  return withWidth(cutToRange(interval, { range: [0, largest] }));
}

/** Values of every cell, shape (search, training, split, 1); `null` where one has none. */
function crossedValues(
  optimizer: OptimizerStudies,
  [searches, trainings, splits]: Levels,
): number[][][][] | null {
  const bySeeds = new Map(
    optimizer.studies.map(({ study }, i) => [
      seedsText(study.seeds),
      optimizer.scores[i],
    ]),
  );
  const values = searches.map((search) =>
    trainings.map((train) =>
      splits.map((split) => {
        const score = bySeeds.get(seedsText({ search, train, split })) ?? null;
        return score === null ? [] : [score];
      })
    )
  );
  return values.flat(2).every(({ length }) => length === 1) ? values : null;
}

/** The variance over the one stream that varies. */
function aloneRows(
  optimizer: OptimizerStudies,
  levels: Levels,
  { objective }: RunData,
): VarianceRow[] {
  const { n, sd, sdLow, sdHigh } = describe(known(optimizer.scores));
  const [, source] = STREAMS[levels.findIndex(({ length }) => length > 1)];
  const square = (x: number | null) => x === null ? null : x * x;
  return [{
    ...commonOf(optimizer, levels),
    source,
    df: Math.max(0, n - 1),
    component: square(sd),
    interval: n < SMALLEST_N || sd === 0
      ? NO_INTERVAL
      : possible({ low: square(sdLow), high: square(sdHigh) }, objective),
    share: null,
    shareInterval: NO_INTERVAL,
  }];
}

/** What all rows of an optimizer share. */
function commonOf(
  { study, studies, scores }: OptimizerStudies,
  levels: Levels,
) {
  const { n, mean } = describe(known(scores));
  const design = levels.map(({ length }) => length).join(" x ");
  return { study, studies: studies.length, n, mean, design };
}
