/**
 * Ranks with ties.
 *
 * @module
 */

/** Ranks from 1 for the smallest; equal values share the mean of their ranks. */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) {
      end++;
    }
    // Ranks first + 1 .. end, whose mean is this.
    for (let i = first; i < end; i++) ranks[order[i]] = (first + end + 1) / 2;
    first = end;
  }
  return ranks;
}

/** How often each value occurs, in no order. */
export function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const x of values) sizes.set(x, (sizes.get(x) ?? 0) + 1);
  return [...sizes.values()];
}
