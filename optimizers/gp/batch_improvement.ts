/**
 * Log expected improvement of several points together (qLogEI).
 *
 *   ln mean_t exp fatMax_i( ln fatPlus(f_i^t - best; 1e-6); 1e-2 )
 *
 * Sequential search asks for one point at a time; this is for batches.
 *
 * Source: Ament et al. 2023; BoTorch 0.18.1 `qLogExpectedImprovement`.
 */
import { cholesky } from "../numeric/cholesky.ts";
import { exp, log } from "../numeric/math.ts";
import { type Columns, jointSamples } from "./base_samples.ts";
import type { GaussianProcess } from "./gaussian_process.ts";
import type { Point } from "./kernel.ts";
import { fatMax, fatPlus } from "./smooth.ts";

const TEMPERATURE = 1e-6;
const MAX_TEMPERATURE = 1e-2;

/**
 * qLogEI of a batch over a fixed value.
 *
 * @param process Process whose values are maximised
 * @param points The batch, shape (q, d)
 * @param normals Columns, shape (q, T)
 * @throws {NotPositiveDefiniteError} If the batch's covariance has no factor
 */
export function batchLogImprovement(
  process: GaussianProcess,
  best: number,
  points: readonly Point[],
  normals: Columns,
): number {
  const { mean, covariance } = process.joint(points);
  const samples = jointSamples(
    mean,
    cholesky(covariance, points.length),
    normals,
  );
  const values = Array.from(samples[0], (_, t) =>
    fatMax(
      samples.map((column) => log(fatPlus(column[t] - best, TEMPERATURE))),
      MAX_TEMPERATURE,
    ));
  const top = Math.max(...values);
  const sum = values.reduce((total, v) => total + exp(v - top), 0);
  return top + log(sum / values.length);
}
