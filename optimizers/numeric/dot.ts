/**
 * Inner product of parts of two arrays, in four interleaved sums so that the
 * additions need not wait for each other.
 *
 * @param a First array, read from `i` on
 * @param b Second array, read from `j` on
 * @param length Number of products
 */
export function rangeDot(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  length: number,
): number {
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[i + k] * b[j + k];
    s1 += a[i + k + 1] * b[j + k + 1];
    s2 += a[i + k + 2] * b[j + k + 2];
    s3 += a[i + k + 3] * b[j + k + 3];
  }
  for (; k < length; k++) s0 += a[i + k] * b[j + k];
  return s0 + s1 + (s2 + s3);
}

/** Inner product of two arrays of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  return rangeDot(a, 0, b, 0, a.length);
}
