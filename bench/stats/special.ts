/**
 * Incomplete beta and gamma functions: what every distribution here rests on.
 *
 * Notation
 *   a, b      shapes, above 0
 *   x, y      argument of the beta function and its complement, x + y = 1;
 *             both are handed in, so that neither is lost by rounding
 *   delta(z)  Stirling's remainder:
 *             ln Gamma(z) = (z - 1/2) ln z - z + ln(2 pi)/2 + delta(z)
 *
 * The leading factors x^a y^b / B(a, b) and x^a e^-x / Gamma(a) are written with
 * delta instead of ln Gamma, whose large terms would cancel.
 *
 * Sources: Loader 2000, "Fast and Accurate Computation of Binomial
 * Probabilities" (delta); NIST Digital Library of Mathematical Functions
 * 5.11.1, 8.7.1, 8.9.2, 8.17.22 (series and continued fractions); Thompson and
 * Barnett 1986 (their evaluation from the front).
 *
 * @module
 */
import { exp, log, log1p } from "../../optimizers/numeric/math.ts";

const TWO_PI = 2 * Math.PI;
const EPSILON = Number.EPSILON;
const TINY = 1e-300;
/** From here on five terms of Stirling's series are exact to the last bit. */
const STIRLING_FROM = 16;

/** A distribution function and its complement, each to full relative accuracy. */
export interface Tails {
  /** Mass below. */
  readonly lower: number;
  /** Mass above. */
  readonly upper: number;
}

/** Stirling's remainder delta(z), z > 0. */
function stirlingRemainder(z: number): number {
  let remainder = 0;
  for (; z < STIRLING_FROM; z++) remainder += (z + 0.5) * log1p(1 / z) - 1;
  const s = 1 / (z * z);
  return remainder +
    (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / z;
}

/** ln(1 + d), from the ratio 1 + d itself where d is not small. */
function logRatio(d: number, ratio: number): number {
  return Math.abs(d) < 0.5 ? log1p(d) : log(ratio);
}

/** The leading factor x^a y^b / B(a, b). */
export function betaFactor(a: number, b: number, x: number, y: number): number {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const d = b * x - a * y;
  return Math.sqrt(a * b / (TWO_PI * n)) * exp(
    a * logRatio(d / a, n * x / a) + b * logRatio(-d / b, n * y / b) +
      stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b),
  );
}

/** The leading factor x^a e^-x / Gamma(a). */
export function gammaFactor(a: number, x: number): number {
  if (x === 0) return 0;
  const d = (x - a) / a;
  return Math.sqrt(a / TWO_PI) *
    exp(a * (logRatio(d, x / a) - d) - stirlingRemainder(a));
}

/** Regularised incomplete beta function I_x(a, b) and its complement. */
export function incompleteBeta(
  a: number,
  b: number,
  x: number,
  y: number,
): Tails {
  const factor = betaFactor(a, b, x, y);
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = factor * betaFraction(a, b, x) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = factor * betaFraction(b, a, y) / b;
  return { lower: 1 - upper, upper };
}

/** Continued fraction of I_x(a, b), DLMF 8.17.22. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - (a + b) * x / (a + 1));
  let value = d;
  const next = (coefficient: number): number => {
    d = 1 / nonZero(1 + coefficient * d);
    c = nonZero(1 + coefficient / c);
    value *= c * d;
    return c * d;
  };
  for (let m = 1;; m++) {
    const k = a + 2 * m;
    next(m * (b - m) * x / ((k - 1) * k));
    const change = next(-(a + m) * (a + b + m) * x / (k * (k + 1)));
    if (!(Math.abs(change - 1) > EPSILON)) return value;
  }
}

/** Regularised incomplete gamma functions P(a, x) and Q(a, x). */
export function incompleteGamma(a: number, x: number): Tails {
  const factor = gammaFactor(a, x);
  if (x < a + 1) {
    const lower = factor * gammaSeries(a, x) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = factor * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Series of P(a, x), DLMF 8.7.1. */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let total = 1;
  for (let k = 1; term > EPSILON * total; k++) {
    term *= x / (a + k);
    total += term;
  }
  return total;
}

/** Continued fraction of Q(a, x), DLMF 8.9.2. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / nonZero(b);
  let value = d;
  for (let k = 1;; k++) {
    const coefficient = -k * (k - a);
    b += 2;
    d = 1 / nonZero(coefficient * d + b);
    c = nonZero(b + coefficient / c);
    value *= c * d;
    if (!(Math.abs(c * d - 1) > EPSILON)) return value;
  }
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
