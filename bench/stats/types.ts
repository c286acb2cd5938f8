/**
 * What every statistic here has in common.
 *
 * @module
 */

export type { Direction } from "../../optimizers/types.ts";

/** Two ends of an interval; `null` where they cannot be computed. */
export interface Interval {
  /** Lower end. */
  readonly low: number | null;
  /** Upper end. */
  readonly high: number | null;
}

/** An interval that does not exist. */
export const NO_INTERVAL: Interval = { low: null, high: null };

/** Source of uniform numbers in [0, 1); handed in, never global. */
export interface RandomStream {
  /** Next uniform number in [0, 1). */
  random(): number;
}

/** Two-sided confidence level where none is given. */
export const DEFAULT_LEVEL = 0.95;
