import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { StreamSeeds, Study } from "../plan.ts";
import { describe } from "../stats/describe.ts";
import type { Interval } from "../stats/types.ts";
import {
  type Source,
  SOURCES,
  varianceComponentsCrossed,
} from "../stats/variance_crossed.ts";
import { crossedIntervals } from "../stats/variance_intervals.ts";
import { type Engine, enginesOf, known, seedsText } from "./engines.ts";
import type { RunData } from "./run_data.ts";
import { settingColumns } from "./study_columns.ts";
import { type Column, COUNT, SHARE, type Table } from "./table.ts";

/** A source of variance of an engine's results. */
export interface VarianceRow {
  /** One of its studies, for the setting. */
  readonly study: Study;
  /** The source. */
  readonly source: string;
  /** Levels of search, training and split, as "3 x 3 x 3". */
  readonly design: string;
  /** Studies. */
  readonly n: number;
  /** Mean reported BCA. */
  readonly mean: number;
  /** Degrees of freedom. */
  readonly df: number;
  /** Component of variance, negative where estimated so. */
  readonly component: number;
  /** Its interval. */
  readonly interval: Interval;
  /** Share of all components; `null` where only one stream varies. */
  readonly share: number | null;
  /** Its interval. */
  readonly shareInterval: Interval;
}

/** Where the spread of an engine's results comes from. */
export const VARIANCE: Table<VarianceRow> = {
  name: "variance",
  description:
    "One row is a source of variance of an engine's reported BCA. The replicate is a study; master seeds of search, training and split are crossed, or one of them varies alone and the row is its variance. Components are ANOVA estimates of the random model, equal to REML where none is negative; intervals are of normal effects and very wide with few levels. Plans in which all streams follow one master seed have no rows: they cannot tell the sources apart",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "source"],
  columns: [
    ...settingColumns<VarianceRow>((row) => row.study),
    {
      name: "source",
      type: "string",
      description:
        "search, training, split, an interaction of these, or three_way, which holds what is left over where each cell has one study",
      value: (row) => row.source,
    },
    {
      name: "design",
      type: "string",
      description: "levels of search x training x split",
      value: (row) => row.design,
    },
    {
      name: "n_studies",
      type: "integer",
      description: "studies with a complete trial",
      constraints: COUNT,
      value: (row) => row.n,
    },
    {
      name: "bca_mean",
      type: "number",
      description: "mean reported BCA of their incumbents",
      constraints: SHARE,
      value: (row) => row.mean,
    },
    {
      name: "df",
      type: "integer",
      description: "degrees of freedom of the source",
      constraints: COUNT,
      value: (row) => row.df,
    },
    number(
      "component",
      "component of variance; negative where estimated so, which means near 0",
      (row) => row.component,
    ),
    number(
      "component_low",
      "lower end of its 95 % interval (generalised, by simulation of mean squares; of a stream alone: chi-square)",
      (row) => row.interval.low,
    ),
    number(
      "component_high",
      "upper end of that interval",
      (row) => row.interval.high,
    ),
    number(
      "sd",
      "its root, in units of BCA; 0 where the component is negative",
      (row) => Math.sqrt(Math.max(0, row.component)),
    ),
    {
      name: "negative",
      type: "boolean",
      description: "whether the component was estimated below 0",
      value: (row) => row.component < 0,
    },
    number(
      "share",
      "share of the sum of all components, negative ones counted as 0; empty where one stream varies alone",
      (row) => row.share,
    ),
    number(
      "share_low",
      "lower end of its 95 % interval",
      (row) => row.shareInterval.low,
    ),
    number(
      "share_high",
      "upper end of that interval",
      (row) => row.shareInterval.high,
    ),
  ],
};

function number(
  name: string,
  description: string,
  value: (row: VarianceRow) => number | null,
): Column<VarianceRow> {
  return { name, type: "number", description, value };
}

/** Names of the sources in the file. */
const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  search: "search",
  training: "training",
  split: "split",
  searchTraining: "search_training",
  searchSplit: "search_split",
  trainingSplit: "training_split",
  threeWay: "three_way",
  residual: "residual",
};

/** Streams in the order of a design, with the name of their source. */
const STREAMS = [
  ["search", "search"],
  ["train", "training"],
  ["split", "split"],
] as const satisfies readonly (readonly [keyof StreamSeeds, string])[];

/** Rows of {@linkcode VARIANCE}. Every engine's draws start from the seed anew. */
export function varianceRows(run: RunData): VarianceRow[] {
  return enginesOf(run).flatMap((engine) => {
    const levels = STREAMS.map((
      [stream],
    ) => [...new Set(engine.studies.map(({ study }) => study.seeds[stream]))]);
    const varied = levels.filter((seeds) => seeds.length > 1).length;
    if (varied === 3) return crossedRows(engine, levels, run.bootstrapSeed);
    return varied === 1 ? aloneRows(engine, levels) : [];
  });
}

/** Components of a complete crossed plan; nothing of any other. */
function crossedRows(
  engine: Engine,
  levels: readonly (readonly number[])[],
  seed: number,
): VarianceRow[] {
  const bySeeds = new Map(
    engine.studies.map((
      { study },
      i,
    ) => [seedsText(study.seeds), engine.bca[i]]),
  );
  const [searches, trainings, splits] = levels;
  const values = searches.map((search) =>
    trainings.map((train) =>
      splits.map((split) => {
        const bca = bySeeds.get(seedsText({ search, train, split })) ?? null;
        return bca === null ? [] : [bca];
      })
    )
  );
  if (values.flat(2).some((cell) => cell.length === 0)) return [];
  const found = varianceComponentsCrossed(values);
  const intervals = crossedIntervals(found, new RandomState(seed));
  return SOURCES.flatMap((source) => {
    const component = found.components[source];
    return component === null ? [] : [{
      study: engine.study,
      source: SOURCE_NAMES[source],
      design: designText(levels),
      n: engine.studies.length,
      mean: found.mean,
      df: found.df[source],
      component,
      interval: intervals.components[source],
      share: found.shares[source],
      shareInterval: intervals.shares[source],
    }];
  });
}

/** The variance over the one stream that varies. */
function aloneRows(
  engine: Engine,
  levels: readonly (readonly number[])[],
): VarianceRow[] {
  const values = known(engine.bca);
  const { mean, sd, sdLow, sdHigh } = describe(values);
  if (mean === null || sd === null) return [];
  const [, source] = STREAMS[levels.findIndex((seeds) => seeds.length > 1)];
  const square = (x: number | null) => x === null ? null : x * x;
  return [{
    study: engine.study,
    source,
    design: designText(levels),
    n: values.length,
    mean,
    df: values.length - 1,
    component: sd * sd,
    interval: { low: square(sdLow), high: square(sdHigh) },
    share: null,
    shareInterval: { low: null, high: null },
  }];
}

function designText(levels: readonly (readonly number[])[]): string {
  return levels.map((seeds) => seeds.length).join(" x ");
}
