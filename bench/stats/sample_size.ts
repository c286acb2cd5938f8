/**
 * How many seeds a comparison needs.
 *
 * Do not plan with the effect observed in the same study ("post-hoc power" is a
 * restatement of p): use the smallest effect of interest.
 *
 * Notation
 *   dz      mean paired difference over its standard deviation
 *   v       degrees of freedom, n - 1
 *   s       chi_v / sqrt(v): observed over true standard deviation
 *   delta   dz sqrt(n)
 *
 * @module
 */
import { log } from "../../optimizers/numeric/math.ts";
import {
  normalCdf,
  normalQuantile,
  studentTQuantile,
} from "./distributions.ts";
import { gammaFactor } from "./special.ts";

/** Result of {@linkcode noetherSampleSize}; `null` where no number suffices (gamma = 1/2). */
export interface NoetherSize {
  /** Size before rounding up. */
  readonly nReal: number | null;
  /** Size. */
  readonly n: number | null;
}

/**
 * Size at which a rank-sum test finds P(A > B) = gamma.
 *
 * @param gamma P(A > B) to be found
 * @param alpha One-sided level
 * @param beta Share of studies allowed to miss it
 *
 * Source: Noether 1987, as in Bouthillier et al. 2021 (0.75, 0.05, 0.05: 29).
 * Their verdict sees wins only and needs more.
 */
export function noetherSampleSize(
  gamma: number,
  alpha: number,
  beta: number,
): NoetherSize {
  if (gamma === 0.5) return { nReal: null, n: null };
  const z = normalQuantile(1 - alpha) - normalQuantile(beta);
  const nReal = (z / (Math.sqrt(6) * (0.5 - gamma))) ** 2;
  return { nReal, n: Math.ceil(nReal) };
}

/** Intervals of Simpson's rule in each piece of the integral. */
const SIMPSON_INTERVALS = 2000;
/** Standard deviations on each side that the integral takes in. */
const REACH = 12;

/**
 * Power of the two-sided paired t test, both tails counted: the mean over s of
 * Phi(delta - c s) + Phi(-delta - c s), c the critical t. The integral is cut
 * where the first of the two falls, which is steep at few pairs.
 *
 * @param dz Effect
 * @param alpha Two-sided level
 * @param n Pairs, at least 2
 */
export function pairedTPower(dz: number, alpha: number, n: number): number {
  const v = n - 1;
  const delta = Math.abs(dz) * Math.sqrt(n);
  const c = studentTQuantile(1 - alpha / 2, v);
  const reach = REACH / Math.sqrt(2 * v);
  const from = Math.max(0, 1 - reach);
  const to = 1 + reach;
  const cut = (s: number) => Math.min(to, Math.max(from, s));
  const first = cut((delta - REACH) / c);
  const second = cut((delta + REACH) / c);
  const integrand = (s: number) =>
    deviationDensity(s, v) *
    (normalCdf(delta - c * s) + normalCdf(-delta - c * s));
  return simpson(integrand, from, first) + simpson(integrand, first, second) +
    simpson(integrand, second, to);
}

/** Integral by Simpson's rule. */
function simpson(f: (x: number) => number, from: number, to: number): number {
  if (from === to) return 0;
  const width = (to - from) / SIMPSON_INTERVALS;
  let total = f(from) + f(to);
  for (let i = 1; i < SIMPSON_INTERVALS; i++) {
    total += (i % 2 ? 4 : 2) * f(from + i * width);
  }
  return total * width / 3;
}

/** Density of s: chi-square's, with v s^2 in its place. */
function deviationDensity(s: number, v: number): number {
  if (s === 0) return v === 1 ? Math.sqrt(2 / Math.PI) : 0;
  return 2 * gammaFactor(v / 2, v * s * s / 2) / s;
}

/** Largest size that is looked at. */
const LARGEST_N = 2 ** 30;

/**
 * Smallest number of pairs (at least 2) at which the paired t test has the power
 * asked for; `null` when no number has (effect 0).
 */
export function pairedTSize(
  dz: number,
  alpha: number,
  power: number,
): number | null {
  const enough = (n: number) => pairedTPower(dz, alpha, n) >= power;
  let high = 2;
  while (!enough(high)) {
    high *= 2;
    if (high > LARGEST_N) return null;
  }
  // Power grows with n: the smallest size lies in (high / 2, high].
  let low = Math.max(1, high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Result of {@linkcode powerPairedT}. */
export interface PairedTPlan {
  /** Smallest size with the power asked for. */
  readonly n: number | null;
  /** Power at that size. */
  readonly powerAtN: number | null;
  /** Power at each size asked for. */
  readonly powerAt: number[];
}

/**
 * Plans a paired t test.
 *
 * @param dz Effect to be found
 * @param alpha Two-sided level
 * @param power Share of studies that shall find it
 * @param n Sizes whose power is wanted too, each at least 2
 */
export function powerPairedT(
  dz: number,
  alpha: number,
  power: number,
  n: readonly number[] = [],
): PairedTPlan {
  const size = pairedTSize(dz, alpha, power);
  return {
    n: size,
    powerAtN: size === null ? null : pairedTPower(dz, alpha, size),
    powerAt: n.map((at) => pairedTPower(dz, alpha, at)),
  };
}

/** Result of {@linkcode powerSignedRank}; `null` when no number suffices. */
export interface SignedRankPlan {
  /** Size of the paired t test. */
  readonly nT: number | null;
  /** Smallest size at which any p-value can reach alpha. */
  readonly nFloor: number;
  /** Size: nT pi / 3, at least nFloor. */
  readonly n: number | null;
  /** Noether's size, which overshoots. */
  readonly nNoether: number | null;
}

/**
 * Plans a two-sided signed-rank test for normal differences, whose efficiency
 * there is 3 / pi of the t test's.
 *
 * Source of the second size: Noether 1987.
 */
export function powerSignedRank(
  dz: number,
  alpha: number,
  power: number,
): SignedRankPlan {
  const nT = pairedTSize(dz, alpha, power);
  const nFloor = smallestSignedRankSize(alpha);
  if (nT === null) return { nT, nFloor, n: null, nNoether: null };
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  const excess = normalCdf(Math.SQRT2 * dz) - 0.5;
  return {
    nT,
    nFloor,
    n: Math.max(Math.ceil(nT * Math.PI / 3), nFloor),
    nNoether: Math.max(Math.ceil(z * z / (3 * excess * excess)), nFloor),
  };
}

/** Smallest n with 2^(1 - n) <= alpha: below it no signed-rank p reaches alpha. */
export function smallestSignedRankSize(alpha: number): number {
  // An alpha that is a power of two must not be missed by rounding.
  return Math.ceil(1 - log(alpha) / Math.LN2 - 1e-12);
}
