/**
 * Mean difference of two optimizers on the same seeds.
 *
 * @module
 */
import { studentTQuantile, studentTTwoSided } from "./distributions.ts";
import { isConstant, mean, standardDeviation } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** Result of {@linkcode pairedMeanDifference}. */
export interface PairedDifference extends Interval {
  /** Number of pairs. */
  readonly n: number;
  /** Mean of a - b. */
  readonly meanDifference: number | null;
  /** Standard deviation of a - b. */
  readonly sdDifference: number | null;
  /** Standard error of the mean difference. */
  readonly se: number | null;
  /** Student's t; `null` when all differences are equal. */
  readonly t: number | null;
  /** Degrees of freedom. */
  readonly df: number | null;
  /** Two-sided p-value. */
  readonly p: number | null;
  /** Mean difference over its standard deviation. */
  readonly cohensDz: number | null;
}

/**
 * The differences a - b of two lists with one entry for each pair.
 *
 * @throws {RangeError} If the lists differ in length
 */
export function pairedDifferences(
  a: readonly number[],
  b: readonly number[],
): number[] {
  if (a.length !== b.length) {
    throw new RangeError(
      `Cannot pair two lists: found ${a.length} and ${b.length} values, expected one of each for every seed`,
    );
  }
  return a.map((x, i) => x - b[i]);
}

/**
 * Paired t test and interval of the mean of a - b.
 *
 * @throws {RangeError} If the lists differ in length
 */
export function pairedMeanDifference(
  a: readonly number[],
  b: readonly number[],
  level: number = DEFAULT_LEVEL,
): PairedDifference {
  const d = pairedDifferences(a, b);
  const n = d.length;
  const meanDifference = n === 0 ? null : mean(d);
  const none = { t: null, p: null, cohensDz: null };
  if (meanDifference === null || n < 2) {
    return {
      n,
      meanDifference,
      sdDifference: null,
      se: null,
      ...NO_INTERVAL,
      df: null,
      ...none,
    };
  }
  const df = n - 1;
  if (isConstant(d)) {
    return {
      n,
      meanDifference,
      sdDifference: 0,
      se: 0,
      low: meanDifference,
      high: meanDifference,
      df,
      ...none,
    };
  }
  const sdDifference = standardDeviation(d);
  const se = sdDifference / Math.sqrt(n);
  const t = meanDifference / se;
  const half = studentTQuantile((1 + level) / 2, df) * se;
  return {
    n,
    meanDifference,
    sdDifference,
    se,
    low: meanDifference - half,
    high: meanDifference + half,
    t,
    df,
    p: studentTTwoSided(t, df),
    cohensDz: meanDifference / sdDifference,
  };
}
