/**
 * Sums with numpy's order of additions, on which the last bit depends.
 *
 * Source: numpy 2.3.5 (`loops_utils.h.src`, pairwise sum).
 *
 * @module
 */

/** Terms up to which eight accumulators are used instead of halving. */
const BLOCK = 128;

/**
 * Sum of `values[start .. start + n - 1]` as `numpy.sum` adds one contiguous
 * row: below 8 terms from left to right, up to 128 in eight interleaved
 * accumulators, above by halves.
 */
export function pairwiseSum(
  values: ArrayLike<number>,
  start = 0,
  n: number = values.length - start,
): number {
  if (n < 8) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[start + i];
    return sum;
  }
  if (n > BLOCK) {
    const half = Math.floor(n / 2);
    const left = half - half % 8;
    return pairwiseSum(values, start, left) +
      pairwiseSum(values, start + left, n - left);
  }
  let r0 = values[start], r1 = values[start + 1];
  let r2 = values[start + 2], r3 = values[start + 3];
  let r4 = values[start + 4], r5 = values[start + 5];
  let r6 = values[start + 6], r7 = values[start + 7];
  const whole = start + n - n % 8;
  for (let i = start + 8; i < whole; i += 8) {
    r0 += values[i];
    r1 += values[i + 1];
    r2 += values[i + 2];
    r3 += values[i + 3];
    r4 += values[i + 4];
    r5 += values[i + 5];
    r6 += values[i + 6];
    r7 += values[i + 7];
  }
  let sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
  for (let i = whole; i < start + n; i++) sum += values[i];
  return sum;
}
