/**
 * Descriptive statistics of repeats.
 *
 * @module
 */
import { studentTQuantile } from "./distributions.ts";

/** What is said of n values; `null` where n is too small for it. */
export interface Description {
  /** Number of values. */
  readonly n: number;
  /** Arithmetic mean. */
  readonly mean: number | null;
  /** Standard deviation with n - 1. */
  readonly sd: number | null;
  /** Median. */
  readonly median: number | null;
  /** Smallest value. */
  readonly min: number | null;
  /** Largest value. */
  readonly max: number | null;
  /** Lower end of the interval of the mean. */
  readonly low: number | null;
  /** Upper end of the interval of the mean. */
  readonly high: number | null;
  /** How the interval was made. */
  readonly method: string | null;
}

/**
 * Describes values, with Student's t interval of their mean.
 *
 * @param values Values in any order
 * @param level Two-sided confidence level
 */
export function describe(
  values: readonly number[],
  level = 0.95,
): Description {
  const n = values.length;
  if (n === 0) {
    return {
      n,
      mean: null,
      sd: null,
      median: null,
      min: null,
      max: null,
      low: null,
      high: null,
      method: null,
    };
  }
  const sorted = [...values].sort((a, b) => a - b);
  // A fixed order of summation: the same values give the same bits in any order.
  const mean = sorted.reduce((sum, x) => sum + x, 0) / n;
  const middle = n >> 1;
  const constant = sorted[n - 1] === sorted[0];
  const sd = n < 2 ? null : constant ? 0 : Math.sqrt(
    sorted.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1),
  );
  const half = sd === null || sd === 0
    ? null
    : studentTQuantile((1 + level) / 2, n - 1) * sd / Math.sqrt(n);
  return {
    n,
    mean,
    sd,
    median: n % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
    min: sorted[0],
    max: sorted[n - 1],
    low: half === null ? null : mean - half,
    high: half === null ? null : mean + half,
    method: half === null ? null : "student_t",
  };
}
