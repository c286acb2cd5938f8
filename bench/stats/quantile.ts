/**
 * Quantiles by linear interpolation between order statistics (type 7 of Hyndman
 * and Fan 1996; numpy's `linear`, R's default).
 *
 * @module
 */

/**
 * Quantile of values in ascending order: h = p (n - 1), linear between the
 * neighbours floor(h) and floor(h) + 1.
 *
 * @param sorted At least one value, ascending
 * @param p Probability in [0, 1]
 */
export function quantileOfSorted(
  sorted: ArrayLike<number>,
  p: number,
): number {
  const h = p * (sorted.length - 1);
  const below = Math.floor(h);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  // Equal neighbours may be infinite, and their difference then no number.
  return low === high || h === below ? low : low + (h - below) * (high - low);
}

/**
 * Quantiles of values in any order; `null` of no values.
 *
 * @param p Probabilities in [0, 1]
 */
export function quantiles(
  values: readonly number[],
  p: readonly number[],
): (number | null)[] {
  const sorted = Float64Array.from(values).sort();
  return p.map((q) => values.length === 0 ? null : quantileOfSorted(sorted, q));
}
