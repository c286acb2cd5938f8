/**
 * Gaussian process conditioned on observations; all quantities are those of the
 * latent function, without noise, in standardised outcomes.
 *
 * Notation
 *   X, y      n observed points (d dimensions), standardised outcomes
 *   C         k(X, X) + sigma2 I = L L^T
 *   alpha     C^-1 (y - m)
 *   k(x)      kernel between X and a point, shape (n)
 *   w(x)      L^-1 k(x), so that the variance is 1 - |w|^2
 *
 * Source: Rasmussen and Williams 2006, algorithm 2.1.
 */
import {
  cholesky,
  invertLower,
  solveLower,
  solveUpper,
} from "../numeric/cholesky.ts";
import { dot, rangeDot } from "../numeric/dot.ts";
import { kernelMatrix, type Point, squaredExponential } from "./kernel.ts";
import type { Hyperparameters } from "./map_objective.ts";

/** Smallest marginal variance, as in GPyTorch for float64. */
const MIN_VARIANCE = 1e-10;

/** Mean and variance at a point. */
export interface Marginal {
  /** Mean of the latent function. */
  readonly mean: number;
  /** At least 1e-10. */
  readonly variance: number;
}

/** Joint posterior of several points. */
export interface Joint {
  /** Shape (m). */
  readonly mean: Float64Array;
  /** Shape (m, m), row-major. */
  readonly covariance: Float64Array;
}

/** A conditioned process. */
export class GaussianProcess {
  /** X, shape (n, d). */
  readonly points: readonly Point[];
  /** Noise, mean and lengthscales. */
  readonly parameters: Hyperparameters;
  /** L^-1, shape (n, n), row-major. */
  readonly inverseFactor: Float64Array;
  /** C^-1 (y - m), shape (n). */
  readonly alpha: Float64Array;
  readonly #y: Float64Array;

  /**
   * Conditions the process on observations.
   *
   * @param points X, shape (n, d), n at least 1, in the unit cube
   * @param y Standardised outcomes, shape (n)
   * @throws {NotPositiveDefiniteError} If C has no factor even with jitter
   */
  constructor(
    points: readonly Point[],
    y: ArrayLike<number>,
    parameters: Hyperparameters,
  ) {
    const n = points.length;
    const covariance = kernelMatrix(points, points, parameters.lengthscale);
    for (let i = 0; i < n; i++) covariance[i * n + i] += parameters.noise;
    const factor = cholesky(covariance, n);
    this.#y = Float64Array.from(y);
    const alpha = this.#y.map((v) => v - parameters.mean);
    solveLower(factor, n, alpha);
    solveUpper(factor, n, alpha);
    this.points = points;
    this.parameters = parameters;
    this.inverseFactor = invertLower(factor, n);
    this.alpha = alpha;
  }

  /** The process of -f: what is minimised becomes what is maximised. */
  negated(): GaussianProcess {
    return new GaussianProcess(this.points, this.#y.map((v) => -v), {
      ...this.parameters,
      mean: -this.parameters.mean,
    });
  }

  /** Mean and variance at `x`. */
  marginal(x: Point): Marginal {
    const { mean, variance } = this.#condition(x);
    return { mean, variance: Math.max(variance, MIN_VARIANCE) };
  }

  /** Mean and variance at `x` with their gradients, each of shape (d). */
  marginalWithGradient(x: Point): Marginal & {
    readonly meanGradient: Float64Array;
    readonly varianceGradient: Float64Array;
  } {
    const { k, w, mean, variance } = this.#condition(x);
    const n = k.length;
    const weights = this.#weightsOf(w);
    const meanGradient = new Float64Array(x.length);
    const varianceGradient = new Float64Array(x.length);
    this.parameters.lengthscale.forEach((l, j) => {
      for (let i = 0; i < n; i++) {
        const slope = k[i] * (this.points[i][j] - x[j]) / (l * l);
        meanGradient[j] += this.alpha[i] * slope;
        varianceGradient[j] -= 2 * weights[i] * slope;
      }
    });
    return {
      mean,
      variance: Math.max(variance, MIN_VARIANCE),
      meanGradient,
      varianceGradient,
    };
  }

  /** C^-1 k(x): what each observation adds to the posterior at `x`, shape (n). */
  weights(x: Point): Float64Array {
    return this.#weightsOf(this.#condition(x).w);
  }

  /** Joint posterior of `points`, shape (m, d). */
  joint(points: readonly Point[]): Joint {
    const m = points.length;
    const conditions = points.map((x) => this.#condition(x));
    const covariance = new Float64Array(m * m);
    for (let a = 0; a < m; a++) {
      for (let b = 0; b <= a; b++) {
        const prior = squaredExponential(
          points[a],
          points[b],
          this.parameters.lengthscale,
        );
        const value = prior - dot(conditions[a].w, conditions[b].w);
        covariance[a * m + b] = value;
        covariance[b * m + a] = value;
      }
    }
    return { mean: Float64Array.from(conditions, (c) => c.mean), covariance };
  }

  /** L^-T w. */
  #weightsOf(w: Float64Array): Float64Array {
    const n = w.length;
    const weights = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        weights[j] += this.inverseFactor[i * n + j] * w[i];
      }
    }
    return weights;
  }

  #condition(x: Point): {
    k: Float64Array;
    w: Float64Array;
    mean: number;
    variance: number;
  } {
    const k = kernelMatrix(this.points, [x], this.parameters.lengthscale);
    const n = k.length;
    const w = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      w[i] = rangeDot(this.inverseFactor, i * n, k, 0, i + 1);
    }
    return {
      k,
      w,
      mean: this.parameters.mean + dot(this.alpha, k),
      variance: 1 - dot(w, w),
    };
  }
}
