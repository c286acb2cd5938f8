/**
 * Squared exponential kernel with a lengthscale for each dimension.
 *
 *   k(u, v) = exp(-1/2 sum_j ((u_j - v_j) / l_j)^2), prior variance 1
 *
 * Source: GPyTorch 1.15 `RBFKernel(ard_num_dims=d)` without an output scale, as
 * BoTorch 0.12 and later use it.
 */
import { exp } from "../numeric/math.ts";

/** A point of the unit cube, shape (d). */
export type Point = readonly number[];

/** k(u, v). */
export function squaredExponential(
  u: Point,
  v: Point,
  lengthscale: readonly number[],
): number {
  let sum = 0;
  for (let j = 0; j < u.length; j++) {
    const t = (u[j] - v[j]) / lengthscale[j];
    sum += t * t;
  }
  return exp(-0.5 * sum);
}

/**
 * Matern-5/2 kernel without its output scale, the default of BoTorch before 0.12;
 * kept to compare with recorded values of that time.
 */
export function matern52(
  u: Point,
  v: Point,
  lengthscale: readonly number[],
): number {
  let sum = 0;
  for (let j = 0; j < u.length; j++) {
    const t = (u[j] - v[j]) / lengthscale[j];
    sum += t * t;
  }
  const r = Math.sqrt(5 * sum);
  return (1 + r + r * r / 3) * exp(-r);
}

/** Coordinates of points as one array, shape (n, d), row-major. */
export function flatten(points: readonly Point[]): Float64Array {
  return Float64Array.from(points.flat());
}

/**
 * Squared exponential kernel between many points and one, as
 * {@linkcode kernelMatrix} to the bit, without an array for each point.
 *
 * @param coordinates Of the many points, as from {@linkcode flatten}
 * @param k Receives the kernel, shape (n)
 */
export function kernelInto(
  k: Float64Array,
  coordinates: Float64Array,
  x: Point,
  lengthscale: readonly number[],
): void {
  const d = lengthscale.length;
  for (let i = 0; i < k.length; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const t = (coordinates[i * d + j] - x[j]) / lengthscale[j];
      sum += t * t;
    }
    k[i] = exp(-0.5 * sum);
  }
}

/** Kernel between all points of `a` and `b`, shape (a, b), row-major. */
export function kernelMatrix(
  a: readonly Point[],
  b: readonly Point[],
  lengthscale: readonly number[],
  kernel: typeof squaredExponential = squaredExponential,
): Float64Array {
  const k = new Float64Array(a.length * b.length);
  a.forEach((u, i) =>
    b.forEach((v, j) => k[i * b.length + j] = kernel(u, v, lengthscale))
  );
  return k;
}
