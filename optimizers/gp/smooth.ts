/**
 * Smooth stand-ins for max(x, 0) and max, and logarithms that do not underflow.
 *
 * Source: S. Ament et al., "Unexpected improvements to expected improvement for
 * Bayesian optimization", NeurIPS 2023; BoTorch 0.18.1 `utils/safe_math.py` and
 * `acquisition/analytic.py`.
 */
import {
  erfcx,
  LOG_2PI,
  normalCdf,
  normalDensity,
} from "../numeric/gaussian.ts";
import { exp, expm1, log, log1p } from "../numeric/math.ts";

const SQRT_HALF_PI = Math.sqrt(Math.PI / 2);

/** Below this z, h(z) / phi(z) is 1 / z^2 to the precision of its difference. */
const FAR_TAIL = -1e6;

/** Beyond this many temperatures softplus is linear, or its own exponential, to the last bit. */
const LINEAR_SOFTPLUS = 40;

/** ln(1 + e^u). */
export function softplus(u: number): number {
  return Math.max(u, 0) + log1p(exp(-Math.abs(u)));
}

/** ln(tau softplus(x / tau)), finite for every finite x. */
export function logSoftplus(x: number, tau: number): number {
  const u = x / tau;
  return log(tau) + (u < -LINEAR_SOFTPLUS ? u : log(softplus(u)));
}

/**
 * max(x, 0) made smooth, with a tail that falls as 1 / x^2 instead of vanishing:
 * tau (softplus(x / tau) + 0.1 / (1 + (x / tau)^2)).
 */
export function fatPlus(x: number, tau: number): number {
  const u = x / tau;
  return tau * (thinPlus(u) + 0.1 / (1 + u * u));
}

/** softplus where it can be told from max(u, 0) beside the fat tail. */
function thinPlus(u: number): number {
  if (u > LINEAR_SOFTPLUS) return u;
  if (u < -LINEAR_SOFTPLUS) return 0;
  return softplus(u);
}

/** Derivative of {@linkcode fatPlus} with respect to x. */
export function fatPlusSlope(x: number, tau: number): number {
  const u = x / tau;
  const tail = 1 + u * u;
  return thinPlusSlope(u) - 0.2 * u / (tail * tail);
}

function thinPlusSlope(u: number): number {
  if (u > LINEAR_SOFTPLUS) return 1;
  if (u < -LINEAR_SOFTPLUS) return 0;
  return 1 / (1 + exp(-u));
}

/**
 * Smooth maximum M + tau ln sum 2 / (2 + 2 t + t^2), t = (M - a) / tau; above
 * the plain maximum M by at most tau ln(number of values).
 */
export function fatMax(values: ArrayLike<number>, tau: number): number {
  const top = Math.max(...Array.from(values));
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const t = (top - values[i]) / tau;
    sum += 2 / (2 + 2 * t + t * t);
  }
  return top + tau * log(sum);
}

/** ln(1 - e^x) for x < 0; a helper of BoTorch, kept to compare with recorded values. */
export function log1mexp(x: number): number {
  return x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

/** h(z) = phi(z) + z Phi(z), the expected improvement of a standard normal. */
export function improvement(z: number): number {
  return normalDensity(z) + z * normalCdf(z);
}

/** ln h(z), accurate in the far tail. */
export function logImprovement(z: number): number {
  if (z > 0) return log(improvement(z));
  const logDensity = -0.5 * z * z - 0.5 * LOG_2PI;
  if (z <= FAR_TAIL) return logDensity - 2 * log(-z);
  return logDensity + log(1 + z * millsRatio(z));
}

/** d ln h / dz = Phi(z) / h(z). */
export function logImprovementSlope(z: number): number {
  if (z > 0) return normalCdf(z) / improvement(z);
  if (z <= FAR_TAIL) return -z;
  const ratio = millsRatio(z);
  return ratio / (1 + z * ratio);
}

/** Phi(z) / phi(z), so that h(z) / phi(z) = 1 + z Phi(z) / phi(z). */
function millsRatio(z: number): number {
  return SQRT_HALF_PI * erfcx(-z * Math.SQRT1_2);
}
