/**
 * What the fit of a Gaussian process minimises.
 *
 * Notation
 *   X, y      n points of the unit cube (d dimensions), standardised outcomes
 *   theta     [sigma2, m, l_1 .. l_d]: noise variance, constant mean, lengthscales
 *   K, C      kernel matrix, C = K + sigma2 I = L L^T
 *   r, alpha  y - m, C^-1 r
 *   F         -(log N(y; m, C) + log prior(l) + log prior(sigma2)) / n
 *
 * dF = -(1/2 tr((alpha alpha^T - C^-1) dC) + d log prior) / n. The priors are
 * divided by n too: GPyTorch's `ExactMarginalLogLikelihood` does so.
 *
 * Sources: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine
 * Learning", 2006, equation 5.9; BoTorch 0.18.1 `SingleTaskGP`.
 */
import {
  choleskyInPlace,
  invertLower,
  NotPositiveDefiniteError,
  solveLower,
  solveUpper,
} from "../numeric/cholesky.ts";
import { LOG_2PI } from "../numeric/gaussian.ts";
import { exp, log } from "../numeric/math.ts";
import type { Point } from "./kernel.ts";
import {
  lengthscalePrior,
  logNormalDensity,
  logNormalSlope,
  NOISE_PRIOR,
} from "./priors.ts";

/** Parameters of the model. */
export interface Hyperparameters {
  /** Variance of the noise. */
  readonly noise: number;
  /** Constant mean. */
  readonly mean: number;
  /** Lengthscales, shape (d). */
  readonly lengthscale: readonly number[];
}

/** F and its parts at one theta. */
export interface MapValue {
  /** F. */
  readonly objective: number;
  /** log N(y; m, C). */
  readonly logMarginalLikelihood: number;
  /** log prior(l) + log prior(sigma2). */
  readonly logPrior: number;
}

/** The objective of one data set; its work arrays are reused by every call. */
export class MapObjective {
  readonly #n: number;
  readonly #d: number;
  readonly #y: Float64Array;
  /** Squared distances of each pair i > j, one array for each dimension. */
  readonly #squares: Float64Array[];
  readonly #pairKernel: Float64Array;
  readonly #factor: Float64Array;
  readonly #inverse: Float64Array;
  readonly #precision: Float64Array;
  readonly #alpha: Float64Array;

  /**
   * Prepares the distances of one data set.
   *
   * @param points X, shape (n, d), n at least 1
   * @param y Standardised outcomes, shape (n)
   */
  constructor(points: readonly Point[], y: ArrayLike<number>) {
    const n = points.length;
    this.#n = n;
    this.#d = points[0].length;
    this.#y = Float64Array.from(y);
    const pairs = n * (n - 1) / 2;
    this.#squares = Array.from({ length: this.#d }, (_, k) => {
      const squares = new Float64Array(pairs);
      for (let i = 0, p = 0; i < n; i++) {
        for (let j = 0; j < i; j++, p++) {
          squares[p] = (points[i][k] - points[j][k]) ** 2;
        }
      }
      return squares;
    });
    this.#pairKernel = new Float64Array(pairs);
    this.#factor = new Float64Array(n * n);
    this.#inverse = new Float64Array(n * n);
    this.#precision = new Float64Array(n * n);
    this.#alpha = new Float64Array(n);
  }

  /**
   * F at theta, with its parts.
   *
   * @param theta [sigma2, m, l_1 .. l_d], variance and lengthscales positive
   * @param gradient Receives dF / dtheta when given, shape (d + 2)
   * @throws {NotPositiveDefiniteError} If C has no Cholesky factor
   */
  evaluate(theta: Float64Array, gradient?: Float64Array): MapValue {
    const [noise, mean] = theta;
    const lengthscale = theta.subarray(2);
    const prior = lengthscalePrior(this.#d);
    const n = this.#n;
    this.#factorCovariance(noise, lengthscale);
    const alpha = this.#alpha;
    for (let i = 0; i < n; i++) alpha[i] = this.#y[i] - mean;
    solveLower(this.#factor, n, alpha);
    let logMarginalLikelihood = -0.5 * n * LOG_2PI;
    for (let i = 0; i < n; i++) {
      logMarginalLikelihood -= 0.5 * alpha[i] * alpha[i] +
        log(this.#factor[i * n + i]);
    }
    let logPrior = logNormalDensity(noise, NOISE_PRIOR);
    for (const l of lengthscale) logPrior += logNormalDensity(l, prior);

    if (gradient) {
      solveUpper(this.#factor, n, alpha);
      this.#computePrecision();
      gradient[0] = -(this.#halfTrace() + logNormalSlope(noise, NOISE_PRIOR)) /
        n;
      gradient[1] = -alpha.reduce((sum, v) => sum + v, 0) / n;
      lengthscale.forEach((l, k) => {
        const likelihood = this.#pairSum(this.#squares[k]) / l ** 3;
        gradient[k + 2] = -(likelihood + logNormalSlope(l, prior)) / n;
      });
    }
    return {
      objective: -(logMarginalLikelihood + logPrior) / n,
      logMarginalLikelihood,
      logPrior,
    };
  }

  /** Fills the kernel of the pairs and L. */
  #factorCovariance(noise: number, lengthscale: Float64Array): void {
    const n = this.#n;
    const k = this.#pairKernel.fill(0);
    this.#squares.forEach((squares, j) => {
      const weight = -0.5 / (lengthscale[j] * lengthscale[j]);
      for (let p = 0; p < k.length; p++) k[p] += weight * squares[p];
    });
    const c = this.#factor;
    for (let i = 0, p = 0; i < n; i++) {
      for (let j = 0; j < i; j++, p++) {
        k[p] = exp(k[p]);
        c[i * n + j] = k[p];
      }
      c[i * n + i] = 1 + noise;
    }
    const pivot = choleskyInPlace(c, n);
    if (pivot !== 0) {
      throw new NotPositiveDefiniteError(
        `Cannot evaluate the marginal likelihood of ${n} observations: found pivot ${pivot} at noise ${noise}, expected it to be positive`,
      );
    }
  }

  /** Lower triangle of C^-1 = L^-T L^-1. */
  #computePrecision(): void {
    const n = this.#n;
    const inverse = invertLower(this.#factor, n, this.#inverse);
    const precision = this.#precision.fill(0);
    for (let k = 0; k < n; k++) {
      const row = inverse.subarray(k * n, k * n + k + 1);
      for (let i = 0; i <= k; i++) {
        const factor = row[i];
        for (let j = 0; j <= i; j++) precision[i * n + j] += factor * row[j];
      }
    }
  }

  /** 1/2 tr W, W = alpha alpha^T - C^-1. */
  #halfTrace(): number {
    let sum = 0;
    for (let i = 0; i < this.#n; i++) {
      sum += this.#alpha[i] ** 2 - this.#precision[i * this.#n + i];
    }
    return 0.5 * sum;
  }

  /** 1/2 sum_ab W_ab K_ab square_ab. */
  #pairSum(squares: Float64Array): number {
    const n = this.#n;
    let sum = 0;
    for (let i = 0, p = 0; i < n; i++) {
      for (let j = 0; j < i; j++, p++) {
        const w = this.#alpha[i] * this.#alpha[j] - this.#precision[i * n + j];
        sum += w * this.#pairKernel[p] * squares[p];
      }
    }
    return sum;
  }
}
