import { normalQuantile } from "./distributions.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/**
 * Interval of Spearman's rank correlation by Fisher's transform, whose standard
 * error is sqrt((1 + rho^2 / 2) / (n - 3)).
 *
 * @param rho The correlation; `null` where an input is constant
 * @param n Pairs
 * @returns No interval for fewer than four pairs and at |rho| = 1
 *
 * Source: Bonett and Wright 2000, "Sample size requirements for estimating
 * Pearson, Kendall and Spearman correlations".
 */
export function spearmanInterval(
  rho: number | null,
  n: number,
  level: number = DEFAULT_LEVEL,
): Interval {
  if (rho === null || n < 4 || Math.abs(rho) >= 1) return NO_INTERVAL;
  const half = normalQuantile((1 + level) / 2) *
    Math.sqrt((1 + rho * rho / 2) / (n - 3));
  return {
    low: Math.tanh(Math.atanh(rho) - half),
    high: Math.tanh(Math.atanh(rho) + half),
  };
}
