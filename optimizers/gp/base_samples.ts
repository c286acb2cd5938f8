/**
 * Quasi-random standard normals for Monte Carlo acquisition functions.
 *
 * Source: BoTorch 0.18.1 `draw_sobol_normal_samples`, `SobolQMCNormalSampler`.
 */
import { normalQuantile } from "../numeric/gaussian.ts";
import { MT19937 } from "../numeric/mt19937.ts";
import { MAX_SOBOL_DIMENSION, SobolSequence } from "../numeric/sobol.ts";

/** Samples of one variable each; `columns[j][t]` is variable j of sample t. */
export type Columns = readonly Float64Array[];

/**
 * `count` standard normals of `dimension` variables from scrambled Sobol points.
 *
 * Beyond 512 dimensions the further variables are independent draws of MT19937
 * (BoTorch does the same beyond its table's 21201).
 *
 * @returns Columns, shape (dimension, count)
 */
export function sobolNormals(
  seed: number,
  dimension: number,
  count: number,
): Float64Array[] {
  const columns = Array.from(
    { length: dimension },
    () => new Float64Array(count),
  );
  const known = Math.min(dimension, MAX_SOBOL_DIMENSION);
  if (known === 0) return columns;
  const sequence = new SobolSequence(known, seed);
  const point = new Float64Array(known);
  for (let t = 0; t < count; t++) {
    sequence.nextInto(point);
    for (let j = 0; j < known; j++) columns[j][t] = toNormal(point[j]);
  }
  const generator = new MT19937(seed);
  for (const column of columns.slice(known)) {
    for (let t = 0; t < count; t++) {
      column[t] = toNormal((generator.nextUint32() + 0.5) / 2 ** 32);
    }
  }
  return columns;
}

/** Keeps 0 and 1 a little inside before the quantile, as BoTorch does. */
function toNormal(u: number): number {
  return normalQuantile(0.5 + (1 - 2 ** -52) * (u - 0.5));
}

/**
 * Normals of `baseline` points and one candidate: the first columns of a draw in
 * as many dimensions, then the last column of a draw in one dimension more. That
 * is what BoTorch's sampler does when the baseline is sampled first.
 *
 * @returns Columns, shape (baseline + 1, count)
 */
export function noisyImprovementNormals(
  seed: number,
  baseline: number,
  count: number,
): Float64Array[] {
  return [
    ...sobolNormals(seed, baseline, count),
    sobolNormals(seed, baseline + 1, count)[baseline],
  ];
}

/**
 * Samples mean + factor z of a joint normal.
 *
 * @param mean Shape (m)
 * @param factor Cholesky factor of the covariance, shape (m, m), row-major
 * @param normals At least m columns of T
 * @returns Columns, shape (m, T)
 */
export function jointSamples(
  mean: Float64Array,
  factor: Float64Array,
  normals: Columns,
): Float64Array[] {
  const m = mean.length;
  return Array.from(mean, (mu, i) => {
    const sample = new Float64Array(normals[0].length).fill(mu);
    addCombination(sample, factor.subarray(i * m, i * m + i + 1), normals);
    return sample;
  });
}

/**
 * Adds weights . columns to `sum`, four columns at a time.
 *
 * @param sum Shape (T)
 * @param weights Shape (m); the first m columns are used
 */
export function addCombination(
  sum: Float64Array,
  weights: Float64Array,
  columns: Columns,
): void {
  let i = 0;
  for (; i + 3 < weights.length; i += 4) {
    const w0 = weights[i], w1 = weights[i + 1];
    const w2 = weights[i + 2], w3 = weights[i + 3];
    const c0 = columns[i], c1 = columns[i + 1];
    const c2 = columns[i + 2], c3 = columns[i + 3];
    for (let t = 0; t < sum.length; t++) {
      sum[t] += w0 * c0[t] + w1 * c1[t] + (w2 * c2[t] + w3 * c3[t]);
    }
  }
  for (; i < weights.length; i++) {
    const weight = weights[i];
    const column = columns[i];
    for (let t = 0; t < sum.length; t++) sum[t] += weight * column[t];
  }
}
