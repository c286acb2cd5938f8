/**
 * Bootstrap intervals of variance components.
 *
 * Resampling a factor's three to five levels gives intervals that are far too
 * narrow. Here mean squares are resampled instead: of normal effects, df MS over
 * its expectation is chi-square, so a draw of the expectation is df MS over a
 * draw of chi-square, and every component is a fixed combination of them. This
 * is the parametric bootstrap turned round at its pivot.
 *
 * Source: Weerahandi 1993, "Generalized Confidence Intervals"; Burdick, Borror
 * and Montgomery 2005, "Design and Analysis of Gauge R&R Studies", chapter on
 * generalised intervals.
 *
 * @module
 */
import { percentileInterval } from "./bootstrap.ts";
import { drawChiSquare } from "./random_draws.ts";
import { DEFAULT_LEVEL, type Interval, type RandomStream } from "./types.ts";
import {
  type BySource,
  type CrossedComponents,
  mapSources,
  type MeanSquares,
  sharesOf,
  solverOf,
  type Source,
} from "./variance_crossed.ts";

/** Intervals of components and shares. */
export interface CrossedIntervals {
  /** Of each component; a lower end may be negative. */
  readonly components: BySource<Interval>;
  /** Of each share, in [0, 1]. */
  readonly shares: BySource<Interval>;
}

/** Draws behind an interval of a variance component. */
export const VARIANCE_DRAWS = 10_000;

/**
 * Intervals of the components of a crossed plan, right for normal effects. With
 * 3 to 5 levels they are very wide: print the degrees of freedom beside them.
 *
 * @param estimates Result of `varianceComponentsCrossed`
 * @param stream Stream of the draws
 */
export function crossedIntervals(
  { ms, df, design }: CrossedComponents,
  stream: RandomStream,
  level: number = DEFAULT_LEVEL,
  draws: number = VARIANCE_DRAWS,
): CrossedIntervals {
  const solve = solverOf(design);
  const drawn = Array.from({ length: draws }, () => {
    const components = solve(drawnMeanSquares(ms, df, stream));
    return { components, shares: sharesOf(components) };
  });
  const interval = (kind: "components" | "shares", source: Source) =>
    percentileInterval(
      Float64Array.from(drawn.flatMap((draw) => draw[kind][source] ?? []))
        .sort(),
      level,
    );
  return {
    components: mapSources((source) => interval("components", source)),
    shares: mapSources((source) => interval("shares", source)),
  };
}

/** One draw of every expected mean square. */
function drawnMeanSquares(
  ms: MeanSquares,
  df: BySource<number>,
  stream: RandomStream,
): MeanSquares {
  return mapSources((source) => {
    const value = ms[source];
    return value === null
      ? null
      : df[source] * value / drawChiSquare(df[source], stream);
  });
}
