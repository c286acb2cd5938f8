/**
 * Analytic expected improvement over a known best value, and its logarithm.
 *
 *   EI(x) = sigma h(z), z = (mu(x) - best) / sigma(x), h(z) = phi(z) + z Phi(z)
 *
 * Source: BoTorch 0.18.1 `LogExpectedImprovement`. Ax does not choose it; it is
 * the alternative without Monte Carlo.
 */
import { log } from "../numeric/math.ts";
import type { GaussianProcess } from "./gaussian_process.ts";
import type { Point } from "./kernel.ts";
import { improvement, logImprovement, logImprovementSlope } from "./smooth.ts";

/** EI at `x`, in standardised outcomes; 0 far from improvement. */
export function expectedImprovement(
  process: GaussianProcess,
  best: number,
  x: Point,
): number {
  const { mean, variance } = process.marginal(x);
  const sigma = Math.sqrt(variance);
  return sigma * improvement((mean - best) / sigma);
}

/**
 * ln EI at `x`.
 *
 * @param gradient Receives the derivatives with respect to `x` when given, shape (d)
 */
export function logExpectedImprovement(
  process: GaussianProcess,
  best: number,
  x: Point,
  gradient?: Float64Array,
): number {
  const at = process.marginalWithGradient(x);
  const sigma = Math.sqrt(at.variance);
  const z = (at.mean - best) / sigma;
  if (gradient) {
    const slope = logImprovementSlope(z);
    for (let j = 0; j < gradient.length; j++) {
      const sigmaGradient = at.varianceGradient[j] / (2 * sigma);
      gradient[j] =
        (sigmaGradient + slope * (at.meanGradient[j] - z * sigmaGradient)) /
        sigma;
    }
  }
  return log(sigma) + logImprovement(z);
}
