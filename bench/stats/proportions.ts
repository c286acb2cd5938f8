/**
 * Intervals of a share: k successes in n independent trials.
 *
 * @module
 */
import { betaQuantile, normalQuantile } from "./distributions.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** A share and its interval; all `null` of no trials. */
export interface Proportion extends Interval {
  /** k / n. */
  readonly estimate: number | null;
}

const NONE: Proportion = { estimate: null, ...NO_INTERVAL };

/**
 * Wilson's score interval, without continuity correction: near its level on
 * average over the true share, also near 0 and 1.
 *
 * @param successes k; halves are allowed, for ties
 * @throws {RangeError} If not 0 <= k <= n, n an integer
 *
 * Source: Wilson 1927; Brown, Cai and DasGupta 2001, "Interval Estimation for a
 * Binomial Proportion".
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  level: number = DEFAULT_LEVEL,
): Proportion {
  checkCounts(successes, trials);
  if (trials === 0) return NONE;
  const p = successes / trials;
  const z = normalQuantile((1 + level) / 2);
  const stretch = 1 + z * z / trials;
  const centre = (p + z * z / (2 * trials)) / stretch;
  const half = z / stretch *
    Math.sqrt(p * (1 - p) / trials + (z / (2 * trials)) ** 2);
  return {
    estimate: p,
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  };
}

/**
 * Clopper and Pearson's interval: never covers less than its level.
 *
 * @throws {RangeError} If not 0 <= k <= n, both integers
 *
 * Source: Clopper and Pearson 1934.
 */
export function clopperPearson(
  successes: number,
  trials: number,
  level: number = DEFAULT_LEVEL,
): Proportion {
  checkCounts(successes, trials, Number.isInteger(successes));
  if (trials === 0) return NONE;
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    estimate: successes / trials,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

function checkCounts(successes: number, trials: number, whole = true): void {
  if (
    !whole || !Number.isInteger(trials) || !(successes >= 0) ||
    successes > trials
  ) {
    throw new RangeError(
      `Cannot compute a share: found ${successes} successes in ${trials} trials, expected whole numbers with 0 <= successes <= trials`,
    );
  }
}
