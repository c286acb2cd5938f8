/**
 * Monte Carlo log expected improvement over a noisy best value (qLogNEI, q = 1).
 *
 * Notation
 *   X, B      n observed points, r baseline points whose sampled values compete
 *   E, k      X followed by B (n + r rows); kernel between E and a candidate
 *   w         L^-1 k_X, shape (n)
 *   L_B       Cholesky factor of the posterior covariance of B
 *   b         L_B^-1 Cov(B, x), shape (r); linear in k: b = G k
 *   v         variance of f(x) given f(B): 1 - |w|^2 - |b|^2
 *   z         base normals, r + 1 columns of T samples
 *   f^t       mu(x) + b . z^t_1..r + sqrt(v) z^t_r+1
 *   best^t    largest value of B in sample t
 *   A(x)      ln mean_t fatPlus(f^t - best^t; 1e-6), to be maximised
 *
 * fatPlus is never below 1e-7 / (1 + 1e12 (f - best)^2), which does not underflow:
 * the mean is summed as it is, where BoTorch sums logarithms.
 *
 * Source: Ament et al. 2023; BoTorch 0.18.1 `qLogNoisyExpectedImprovement`.
 */
import {
  cholesky,
  invertLower,
  NotPositiveDefiniteError,
} from "../numeric/cholesky.ts";
import { dot, rangeDot } from "../numeric/dot.ts";
import { log } from "../numeric/math.ts";
import { addCombination, type Columns, jointSamples } from "./base_samples.ts";
import type { GaussianProcess } from "./gaussian_process.ts";
import { flatten, kernelInto, kernelMatrix, type Point } from "./kernel.ts";
import { fatPlus, fatPlusSlope } from "./smooth.ts";

/** Temperature of the smooth positive part. */
const TEMPERATURE = 1e-6;

/** Jitters 1e-8 .. 1e-3 for a conditional variance that is not positive. */
const VARIANCE_JITTERS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];

/** What competes with a candidate. */
interface Competition {
  readonly baseline: readonly Point[];
  /** G, shape (r, n + r), row-major. */
  readonly conditioning: Float64Array;
  /** best^t, shape (T). */
  readonly best: Float64Array;
  /** Shape (r + 1, T). */
  readonly normals: Columns;
}

/** The acquisition function of one model. */
export class NoisyImprovement {
  /** The process whose values are maximised. */
  readonly process: GaussianProcess;
  /** B, shape (r, d). */
  readonly baseline: readonly Point[];
  readonly #competition: Competition;
  /** E, shape (n + r, d), row-major. */
  readonly #coordinates: Float64Array;
  readonly #k: Float64Array;
  readonly #w: Float64Array;
  readonly #b: Float64Array;
  readonly #difference: Float64Array;
  readonly #slopes: Float64Array;

  private constructor(process: GaussianProcess, competition: Competition) {
    this.process = process;
    this.baseline = competition.baseline;
    this.#competition = competition;
    const points = [...process.points, ...competition.baseline];
    this.#coordinates = flatten(points);
    this.#k = new Float64Array(points.length);
    this.#w = new Float64Array(process.points.length);
    this.#b = new Float64Array(competition.baseline.length);
    this.#difference = new Float64Array(competition.best.length);
    this.#slopes = new Float64Array(competition.best.length);
  }

  /**
   * Improvement over sampled values of the baseline.
   *
   * @param process Process whose values are maximised
   * @param baseline Shape (r, d), r at least 1: observed points that may be best,
   * then points still being evaluated
   * @param normals Columns, shape (r + 1, T)
   * @throws {NotPositiveDefiniteError} If the baseline covariance has no factor
   */
  static overBaseline(
    process: GaussianProcess,
    baseline: readonly Point[],
    normals: Columns,
  ): NoisyImprovement {
    const { mean, covariance } = process.joint(baseline);
    const factor = cholesky(covariance, baseline.length);
    const samples = jointSamples(mean, factor, normals);
    const best = samples[0].slice();
    for (const column of samples) {
      for (let t = 0; t < best.length; t++) {
        if (column[t] > best[t]) best[t] = column[t];
      }
    }
    const conditioning = conditioningMatrix(process, baseline, factor);
    return new NoisyImprovement(process, {
      baseline,
      conditioning,
      best,
      normals,
    });
  }

  /**
   * Improvement over a fixed value (qLogEI, q = 1).
   *
   * @param normals One column, shape (1, T)
   */
  static overValue(
    process: GaussianProcess,
    best: number,
    normals: Columns,
  ): NoisyImprovement {
    return new NoisyImprovement(process, {
      baseline: [],
      conditioning: new Float64Array(0),
      best: new Float64Array(normals[0].length).fill(best),
      normals,
    });
  }

  /**
   * A at `x`, a point of the unit cube.
   *
   * @throws {NotPositiveDefiniteError} If the conditional variance stays negative
   */
  value(x: Point): number {
    this.#improvements(x);
    const difference = this.#difference;
    let sum = 0;
    for (let t = 0; t < difference.length; t++) {
      sum += fatPlus(difference[t], TEMPERATURE);
    }
    return log(sum / difference.length);
  }

  /**
   * A at `x` with its gradient.
   *
   * @param gradient Receives dA / dx, shape (d)
   */
  valueAndGradient(x: Point, gradient: Float64Array): number {
    const deviation = this.#improvements(x);
    const coordinates = this.#coordinates;
    const d = gradient.length;
    const { lengthscale } = this.process.parameters;
    const k = this.#k;
    const { sum, byMean, byNormal } = this.#sampleSums();
    const slope = this.#kernelSlope(byMean, byNormal, deviation);
    for (let j = 0; j < d; j++) {
      const scale = lengthscale[j] * lengthscale[j] * sum;
      let total = 0;
      for (let i = 0; i < k.length; i++) {
        total += slope[i] * k[i] * (coordinates[i * d + j] - x[j]);
      }
      gradient[j] = total / scale;
    }
    return log(sum / this.#difference.length);
  }

  /** Fills k, w and b; returns mu(x) and v. */
  #condition(x: Point): { mean: number; variance: number } {
    const { inverseFactor, alpha, parameters } = this.process;
    const { conditioning } = this.#competition;
    const n = this.#w.length;
    const r = this.#b.length;
    const k = this.#k;
    kernelInto(k, this.#coordinates, x, parameters.lengthscale);
    let mean = parameters.mean;
    let variance = 1;
    for (let i = 0; i < n; i++) {
      mean += alpha[i] * k[i];
      const w = rangeDot(inverseFactor, i * n, k, 0, i + 1);
      this.#w[i] = w;
      variance -= w * w;
    }
    for (let i = 0; i < r; i++) {
      const b = rangeDot(conditioning, i * (n + r), k, 0, n + r);
      this.#b[i] = b;
      variance -= b * b;
    }
    return { mean, variance };
  }

  /** Fills k, w, b and the differences f^t - best^t; returns sqrt(v). */
  #improvements(x: Point): number {
    const { mean, variance } = this.#condition(x);
    const { best, normals } = this.#competition;
    const deviation = Math.sqrt(positiveVariance(variance));
    const difference = this.#difference;
    const own = normals[this.#b.length];
    for (let t = 0; t < difference.length; t++) {
      difference[t] = mean - best[t] + deviation * own[t];
    }
    addCombination(difference, this.#b, normals);
    return deviation;
  }

  /** Sums over samples: fatPlus, its slope, and its slope times each normal. */
  #sampleSums(): { sum: number; byMean: number; byNormal: Float64Array } {
    const { normals } = this.#competition;
    const difference = this.#difference;
    const slopes = this.#slopes;
    let sum = 0;
    let byMean = 0;
    for (let t = 0; t < difference.length; t++) {
      sum += fatPlus(difference[t], TEMPERATURE);
      slopes[t] = fatPlusSlope(difference[t], TEMPERATURE);
      byMean += slopes[t];
    }
    const byNormal = new Float64Array(normals.length);
    for (let i = 0; i < normals.length; i++) {
      byNormal[i] = dot(normals[i], slopes);
    }
    return { sum, byMean, byNormal };
  }

  /** Derivative of the sum over samples with respect to k, shape (n + r). */
  #kernelSlope(
    byMean: number,
    byNormal: Float64Array,
    deviation: number,
  ): Float64Array {
    const { inverseFactor, alpha } = this.process;
    const { conditioning } = this.#competition;
    const n = this.#w.length;
    const r = this.#b.length;
    const slope = new Float64Array(n + r);
    // d sqrt(v) = -(w . dw + b . db) / sqrt(v)
    const byDeviation = byNormal[r] / deviation;
    for (let i = 0; i < n; i++) {
      slope[i] += byMean * alpha[i];
      const factor = -byDeviation * this.#w[i];
      for (let j = 0; j <= i; j++) {
        slope[j] += factor * inverseFactor[i * n + j];
      }
    }
    for (let i = 0; i < r; i++) {
      const factor = byNormal[i] - byDeviation * this.#b[i];
      for (let j = 0; j < n + r; j++) {
        slope[j] += factor * conditioning[i * (n + r) + j];
      }
    }
    return slope;
  }
}

/** G: Cov(B, x) = k_B - k(B, X) C^-1 k_X, then L_B^-1 from the left. */
function conditioningMatrix(
  process: GaussianProcess,
  baseline: readonly Point[],
  factor: Float64Array,
): Float64Array {
  const { points, inverseFactor, parameters } = process;
  const n = points.length;
  const r = baseline.length;
  const width = n + r;
  const covariance = new Float64Array(r * width);
  const cross = kernelMatrix(baseline, points, parameters.lengthscale);
  for (let i = 0; i < r; i++) {
    const kernel = cross.subarray(i * n, (i + 1) * n);
    for (let a = 0; a < n; a++) {
      const w = rangeDot(inverseFactor, a * n, kernel, 0, a + 1);
      for (let j = 0; j <= a; j++) {
        covariance[i * width + j] -= w * inverseFactor[a * n + j];
      }
    }
    covariance[i * width + n + i] = 1;
  }
  const inverse = invertLower(factor, r);
  const conditioning = new Float64Array(r * width);
  for (let i = 0; i < r; i++) {
    for (let a = 0; a <= i; a++) {
      const weight = inverse[i * r + a];
      for (let j = 0; j < width; j++) {
        conditioning[i * width + j] += weight * covariance[a * width + j];
      }
    }
  }
  return conditioning;
}

function positiveVariance(variance: number): number {
  if (variance > 0) return variance;
  for (const jitter of VARIANCE_JITTERS) {
    if (variance + jitter > 0) return variance + jitter;
  }
  throw new NotPositiveDefiniteError(
    `Cannot sample a candidate: found conditional variance ${variance}, expected it to be positive after jitter 1e-3`,
  );
}
