/**
 * Descriptive statistics of repeats.
 *
 * @module
 */
import { chiSquareQuantile, studentTQuantile } from "./distributions.ts";
import { quantileOfSorted } from "./quantile.ts";
import { isConstant, mean, standardDeviation } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** What is said of n values; `null` where n is too small for it. */
export interface Description {
  /** Number of values. */
  readonly n: number;
  /** Arithmetic mean. */
  readonly mean: number | null;
  /** Standard deviation with n - 1; exactly 0 when all are equal. */
  readonly sd: number | null;
  /** Median. */
  readonly median: number | null;
  /** Lower quartile. */
  readonly q25: number | null;
  /** Upper quartile. */
  readonly q75: number | null;
  /** Distance of the quartiles. */
  readonly iqr: number | null;
  /** Interquartile mean: the mean without floor(n / 4) values at each end. */
  readonly iqm: number | null;
  /** Smallest value. */
  readonly min: number | null;
  /** Largest value. */
  readonly max: number | null;
  /** Lower end of the interval of the standard deviation, for normal data. */
  readonly sdLow: number | null;
  /** Upper end of the interval of the standard deviation, for normal data. */
  readonly sdHigh: number | null;
}

/**
 * Describes values.
 *
 * @param values Values in any order
 * @param level Two-sided confidence level of the deviation's interval
 *
 * Source of the interquartile mean: Agarwal et al. 2021, "Deep Reinforcement
 * Learning at the Edge of the Statistical Precipice" (rliable's
 * `aggregate_iqm`, without fractional weights).
 */
export function describe(
  values: readonly number[],
  level: number = DEFAULT_LEVEL,
): Description {
  const n = values.length;
  if (n === 0) return { n, ...NOTHING };
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(n / 4);
  const q25 = quantileOfSorted(sorted, 0.25);
  const q75 = quantileOfSorted(sorted, 0.75);
  const sd = n < 2 ? null : standardDeviation(values);
  const spread = deviationInterval(sd, n, level);
  return {
    n,
    mean: sorted[0] === sorted[n - 1] ? sorted[0] : mean(values),
    sd,
    median: quantileOfSorted(sorted, 0.5),
    q25,
    q75,
    iqr: q75 - q25,
    iqm: mean(sorted.slice(cut, n - cut)),
    min: sorted[0],
    max: sorted[n - 1],
    sdLow: spread.low,
    sdHigh: spread.high,
  };
}

const NOTHING: Omit<Description, "n"> = {
  mean: null,
  sd: null,
  median: null,
  q25: null,
  q75: null,
  iqr: null,
  iqm: null,
  min: null,
  max: null,
  sdLow: null,
  sdHigh: null,
};

/** Chi-square interval of a standard deviation, right for normal data only. */
function deviationInterval(
  sd: number | null,
  n: number,
  level: number,
): Interval {
  if (sd === null) return NO_INTERVAL;
  const tail = (1 - level) / 2;
  const end = (p: number) =>
    sd * Math.sqrt((n - 1) / chiSquareQuantile(p, n - 1));
  return { low: end(1 - tail), high: end(tail) };
}

/**
 * Student's t interval of the mean; both ends the mean when all values are
 * equal, `null` for fewer than two.
 */
export function studentTInterval(
  values: readonly number[],
  level: number = DEFAULT_LEVEL,
): Interval {
  const n = values.length;
  if (n < 2) return NO_INTERVAL;
  const centre = mean(values);
  if (isConstant(values)) return { low: centre, high: centre };
  const half = studentTQuantile((1 + level) / 2, n - 1) *
    standardDeviation(values) / Math.sqrt(n);
  return { low: centre - half, high: centre + half };
}
