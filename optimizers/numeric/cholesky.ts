/**
 * Cholesky factors of small dense matrices.
 *
 * Notation
 *   A   symmetric positive definite, shape (n, n), row-major; the lower triangle is read
 *   L   lower triangular with A = L L^T, shape (n, n), row-major, zeros above the diagonal
 */
import { rangeDot } from "./dot.ts";

/** Raised when a matrix has no Cholesky factor, with or without jitter. */
export class NotPositiveDefiniteError extends Error {
  /** "NotPositiveDefiniteError". */
  override readonly name = "NotPositiveDefiniteError";
}

/**
 * Overwrites the lower triangle of `a` with its Cholesky factor; the upper one
 * is not touched.
 *
 * @returns The first pivot that is not positive, or 0 when all are
 */
export function choleskyInPlace(a: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * n;
      const sum = a[rowI + j] - rangeDot(a, rowI, a, rowJ, j);
      if (i > j) {
        a[rowI + j] = sum / a[rowJ + j];
      } else {
        if (!(sum > 0)) return sum === 0 ? -Number.MIN_VALUE : sum;
        a[rowI + i] = Math.sqrt(sum);
      }
    }
  }
  return 0;
}

/**
 * Cholesky factor L of A, with jitter when A is not numerically positive
 * definite: A, then A + 1e-8 I, A + 1e-7 I, ... (each on the plain A).
 *
 * @param a Shape (n, n); kept as it is
 * @param jitters Number of jitters to try after the plain matrix
 * @throws {NotPositiveDefiniteError} If the last jitter does not help either
 *
 * Source: linear_operator 0.6.1 `psd_safe_cholesky` in float64.
 */
export function cholesky(
  a: Float64Array,
  n: number,
  jitters: number = 3,
): Float64Array {
  let pivot = 0;
  for (let attempt = 0; attempt <= jitters; attempt++) {
    const factor = a.slice();
    const jitter = attempt === 0 ? 0 : 10 ** (attempt - 9);
    for (let i = 0; i < n; i++) {
      factor[i * n + i] += jitter;
      factor.fill(0, i * n + i + 1, (i + 1) * n);
    }
    pivot = choleskyInPlace(factor, n);
    if (pivot === 0) return factor;
  }
  throw new NotPositiveDefiniteError(
    `Cannot factor a ${n} x ${n} matrix: found pivot ${pivot} after ${jitters} jitters, expected it to be positive`,
  );
}

/** Solves L x = b in place. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    b[i] = (b[i] - rangeDot(l, i * n, b, 0, i)) / l[i * n + i];
  }
}

/** Solves L^T x = b in place. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i] /= l[i * n + i];
    for (let k = 0; k < i; k++) b[k] -= l[i * n + k] * x;
  }
}

/** Inverse of L, lower triangular, zeros above the diagonal. */
export function invertLower(
  l: Float64Array,
  n: number,
  inverse: Float64Array = new Float64Array(n * n),
): Float64Array {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const diagonal = 1 / l[row + i];
    inverse.fill(0, row, row + n);
    for (let k = 0; k < i; k++) {
      const factor = -l[row + k] * diagonal;
      for (let j = 0; j <= k; j++) {
        inverse[row + j] += factor * inverse[k * n + j];
      }
    }
    inverse[row + i] = diagonal;
  }
  return inverse;
}
