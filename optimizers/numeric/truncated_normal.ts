/**
 * The normal distribution cut off on both sides: mass, density and quantiles.
 *
 * Notation:
 * - Phi, the standard normal's distribution function; a, b, bounds in units of
 *   sigma around mu (a <= b)
 * - mass(a, b) = Phi(b) - Phi(a); everything is in logarithms, so that bounds far
 *   in a tail lose nothing
 *
 * Source: optuna 4.9.0 and 5.0.0 (`samplers/_tpe/_truncnorm.py`), operation by
 * operation, with the C library's erf.
 *
 * @module
 */
import { erf, erfc } from "./erf.ts";
import { exp, expm1, log, log1p } from "./math.ts";

/** log sqrt(2 pi). */
export const LOG_SQRT_TWO_PI: number = log(Math.sqrt(2 * Math.PI));
const HALF_LOG_TWO_PI = 0.5 * log(2 * Math.PI);
const SQRT_HALF = 1 / Math.SQRT2;
const LOG_2 = 0.693147180559945309417232121458176568;
/** Scale of the logistic curve that starts the search for a quantile. */
const LOGISTIC_SCALE = Math.sqrt(3) / Math.PI;

/** Phi(a) - accurate in the left tail. */
function distribution(a: number): number {
  const x = a / Math.SQRT2;
  if (x < -SQRT_HALF) return 0.5 * erfc(-x);
  if (x < SQRT_HALF) return 0.5 + 0.5 * erf(x);
  return 1 - 0.5 * erfc(x);
}

/** log Phi(a). */
export function logDistribution(a: number): number {
  if (a > 6) return -distribution(-a);
  if (a > -20) return log(distribution(a));
  // Asymptotic series 1 - 1/a^2 + 3/a^4 - 15/a^6 + ...
  const leading = -0.5 * (a * a) - log(-a) - HALF_LOG_TWO_PI;
  const inverse = 1 / (a * a);
  let sum = 1;
  let previous = 0;
  let numerator = 1;
  let power = 1;
  for (let i = 1; Math.abs(previous - sum) > Number.EPSILON; i++) {
    previous = sum;
    power *= inverse;
    numerator *= 2 * i - 1;
    sum += (i % 2 === 1 ? -numerator : numerator) * power;
  }
  return leading + log(sum);
}

/** log(e^p - e^q) for p >= q. */
function logDifference(p: number, q: number): number {
  return p + log1p(-exp(q - p));
}

/** log(e^p + e^q). */
function logSum(p: number, q: number): number {
  if (p === q) return p + LOG_2;
  return p > q ? p + log1p(exp(q - p)) : q + log1p(exp(p - q));
}

/** log of the mass between a and b. */
export function logMass(a: number, b: number): number {
  if (b <= 0) return logDifference(logDistribution(b), logDistribution(a));
  // The right tail is the left one, mirrored.
  if (a > 0) return logDifference(logDistribution(-a), logDistribution(-b));
  const left = 0.5 + 0.5 * erf(a / Math.SQRT2);
  const right = 0.5 + 0.5 * erf(-b / Math.SQRT2);
  return log1p(-left - right);
}

/**
 * Quantiles: x with mass(a, x) = q mass(a, b), element by element.
 *
 * The elements with a < 0, and those with a >= 0, are one batch each: Newton's
 * method stops for all of a batch at once, which decides last bits.
 *
 * @param q Quantiles in [0, 1]; shape (n), as `a` and `b`
 * @returns Numbers in [a, b] up to rounding; shape (n)
 */
export function truncatedNormalQuantiles(
  q: Float64Array,
  a: Float64Array,
  b: Float64Array,
): Float64Array {
  const n = q.length;
  const x = new Float64Array(n);
  for (const left of [true, false]) {
    const batch: number[] = [];
    for (let i = 0; i < n; i++) if (a[i] < 0 === left) batch.push(i);
    const y = Float64Array.from(
      batch,
      (i) =>
        left
          ? logSum(logDistribution(a[i]), log(q[i]) + logMass(a[i], b[i]))
          : logSum(logDistribution(-b[i]), log1p(-q[i]) + logMass(a[i], b[i])),
    );
    const inverse = inverseLogDistribution(y);
    batch.forEach((i, j) => x[i] = left ? inverse[j] : -inverse[j]);
  }
  for (let i = 0; i < n; i++) {
    if (q[i] === 0) x[i] = a[i];
    if (q[i] === 1) x[i] = b[i];
  }
  return x;
}

/**
 * x with log Phi(x) = y, element by element, by Newton's method.
 *
 * @param y Numbers below 0; shape (n)
 * @returns Shape (n); all elements iterate until the slowest has converged
 */
export function inverseLogDistribution(y: Float64Array): Float64Array {
  // Near 0 the mirrored problem, log Phi(-x) = log(1 - e^y), is better posed.
  const mirrored = y.map((value) => value > -1e-2 ? 1 : 0);
  const z = y.map((value, i) => mirrored[i] === 1 ? log(-expm1(value)) : value);
  const x = z.map((value) =>
    value < -5
      ? -Math.sqrt(-2 * (value + LOG_SQRT_TWO_PI))
      : -LOGISTIC_SCALE * log(expm1(-value))
  );
  for (let round = 0, converged = false; round < 100 && !converged; round++) {
    converged = true;
    for (let i = 0; i < x.length; i++) {
      const value = logDistribution(x[i]);
      const density = -0.5 * (x[i] * x[i]) - LOG_SQRT_TWO_PI;
      const dx = (value - z[i]) * exp(value - density);
      x[i] -= dx;
      if (!(Math.abs(dx) < 1e-8 * Math.abs(x[i]))) converged = false;
    }
  }
  return x.map((value, i) => mirrored[i] === 1 ? -value : value);
}
