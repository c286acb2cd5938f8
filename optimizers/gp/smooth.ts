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

const HALF_LOG_HALF_PI = 0.5 * log(Math.PI / 2);

/** Below this many temperatures softplus is its own exponential to the last bit. */
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
  const plus = Math.abs(u) > LINEAR_SOFTPLUS ? Math.max(u, 0) : softplus(u);
  return tau * (plus + 0.1 / (1 + u * u));
}

/** Derivative of {@linkcode fatPlus} with respect to x. */
export function fatPlusSlope(x: number, tau: number): number {
  const u = x / tau;
  const tail = 1 + u * u;
  const plus = Math.abs(u) > LINEAR_SOFTPLUS
    ? (u > 0 ? 1 : 0)
    : 1 / (1 + exp(-u));
  return plus - 0.2 * u / (tail * tail);
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

/** ln(1 - e^x) for x < 0. */
export function log1mexp(x: number): number {
  return x > -Math.LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

/** h(z) = phi(z) + z Phi(z), the expected improvement of a standard normal. */
export function improvement(z: number): number {
  return normalDensity(z) + z * normalCdf(z);
}

/** ln h(z), accurate in the far tail. */
export function logImprovement(z: number): number {
  if (z > -1) return log(improvement(z));
  const logDensity = -0.5 * z * z - 0.5 * LOG_2PI;
  if (z <= -1e6) return logDensity - 2 * log(-z);
  return logDensity + logTailShare(z);
}

/** d ln h / dz = Phi(z) / h(z). */
export function logImprovementSlope(z: number): number {
  if (z > -1) return normalCdf(z) / improvement(z);
  if (z <= -1e6) return -z;
  const millsRatio = exp(HALF_LOG_HALF_PI) * erfcx(-z * Math.SQRT1_2);
  return millsRatio / exp(logTailShare(z));
}

/** ln(h(z) / phi(z)) = ln(1 - |z| R(|z|)), R the Mills ratio, for z <= -1. */
function logTailShare(z: number): number {
  return log1mexp(log(erfcx(-z * Math.SQRT1_2) * -z) + HALF_LOG_HALF_PI);
}
