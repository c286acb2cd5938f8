/**
 * Variance components of crossed seeds: search x training x split, all random.
 *
 * Notation
 *   a, b, c, r   levels of search, training and split; replicates of each cell
 *   MS           mean squares        T   that of the three-way interaction
 *
 * Every component is a fixed combination of mean squares (the expected mean
 * squares solved). Balanced and with no negative component these are the REML
 * estimates; a negative one is reported as it is, since setting it to 0 would
 * change the others.
 *
 * Source: Searle, Casella and McCulloch 1992, "Variance Components", chapter 4.
 *
 * @module
 */
import { mean, sum } from "./sums.ts";

/** Sources of variance, main effects first. */
export const SOURCES = [
  "search",
  "training",
  "split",
  "searchTraining",
  "searchSplit",
  "trainingSplit",
  "threeWay",
  "residual",
] as const;

/** A source of variance. */
export type Source = typeof SOURCES[number];

/** A value for each source; `null` where it cannot be told apart (r = 1). */
export type BySource<Value> = Readonly<Record<Source, Value>>;

/** Mean squares; that of the residual is `null` without replicates. */
export type MeanSquares =
  & Readonly<Record<Exclude<Source, "residual">, number>>
  & { readonly residual: number | null };

/** Result of {@linkcode varianceComponentsCrossed}. */
export interface CrossedComponents {
  /** Size of the plan. */
  readonly design: CrossedDesign;
  /** Grand mean. */
  readonly mean: number;
  /** Its standard error when seeds and splits are both a sample; `null` when estimated negative. */
  readonly meanSe: number | null;
  /** Degrees of freedom: print them beside each component. */
  readonly df: BySource<number>;
  /** Mean squares. */
  readonly ms: MeanSquares;
  /** Components of variance, negative ones as estimated. */
  readonly components: BySource<number | null>;
  /** Shares of their sum, negative ones counted as 0. */
  readonly shares: BySource<number | null>;
  /** True when no component is negative. */
  readonly allNonNegative: boolean;
}

/** Levels of search, training and split, and replicates of each cell. */
export interface CrossedDesign {
  /** Search seeds. */
  readonly a: number;
  /** Training seeds. */
  readonly b: number;
  /** Splits. */
  readonly c: number;
  /** Replicates of each cell. */
  readonly r: number;
}

/** Values of a crossed plan, shape (a, b, c, r). */
export type CrossedValues =
  readonly (readonly (readonly (readonly number[])[])[])[];

/**
 * ANOVA estimates of the balanced crossed random model.
 *
 * @param values Shape (a, b, c, r): search, training, split, replicate
 * @throws {RangeError} If a factor has fewer than two levels or a cell is missing
 */
export function varianceComponentsCrossed(
  values: CrossedValues,
): CrossedComponents {
  const design = designOf(values);
  const { a, b, c, r } = design;
  const ms = meanSquares(values, design);
  const components = componentsOf(ms, design);
  const meanVariance = (ms.search + ms.training + ms.split -
    ms.searchTraining - ms.searchSplit - ms.trainingSplit + ms.threeWay) /
    (a * b * c * r);
  return {
    design,
    mean: mean(values.flat(3)),
    meanSe: meanVariance > 0 ? Math.sqrt(meanVariance) : null,
    df: degreesOfFreedom(design),
    ms,
    components,
    shares: sharesOf(components),
    allNonNegative: SOURCES.every((source) => (components[source] ?? 0) >= 0),
  };
}

/** The design of complete values. */
function designOf(values: CrossedValues): CrossedDesign {
  const a = values.length;
  const b = values[0]?.length ?? 0;
  const c = values[0]?.[0]?.length ?? 0;
  const r = values[0]?.[0]?.[0]?.length ?? 0;
  const complete = values.every((plane) =>
    plane.length === b &&
    plane.every((row) =>
      row.length === c && row.every((cell) => cell.length === r)
    )
  );
  if (!complete || a < 2 || b < 2 || c < 2 || r < 1) {
    throw new RangeError(
      `Cannot separate variances: found ${a} x ${b} x ${c} levels with ${r} replicates${
        complete ? "" : " and cells of other sizes"
      }, expected a complete plan with at least 2 levels of each`,
    );
  }
  return { a, b, c, r };
}

/** Degrees of freedom of each source. */
export function degreesOfFreedom(
  { a, b, c, r }: CrossedDesign,
): BySource<number> {
  return {
    search: a - 1,
    training: b - 1,
    split: c - 1,
    searchTraining: (a - 1) * (b - 1),
    searchSplit: (a - 1) * (c - 1),
    trainingSplit: (b - 1) * (c - 1),
    threeWay: (a - 1) * (b - 1) * (c - 1),
    residual: a * b * c * (r - 1),
  };
}

/** Mean squares from the effects of the cell means. */
function meanSquares(
  values: CrossedValues,
  design: CrossedDesign,
): MeanSquares {
  const { b, c, r } = design;
  const df = degreesOfFreedom(design);
  const cells = values.map((plane) => plane.map((row) => row.map(mean)));
  const each = <Value>(of: (i: number, j: number, k: number) => Value) =>
    cells.map((plane, i) =>
      plane.map((row, j) => row.map((_, k) => of(i, j, k)))
    );
  const grand = mean(cells.flat(2));
  const searches = cells.map((plane) => mean(plane.flat()));
  const trainings = range(b).map((j) => mean(cells.flatMap((p) => p[j])));
  const splits = range(c).map((k) =>
    mean(cells.flatMap((plane) => plane.map((row) => row[k])))
  );
  const searchTrainings = cells.map((plane) => plane.map((row) => mean(row)));
  const searchSplits = cells.map((plane) =>
    range(c).map((k) => mean(plane.map((row) => row[k])))
  );
  const trainingSplits = range(b).map((j) =>
    range(c).map((k) => mean(cells.map((plane) => plane[j][k])))
  );
  const search = (i: number) => searches[i] - grand;
  const training = (j: number) => trainings[j] - grand;
  const split = (k: number) => splits[k] - grand;
  const searchTraining = (i: number, j: number) =>
    searchTrainings[i][j] - searches[i] - training(j);
  const searchSplit = (i: number, k: number) =>
    searchSplits[i][k] - searches[i] - split(k);
  const trainingSplit = (j: number, k: number) =>
    trainingSplits[j][k] - trainings[j] - split(k);
  const square = (
    source: Source,
    effect: (i: number, j: number, k: number) => number,
  ) => r * sum(each((i, j, k) => effect(i, j, k) ** 2).flat(2)) / df[source];
  const within = sum(
    each((i, j, k) =>
      sum(values[i][j][k].map((y) => (y - cells[i][j][k]) ** 2))
    ).flat(2),
  );
  return {
    search: square("search", search),
    training: square("training", (_, j) => training(j)),
    split: square("split", (_i, _j, k) => split(k)),
    searchTraining: square("searchTraining", searchTraining),
    searchSplit: square("searchSplit", (i, _, k) => searchSplit(i, k)),
    trainingSplit: square("trainingSplit", (_, j, k) => trainingSplit(j, k)),
    threeWay: square(
      "threeWay",
      (i, j, k) =>
        cells[i][j][k] - searchTrainings[i][j] - searchSplit(i, k) -
        trainingSplit(j, k) - split(k),
    ),
    residual: df.residual === 0 ? null : within / df.residual,
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/**
 * Solves the expected mean squares. Without replicates the three-way interaction
 * and noise are one: both stand in the residual.
 */
export function componentsOf(
  ms: MeanSquares,
  { a, b, c, r }: CrossedDesign,
): BySource<number | null> {
  const top = ms.threeWay;
  const main = (own: number, one: number, other: number, size: number) =>
    (own - one - other + top) / (r * size);
  const st = ms.searchTraining;
  const ss = ms.searchSplit;
  const ts = ms.trainingSplit;
  return {
    search: main(ms.search, st, ss, b * c),
    training: main(ms.training, st, ts, a * c),
    split: main(ms.split, ss, ts, a * b),
    searchTraining: (st - top) / (r * c),
    searchSplit: (ss - top) / (r * b),
    trainingSplit: (ts - top) / (r * a),
    threeWay: ms.residual === null ? null : (top - ms.residual) / r,
    residual: ms.residual ?? top,
  };
}

/** Shares of the sum of the components, negative ones counted as 0; `null` when all are. */
export function sharesOf(
  components: BySource<number | null>,
): BySource<number | null> {
  const positive = mapSources((source) => {
    const value = components[source];
    return value === null ? null : Math.max(0, value);
  });
  const whole = sum(SOURCES.map((source) => positive[source] ?? 0));
  return mapSources((source) => {
    const value = positive[source];
    return value === null || whole === 0 ? null : value / whole;
  });
}

/** A value for each source. */
export function mapSources<Value>(
  of: (source: Source) => Value,
): BySource<Value> {
  // Spelled out: objects of one shape, made ten thousand times for an interval.
  return {
    search: of("search"),
    training: of("training"),
    split: of("split"),
    searchTraining: of("searchTraining"),
    searchSplit: of("searchSplit"),
    trainingSplit: of("trainingSplit"),
    threeWay: of("threeWay"),
    residual: of("residual"),
  };
}
