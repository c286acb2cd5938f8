/**
 * Interval of a mean of shares, such as a balanced accuracy: a share for each
 * class, each class with the same weight.
 *
 * Notation, for stratum k of K
 *   n_k, x_k   trials, successes                p_k   its share
 *   theta      mean of p_k                      z     normal quantile
 *
 * Wilson's score interval for strata: theta belongs to the interval when
 * |mean(x_k / n_k) - theta| <= z sqrt(sum of p_k (1 - p_k) / n_k) / K, where the
 * p_k are the likeliest of mean theta. With the multiplier L of that condition
 * they solve x_k - n_k p_k = L p_k (1 - p_k). For K = 1 it is Wilson's interval.
 *
 * Why no sum of Wilson's arms and no bootstrap: of seven classes of 9 to 20 with
 * shares of 0.96 (1500 to 2000 simulations) this interval covers 0.94, the sum of
 * squared arms 0.87 (each leans towards 1/2, and leaning adds up), the stratified
 * percentile bootstrap 0.88 (a class without a mistake has nothing to draw from).
 *
 * @module
 */
import { normalQuantile } from "./distributions.ts";
import { mean, sum } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval } from "./types.ts";

/** Successes among trials. */
export interface Stratum {
  /** Trials, at least one. */
  readonly trials: number;
  /** Successes from 0 to all; fractions are allowed, for means over repeats. */
  readonly successes: number;
}

/** Halvings that leave nothing of a float64's precision. */
const HALVINGS = 200;

/**
 * Interval of the mean of the strata's shares.
 *
 * @param strata At least one
 * @throws {RangeError} If not 0 <= successes <= trials, trials at least 1
 */
export function meanShareInterval(
  strata: readonly Stratum[],
  level: number = DEFAULT_LEVEL,
): Interval & { readonly estimate: number } {
  for (const { trials, successes } of strata) {
    if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
      throw new RangeError(
        `Cannot compute a mean of shares: found ${successes} successes in ${trials} trials, expected 0 <= successes <= trials and at least one trial`,
      );
    }
  }
  const estimate = mean(strata.map((s) => s.successes / s.trials));
  const z = normalQuantile((1 + level) / 2);
  /** theta at a multiplier, and how far it is beyond the interval's end. */
  const at = (multiplier: number) => {
    const shares = strata.map((stratum) => likeliest(stratum, multiplier));
    const variance = sum(
      shares.map((p, k) => p * (1 - p) / strata[k].trials),
    );
    const theta = mean(shares);
    return {
      theta,
      beyond: Math.abs(estimate - theta) -
        z * Math.sqrt(variance) / strata.length,
    };
  };
  const end = (side: 1 | -1) => {
    let outside = 1;
    while (at(side * outside).beyond <= 0) outside *= 2;
    let inside = 0;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (inside + outside) / 2;
      if (at(side * middle).beyond <= 0) inside = middle;
      else outside = middle;
    }
    return at(side * outside).theta;
  };
  return {
    estimate,
    low: strata.every((s) => s.successes === 0) ? 0 : end(1),
    high: strata.every((s) => s.successes === s.trials) ? 1 : end(-1),
  };
}

/** p that solves x - n p = L p (1 - p) in [0, 1], by the stable one of two forms. */
function likeliest({ trials, successes }: Stratum, multiplier: number): number {
  const b = trials + multiplier;
  const root = Math.sqrt(Math.max(0, b * b - 4 * multiplier * successes));
  return b > 0 ? 2 * successes / (b + root) : (b - root) / (2 * multiplier);
}
