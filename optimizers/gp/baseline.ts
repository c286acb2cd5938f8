/**
 * Which observed points could be the best one.
 *
 * Source: BoTorch 0.18.1 `prune_inferior_points`.
 */
import { cholesky } from "../numeric/cholesky.ts";
import { type Columns, jointSamples } from "./base_samples.ts";
import type { GaussianProcess } from "./gaussian_process.ts";
import type { Point } from "./kernel.ts";

/** Conditional variance below which a point adds nothing: the first jitter. */
const SMALLEST_PIVOT = 1e-8;

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

/**
 * The points whose latent value is not yet told by the points before them, to
 * within the smallest jitter: repeats and near repeats are left out, as the
 * covariance of what competes would be singular with them.
 *
 * BoTorch keeps them and lets jitter decide; their values differ by less than
 * 1e-4 standard deviations of the outcomes.
 *
 * @param points Shape (r, d)
 */
export function independentPoints(
  process: GaussianProcess,
  points: readonly Point[],
): Point[] {
  const { covariance } = process.joint(points);
  const kept: number[] = [];
  const rows: number[][] = [];
  for (const i of points.keys()) {
    const row: number[] = [];
    let pivot = covariance[i * points.length + i];
    kept.forEach((j, a) => {
      let entry = covariance[i * points.length + j];
      for (let b = 0; b < a; b++) entry -= row[b] * rows[a][b];
      row.push(entry / rows[a][a]);
      pivot -= row[a] * row[a];
    });
    if (pivot <= SMALLEST_PIVOT) continue;
    row.push(Math.sqrt(pivot));
    rows.push(row);
    kept.push(i);
  }
  return kept.map((i) => points[i]);
}
