/**
 * Ratio of two means, such as the time of an optimizer over that of random search.
 *
 * @module
 */
import { bootstrapCi, type Resamples } from "./bootstrap.ts";
import { pairedDifferences } from "./paired.ts";
import { mean } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** Result of {@linkcode ratioOfMeans}. */
export interface Ratio extends Interval {
  /** Mean of a over mean of b; not the mean of ratios. */
  readonly ratio: number | null;
}

/**
 * Ratio of the means of two lists paired by seed, with the expanded BCa interval
 * of its logarithm over whole pairs.
 *
 * @param a Values above 0
 * @param b Values above 0
 * @throws {RangeError} If the lists differ in length
 */
export function ratioOfMeans(
  a: readonly number[],
  b: readonly number[],
  resamples: Resamples,
  level: number = DEFAULT_LEVEL,
): Ratio {
  pairedDifferences(a, b);
  if (a.length === 0) return { ratio: null, ...NO_INTERVAL };
  const { expandedLow, expandedHigh } = bootstrapCi(
    a.map((_, i) => i),
    (pairs) => {
      let above = 0;
      let below = 0;
      for (const i of pairs) {
        above += a[i];
        below += b[i];
      }
      return Math.log(above / below);
    },
    resamples,
    level,
  );
  const backOf = (x: number | null) => x === null ? null : Math.exp(x);
  return {
    ratio: mean(a) / mean(b),
    low: backOf(expandedLow),
    high: backOf(expandedHigh),
  };
}
