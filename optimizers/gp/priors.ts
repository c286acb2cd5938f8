/**
 * Priors of the hyperparameters.
 *
 * Notation
 *   l       lengthscale of a dimension in the unit cube
 *   sigma2  noise variance of a standardised outcome
 *   d       number of dimensions
 *
 * The densities are those of l and sigma2 themselves, not of their logarithms,
 * so that the mode lies at exp(location - scale^2).
 *
 * Sources: BoTorch 0.18.1 `models/utils/gpytorch_modules.py`; C. Hvarfner, E.
 * Hellsten and L. Nardi, "Vanilla Bayesian optimization performs great in high
 * dimensions", ICML 2024.
 */
import { LOG_2PI } from "../numeric/gaussian.ts";
import { exp, log } from "../numeric/math.ts";

/** Log-normal distribution. */
export interface LogNormal {
  /** Mean of the logarithm. */
  readonly location: number;
  /** Standard deviation of the logarithm. */
  readonly scale: number;
}

/** Prior of the noise variance. */
export const NOISE_PRIOR: LogNormal = { location: -4, scale: 1 };

/** Smallest noise variance. */
export const MIN_NOISE = 1e-4;

/** Smallest lengthscale. */
export const MIN_LENGTHSCALE = 0.025;

/** Prior of each lengthscale in `d` dimensions: grows as sqrt(d). */
export function lengthscalePrior(d: number): LogNormal {
  return { location: Math.SQRT2 + 0.5 * log(d), scale: Math.sqrt(3) };
}

/** Logarithm of the density at `x` > 0. */
export function logNormalDensity(x: number, prior: LogNormal): number {
  const standard = (log(x) - prior.location) / prior.scale;
  return -log(x) - log(prior.scale) - 0.5 * LOG_2PI - 0.5 * standard ** 2;
}

/** Derivative of {@linkcode logNormalDensity} with respect to `x`. */
export function logNormalSlope(x: number, prior: LogNormal): number {
  return -(1 + (log(x) - prior.location) / prior.scale ** 2) / x;
}

/** Where the density is largest. */
export function logNormalMode(prior: LogNormal): number {
  return exp(prior.location - prior.scale ** 2);
}

/**
 * Logarithm of the gamma density at `x` > 0; prior of BoTorch before 0.12, kept
 * to compare with recorded values of that time.
 */
export function logGammaDensity(
  x: number,
  concentration: number,
  rate: number,
): number {
  return concentration * log(rate) - logGamma(concentration) +
    (concentration - 1) * log(x) - rate * x;
}

/** ln Gamma(x) for x > 0: Stirling's series at x + k >= 10, then back by k factors. */
function logGamma(x: number): number {
  let factors = 1;
  for (; x < 10; x++) factors *= x;
  const t = 1 / (x * x);
  const series = 1 / 12 -
    t * (1 / 360 - t * (1 / 1260 - t * (1 / 1680 - t / 1188)));
  return (x - 0.5) * log(x) - x + 0.5 * LOG_2PI + series / x - log(factors);
}
