/**
 * Variance components of crossed seeds: search x training x split, all random.
 * A factor of one level is left out, with all that it takes part in.
 *
 * Notation
 *   a, b, c, r   levels of search, training and split; replicates of each cell
 *   MS           mean squares
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

/** A value for each source. */
export type BySource<Value> = Readonly<Record<Source, Value>>;

/** Mean squares; `null` where a factor does not vary, and of the residual without replicates. */
export type MeanSquares = BySource<number | null>;

/** A source other than the residual. */
type Effect = Exclude<Source, "residual">;

/** Factors that take part in an effect: 0 search, 1 training, 2 split. */
const FACTORS: Readonly<Record<Effect, readonly number[]>> = {
  search: [0],
  training: [1],
  split: [2],
  searchTraining: [0, 1],
  searchSplit: [0, 2],
  trainingSplit: [1, 2],
  threeWay: [0, 1, 2],
};

/** Lower effects before those that they are part of. */
const EFFECTS = SOURCES.filter((source) => source !== "residual");

function isPartOf(lower: Effect, higher: Effect): boolean {
  return FACTORS[lower].every((factor) => FACTORS[higher].includes(factor));
}

/** -1 for an odd number of factors between two effects, else 1. */
function sign(lower: Effect, higher: Effect): number {
  return (-1) ** (FACTORS[higher].length - FACTORS[lower].length);
}

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
  /** Components of variance, negative ones as estimated; `null` as by `solverOf`. */
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
 * @throws {RangeError} If fewer than two factors vary or a cell is missing
 */
export function varianceComponentsCrossed(
  values: CrossedValues,
): CrossedComponents {
  const design = designOf(values);
  const { a, b, c, r } = design;
  const ms = meanSquares(values, design);
  const components = solverOf(design)(ms);
  const meanVariance = EFFECTS.reduce(
    (sum, effect) => sum - (-1) ** FACTORS[effect].length * (ms[effect] ?? 0),
    0,
  ) / (a * b * c * r);
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
  const varied = [a, b, c].filter((levels) => levels > 1).length;
  if (!complete || varied < 2 || r < 1) {
    throw new RangeError(
      `Cannot separate variances: found ${a} x ${b} x ${c} levels with ${r} replicates${
        complete ? "" : " and cells of other sizes"
      }, expected a complete plan with at least 2 levels of two of them`,
    );
  }
  return { a, b, c, r };
}

/** Degrees of freedom of each source; 0 where it does not vary. */
export function degreesOfFreedom(design: CrossedDesign): BySource<number> {
  const { a, b, c, r } = design;
  return mapSources((source) =>
    source === "residual"
      ? a * b * c * (r - 1)
      : product(FACTORS[source].map((factor) => levels(design)[factor] - 1))
  );
}

/** The interaction of all factors that vary: without replicates, it and noise are one. */
export function highestEffect(design: CrossedDesign): Effect {
  const df = degreesOfFreedom(design);
  return EFFECTS.findLast((effect) => df[effect] > 0)!;
}

function levels({ a, b, c }: CrossedDesign): number[] {
  return [a, b, c];
}

function product(factors: readonly number[]): number {
  return factors.reduce((all, factor) => all * factor, 1);
}

/** Mean squares from the effects of the cell means. */
function meanSquares(
  values: CrossedValues,
  design: CrossedDesign,
): MeanSquares {
  const { b, c, r } = design;
  const df = degreesOfFreedom(design);
  const cells = values.flat(2).map(mean);
  const grand = mean(cells);
  const place = (cell: number) => [
    Math.floor(cell / (b * c)),
    Math.floor(cell / c) % b,
    cell % c,
  ];
  const found = new Map<Effect, number[]>();
  for (const effect of EFFECTS) {
    const lower = EFFECTS.filter((other) =>
      other !== effect && isPartOf(other, effect)
    );
    const alike = Map.groupBy(
      cells.keys(),
      (cell) => FACTORS[effect].map((factor) => place(cell)[factor]).join(),
    );
    const ofCells = new Array<number>(cells.length);
    for (const group of alike.values()) {
      const average = mean(group.map((cell) => cells[cell]));
      for (const cell of group) {
        ofCells[cell] = average - grand -
          sum(lower.map((other) => found.get(other)![cell]));
      }
    }
    found.set(effect, ofCells);
  }
  const within = sum(
    values.flat(2).flatMap((cell, n) => cell.map((y) => (y - cells[n]) ** 2)),
  );
  return mapSources((source) => {
    if (df[source] === 0) return null;
    return source === "residual"
      ? within / df.residual
      : r * sum(found.get(source)!.map((x) => x ** 2)) / df[source];
  });
}

/** Components from mean squares. */
export type Solver = (ms: MeanSquares) => BySource<number | null>;

/**
 * Solves the expected mean squares of a design; `null` for what does not vary,
 * and without replicates for the highest interaction, which then stands in the
 * residual.
 */
export function solverOf(design: CrossedDesign): Solver {
  const { r } = design;
  const highest = highestEffect(design);
  const terms = new Map(EFFECTS.map((effect) => [
    effect,
    EFFECTS.filter((higher) => isPartOf(effect, higher))
      .map((higher) => [higher, sign(effect, higher)] as const),
  ]));
  const divisors = new Map(EFFECTS.map((effect) => [
    effect,
    r * product(
      levels(design).filter((_, factor) => !FACTORS[effect].includes(factor)),
    ),
  ]));
  return (ms) =>
    mapSources((source) => {
      if (source === "residual") return ms.residual ?? ms[highest];
      const own = ms[source];
      if (own === null) return null;
      if (source === highest) {
        return ms.residual === null ? null : (own - ms.residual) / r;
      }
      let difference = 0;
      for (const [higher, factor] of terms.get(source)!) {
        difference += factor * (ms[higher] ?? 0);
      }
      return difference / divisors.get(source)!;
    });
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
