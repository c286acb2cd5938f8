/**
 * Tails and quantiles of the distributions behind tests and intervals.
 *
 * Upper tails are computed as such, never as 1 - cdf, so that small p-values
 * keep their digits.
 *
 * @module
 */
import {
  normalCdf,
  normalDensity,
  normalQuantile,
} from "../../optimizers/numeric/gaussian.ts";
import {
  betaFactor,
  gammaFactor,
  incompleteBeta,
  incompleteGamma,
} from "./special.ts";

export { normalCdf, normalQuantile };

/**
 * P(T > t) of Student's t.
 *
 * @param df Degrees of freedom, above 0
 */
export function studentTUpper(t: number, df: number): number {
  if (t < 0) return 1 - studentTUpper(-t, df);
  const whole = df + t * t;
  return incompleteBeta(df / 2, 0.5, df / whole, t * t / whole).lower / 2;
}

/** Two-sided p-value of a t statistic. */
export function studentTTwoSided(t: number, df: number): number {
  return 2 * studentTUpper(Math.abs(t), df);
}

/**
 * Quantile of Student's t.
 *
 * @param p Probability in (0, 1)
 * @param df Degrees of freedom, above 0
 */
export function studentTQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = solveIncreasing(
    (x) => tail - studentTUpper(x, df),
    (x) => {
      const whole = df + x * x;
      return betaFactor(df / 2, 0.5, df / whole, x * x / whole) / x;
    },
    -normalQuantile(tail),
    0,
    Infinity,
  );
  return p < 0.5 ? -t : t;
}

/** P(X > x) of chi-square. */
export function chiSquareUpper(x: number, df: number): number {
  return x <= 0 ? 1 : incompleteGamma(df / 2, x / 2).upper;
}

/**
 * Quantile of chi-square.
 *
 * @param p Probability in (0, 1)
 * @param df Degrees of freedom, above 0
 */
export function chiSquareQuantile(p: number, df: number): number {
  return solveIncreasing(
    (x) => {
      const { lower, upper } = incompleteGamma(df / 2, x / 2);
      return p < 0.5 ? lower - p : 1 - p - upper;
    },
    (x) => gammaFactor(df / 2, x / 2) / x,
    df,
    0,
    Infinity,
  );
}

/** P(F > f) of the F distribution. */
export function fUpper(f: number, df1: number, df2: number): number {
  if (f <= 0) return 1;
  const whole = df2 + df1 * f;
  return incompleteBeta(df2 / 2, df1 / 2, df2 / whole, df1 * f / whole).lower;
}

/**
 * Quantile of the beta distribution.
 *
 * @param p Probability in (0, 1)
 */
export function betaQuantile(p: number, a: number, b: number): number {
  return solveIncreasing(
    (x) => {
      const { lower, upper } = incompleteBeta(a, b, x, 1 - x);
      return p < 0.5 ? lower - p : 1 - p - upper;
    },
    (x) => betaFactor(a, b, x, 1 - x) / (x * (1 - x)),
    a / (a + b),
    0,
    1,
  );
}

/** P(X <= k) of the binomial distribution with n >= 1 fair trials, 0 <= k < n. */
export function fairBinomialLower(k: number, n: number): number {
  return incompleteBeta(n - k, k + 1, 0.5, 0.5).lower;
}

// The integrand below is smooth and vanishes at both ends: the plain sum over
// steps of this width is exact to 1e-15.
const RANGE_FROM = -8;
const RANGE_STEPS = 340;
const RANGE_STEP = 0.05;

/**
 * Quantile of the studentised range of k means with known variance (infinite
 * degrees of freedom): P(Q <= q) = k times the integral of
 * phi(z) (Phi(z) - Phi(z - q))^(k - 1).
 *
 * @param p Probability in (0, 1)
 * @param k Number of means, at least 2
 */
export function studentizedRangeQuantile(p: number, k: number): number {
  const integral = (f: (z: number) => number): number => {
    let total = 0;
    for (let i = 0; i <= RANGE_STEPS; i++) {
      const z = RANGE_FROM + RANGE_STEP * i;
      total += normalDensity(z) * f(z);
    }
    return k * RANGE_STEP * total;
  };
  const between = (z: number, q: number) => normalCdf(z) - normalCdf(z - q);
  return solveIncreasing(
    (q) => integral((z) => between(z, q) ** (k - 1)) - p,
    (q) =>
      integral((z) =>
        (k - 1) * between(z, q) ** (k - 2) * normalDensity(z - q)
      ),
    3,
    0,
    Infinity,
  );
}

/** Relative width at which a root counts as found. */
const ROOT_WIDTH = 4 * Number.EPSILON;
const MAX_STEPS = 300;

/**
 * The x in (low, high) at which an increasing function crosses 0: Newton's
 * steps, and halves of the bracket where a step would leave it.
 */
function solveIncreasing(
  f: (x: number) => number,
  slope: (x: number) => number,
  start: number,
  low: number,
  high: number,
): number {
  let x = start;
  for (let step = 0; step < MAX_STEPS; step++) {
    const value = f(x);
    if (value === 0) return x;
    if (value > 0) high = x;
    else low = x;
    let next = x - value / slope(x);
    if (!(next > low && next < high)) {
      next = high === Infinity ? 2 * Math.max(x, 1) : (low + high) / 2;
    }
    if (Math.abs(next - x) <= ROOT_WIDTH * Math.abs(next)) return next;
    x = next;
  }
  return x;
}
