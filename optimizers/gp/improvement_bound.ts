/**
 * An upper estimate of qLogNEI that needs no samples, to screen many candidates.
 *
 * Notation
 *   b        a rival: one of the few baseline points of largest posterior mean
 *   E, k     observed points X followed by the rivals; kernel between E and x
 *   w        L^-1 k_X
 *   bound    min over b of ln E[(f(x) - f(b))+], a plain log expected improvement
 *            with mean mu(x) - mu(b) and variance V(x) + V(b) - 2 Cov(x, b)
 *
 * The improvement over the best of all baseline points is at most that over one
 * of them. With one baseline point the bound is qLogNEI up to Monte Carlo error,
 * except in the fat tail.
 */
import { rangeDot } from "../numeric/dot.ts";
import { log } from "../numeric/math.ts";
import type { GaussianProcess } from "./gaussian_process.ts";
import { kernelMatrix, type Point } from "./kernel.ts";
import { logImprovement } from "./smooth.ts";

const RIVALS = 3;

/** Variance of a difference that counts as none. */
const MIN_VARIANCE = 1e-10;

interface Rival {
  readonly mean: number;
  readonly variance: number;
  /** Cov(x, b) = covariance . k, shape (n + rivals). */
  readonly covariance: Float64Array;
}

/** The bound of one model. */
export class ImprovementBound {
  /** E, shape (n + rivals, d). */
  readonly points: readonly Point[];
  /** Lengthscales of the process, shape (d). */
  readonly lengthscale: readonly number[];
  readonly #process: GaussianProcess;
  readonly #rivals: readonly Rival[];

  /**
   * Picks the rivals.
   *
   * @param process Process whose values are maximised
   * @param baseline Shape (r, d), r at least 1
   */
  constructor(process: GaussianProcess, baseline: readonly Point[]) {
    const rivals = baseline
      .map((point) => ({ point, ...process.marginal(point) }))
      .sort((a, b) => b.mean - a.mean)
      .slice(0, RIVALS);
    this.points = [...process.points, ...rivals.map(({ point }) => point)];
    this.lengthscale = process.parameters.lengthscale;
    this.#process = process;
    this.#rivals = rivals.map(({ point, mean, variance }, i) => {
      const covariance = new Float64Array(this.points.length);
      covariance.set(process.weights(point).map((v) => -v));
      covariance[process.points.length + i] = 1;
      return { mean, variance, covariance };
    });
  }

  /** The bound from the kernel between E and a point, shape (n + rivals). */
  value(k: Float64Array): number {
    const { inverseFactor, alpha, parameters, points } = this.#process;
    const n = points.length;
    const mean = parameters.mean + rangeDot(alpha, 0, k, 0, n);
    let variance = 1;
    for (let i = 0; i < n; i++) {
      const w = rangeDot(inverseFactor, i * n, k, 0, i + 1);
      variance -= w * w;
    }
    let bound = Infinity;
    let smallest = Infinity;
    for (const rival of this.#rivals) {
      const covariance = rangeDot(rival.covariance, 0, k, 0, k.length);
      const difference = variance + rival.variance - 2 * covariance;
      // The improvement over a rival of larger mean and smaller deviation is less.
      if (difference >= smallest) continue;
      smallest = difference;
      const deviation = Math.sqrt(Math.max(difference, MIN_VARIANCE));
      const z = (mean - rival.mean) / deviation;
      bound = Math.min(bound, log(deviation) + logImprovement(z));
    }
    return bound;
  }

  /** The bound at a point of the unit cube. */
  at(x: Point): number {
    return this.value(kernelMatrix(this.points, [x], this.lengthscale));
  }
}
