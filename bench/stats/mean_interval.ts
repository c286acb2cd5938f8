/**
 * The interval that the tables print beside a mean over seeds.
 *
 * @module
 */
import { bootstrapCi, drawnResamples, sampleMean } from "./bootstrap.ts";
import { studentTInterval } from "./describe.ts";
import { isConstant } from "./sums.ts";
import {
  DEFAULT_LEVEL,
  type Interval,
  NO_INTERVAL,
  type RandomStream,
} from "./types.ts";

/** How an interval of a mean was made. */
export type MeanIntervalMethod = "student_t" | "expanded_bca";

/** Interval of a mean with its method; all `null` where there is none. */
export interface MeanInterval extends Interval {
  /** How it was made. */
  readonly method: MeanIntervalMethod | null;
}

/** Fewest values with an interval. */
export const SMALLEST_N = 3;
/** Fewest values at which the expanded BCa interval covers what it says. */
export const BOOTSTRAP_FROM_N = 10;
/** Resamples of an interval in the tables. */
export const TABLE_RESAMPLES = 10_000;

/**
 * Interval of a mean by the method that covers at that n: none below 3 values
 * or for equal ones, Student's t below 10, expanded BCa from there. No method
 * survives rare collapse: print the number of collapsed studies beside it.
 *
 * @param values One value for each seed
 * @param stream Stream of the resamples; untouched below 10 values
 */
export function meanInterval(
  values: readonly number[],
  stream: RandomStream,
  level: number = DEFAULT_LEVEL,
  resamples: number = TABLE_RESAMPLES,
): MeanInterval {
  const n = values.length;
  if (n < SMALLEST_N || isConstant(values)) {
    return { ...NO_INTERVAL, method: null };
  }
  if (n < BOOTSTRAP_FROM_N) {
    return { ...studentTInterval(values, level), method: "student_t" };
  }
  // Sorted, so that the interval depends on the values and not on their order.
  const { expandedLow, expandedHigh } = bootstrapCi(
    values.toSorted((a, b) => a - b),
    sampleMean,
    drawnResamples(n, resamples, stream),
    level,
  );
  return { low: expandedLow, high: expandedHigh, method: "expanded_bca" };
}
