/**
 * Index of the largest number: the first one on ties, and the first NaN before
 * all others, as `numpy.argmax`.
 *
 * @param values Shape (n), n >= 1
 */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) return i;
    if (values[i] > values[best]) best = i;
  }
  return best;
}
