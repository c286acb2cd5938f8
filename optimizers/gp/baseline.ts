/**
 * Which observed points could be the best one.
 *
 * Source: BoTorch 0.18.1 `prune_inferior_points`.
 */
import { cholesky } from "../numeric/cholesky.ts";
import type { Columns } from "./base_samples.ts";
import type { GaussianProcess } from "./gaussian_process.ts";
import { jointSamples } from "./noisy_improvement.ts";

/**
 * Indices of the observed points that are largest in at least one sample of
 * their joint posterior, in the order of observation.
 *
 * @param process Process whose values are maximised
 * @param normals Columns, shape (n, samples)
 * @throws {NotPositiveDefiniteError} If their covariance has no factor
 */
export function promisingPoints(
  process: GaussianProcess,
  normals: Columns,
): number[] {
  const { mean, covariance } = process.joint(process.points);
  const factor = cholesky(covariance, mean.length);
  const samples = jointSamples(mean, factor, normals);
  const isBest = new Uint8Array(mean.length);
  for (let t = 0; t < normals[0].length; t++) {
    let best = 0;
    for (let i = 1; i < samples.length; i++) {
      if (samples[i][t] > samples[best][t]) best = i;
    }
    isBest[best] = 1;
  }
  return [...isBest.keys()].filter((i) => isBest[i] === 1);
}
