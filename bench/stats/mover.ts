/**
 * Intervals of differences of estimates from the estimates' own
 * intervals: the method of variance estimates recovery. An estimate's variance
 * near its lower end is taken from its own lower end, and near its upper end
 * from that, so that skewed intervals (Wilson's near 1) stay skewed.
 *
 * Notation
 *   e, l, u   an estimate and the ends of its interval
 *   r         correlation of two estimates
 *
 * Sources: Newcombe 1998, "Improved confidence intervals for the difference
 * between binomial proportions based on paired data", method 10 without its
 * continuity correction; Zou, Huang and Zhang 2009, "A note on confidence
 * interval estimation for a linear function of binomial proportions".
 *
 * @module
 */
import { type Interval, NO_INTERVAL } from "./types.ts";

/** An estimate with the ends of its interval. */
export interface BoundedEstimate extends Interval {
  /** The estimate. */
  readonly estimate: number;
}

/** Distances of an estimate from the ends of its interval; `null` without one. */
function arms(
  { estimate, low, high }: BoundedEstimate,
): { down: number; up: number } | null {
  if (low === null || high === null) return null;
  return { down: estimate - low, up: high - estimate };
}

/**
 * Interval of a - b.
 *
 * @param correlation Of the two estimates, in [-1, 1]; 0 of independent ones
 * @returns No interval where one of the two has none
 */
export function differenceInterval(
  a: BoundedEstimate,
  b: BoundedEstimate,
  correlation: number = 0,
): Interval {
  const ofA = arms(a);
  const ofB = arms(b);
  if (!ofA || !ofB) return NO_INTERVAL;
  const difference = a.estimate - b.estimate;
  const joined = (x: number, y: number) =>
    Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
  return {
    low: difference - joined(ofA.down, ofB.up),
    high: difference + joined(ofA.up, ofB.down),
  };
}
