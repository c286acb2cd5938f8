/**
 * Drawing from Hyperopt's truncated mixtures, and their log densities.
 *
 * Notation:
 * - x, candidate, in the parameter's own unit; shape (candidates)
 * - low, high, bounds of the mixture's axis (logarithms for log scales)
 * - w, mu, sigma, one component; P(x) its cumulative distribution
 * - A, mass of the mixture between the bounds
 *
 * Source: hyperopt 0.3.0 (`tpe.py`: `GMM1`, `GMM1_lpdf`, `LGMM1`, `LGMM1_lpdf`),
 * operation by operation; erf is Cephes' as in SciPy.
 *
 * @module
 */
import { erfCephes } from "../numeric/erf.ts";
import { exp, log } from "../numeric/math.ts";
import type { Pcg64 } from "../numeric/pcg64.ts";
import { pairwiseSum } from "../numeric/sums.ts";
import type { Mixture } from "./hyperopt_parzen.ts";

/** Guard of Hyperopt against widths of zero. */
const TINY = 1e-12;

const SQRT_2 = Math.SQRT2;
const TWO_PI = 2 * Math.PI;
const SQRT_TWO_PI = Math.sqrt(TWO_PI);

/** Draws `count` numbers of the mixture, rejecting those outside [low, high). */
export function drawTruncated(
  { weights, mus, sigmas }: Mixture,
  low: number,
  high: number,
  count: number,
  rng: Pcg64,
): number[] {
  const draws: number[] = [];
  while (draws.length < count) {
    const component = rng.category(weights);
    const draw = rng.normal(mus[component], sigmas[component]);
    if (low <= draw && draw < high) draws.push(draw);
  }
  return draws;
}

/** Log density of a truncated mixture at each x. */
export function logDensity(
  x: readonly number[],
  mixture: Mixture,
  low: number,
  high: number,
): number[] {
  const { weights, mus, sigmas } = mixture;
  const accepted = acceptedMass(mixture, low, high);
  const logCoefficients = weights.map((w, i) =>
    log(w / Math.sqrt(TWO_PI * (sigmas[i] * sigmas[i])) / accepted)
  );
  return x.map((value) =>
    logSumExp(logCoefficients.map((logCoefficient, i) => {
      const z = (value - mus[i]) / Math.max(sigmas[i], TINY);
      return -0.5 * (z * z) + logCoefficient;
    }))
  );
}

/**
 * Log density of exp(mixture) at each x > 0. Unlike the other densities it is
 * not divided by the accepted mass: that is how the library has it.
 */
export function logDensityOfExp(
  x: readonly number[],
  { weights, mus, sigmas }: Mixture,
): number[] {
  const widths = sigmas.map((sigma) => Math.max(sigma, TINY));
  const logWeights = weights.map(log);
  return x.map((value) => {
    const logValue = log(value);
    return logSumExp(widths.map((sigma, i) => {
      const z = (logValue - mus[i]) / sigma;
      return -(0.5 * (z * z)) - log(sigma * value * SQRT_TWO_PI) +
        logWeights[i];
    }));
  });
}

/** Log probability that a draw is rounded to x, a multiple of q. */
export function logMass(
  x: readonly number[],
  mixture: Mixture,
  low: number,
  high: number,
  q: number,
): number[] {
  const logAccepted = log(acceptedMass(mixture, low, high));
  return memoized(x, (value) => {
    const mass = massBetween(
      mixture,
      Math.max(value - q / 2, low),
      Math.min(value + q / 2, high),
    );
    return log(mass) - logAccepted;
  });
}

function normalCdf(x: number, mu: number, sigma: number): number {
  return 0.5 * (1 + erfCephes((x - mu) / Math.max(SQRT_2 * sigma, TINY)));
}

/** Sum over components, first to last, of w (P(upper) - P(lower)). */
function massBetween(
  { weights, mus, sigmas }: Mixture,
  lower: number,
  upper: number,
): number {
  let mass = 0;
  for (let i = 0; i < weights.length; i++) {
    mass += weights[i] * normalCdf(upper, mus[i], sigmas[i]) -
      weights[i] * normalCdf(lower, mus[i], sigmas[i]);
  }
  return mass;
}

function acceptedMass(
  { weights, mus, sigmas }: Mixture,
  low: number,
  high: number,
): number {
  return pairwiseSum(
    weights.map((w, i) =>
      w *
      (normalCdf(high, mus[i], sigmas[i]) - normalCdf(low, mus[i], sigmas[i]))
    ),
  );
}

function logSumExp(terms: readonly number[]): number {
  let largest = -Infinity;
  for (const term of terms) if (term > largest) largest = term;
  return log(pairwiseSum(terms.map((term) => exp(term - largest)))) + largest;
}

/** Applies `f` once to each distinct value: rounded candidates repeat a lot. */
function memoized(
  x: readonly number[],
  f: (value: number) => number,
): number[] {
  const seen = new Map<number, number>();
  return x.map((value) => {
    const known = seen.get(value);
    if (known !== undefined) return known;
    const result = f(value);
    seen.set(value, result);
    return result;
  });
}
