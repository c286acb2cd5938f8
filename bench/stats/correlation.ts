/**
 * Rank correlation.
 *
 * @module
 */
import { normalCdf, studentTTwoSided } from "./distributions.ts";
import { midranks, tieSizes } from "./midranks.ts";
import { pairedDifferences } from "./paired.ts";
import { sum } from "./sums.ts";

/** Result of {@linkcode spearman}; `null` where an input is constant or n too small. */
export interface SpearmanTest {
  /** Pearson correlation of the midranks. */
  readonly rho: number | null;
  /** Two-sided p-value by Student's t; 0 at |rho| = 1, `null` below three pairs. */
  readonly p: number | null;
}

/**
 * Spearman's rank correlation.
 *
 * @throws {RangeError} If the lists differ in length
 *
 * Source: Spearman 1904; p-value as SciPy 1.17.1 `spearmanr`.
 */
export function spearman(
  x: readonly number[],
  y: readonly number[],
): SpearmanTest {
  const n = pairedDifferences(x, y).length;
  if (new Set(x).size < 2 || new Set(y).size < 2) return { rho: null, p: null };
  const centred = (values: readonly number[]) =>
    midranks(values).map((rank) => rank - (n + 1) / 2);
  const a = centred(x);
  const b = centred(y);
  const dot = (u: readonly number[], v: readonly number[]) =>
    sum(u.map((value, i) => value * v[i]));
  const rho = Math.max(
    -1,
    Math.min(1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))),
  );
  if (n < 3) return { rho, p: null };
  const rest = 1 - rho * rho;
  return {
    rho,
    p: rest === 0
      ? 0
      : studentTTwoSided(rho * Math.sqrt((n - 2) / rest), n - 2),
  };
}

/** Result of {@linkcode kendallTauB}; all `null` where an input is constant. */
export interface KendallTest {
  /** Kendall's tau-b. */
  readonly tau: number | null;
  /** Two-sided p-value. */
  readonly p: number | null;
  /** How the p-value was made: exact without ties up to 33 pairs. */
  readonly method: "exact" | "asymptotic" | null;
}

/** Most pairs whose p-value is counted out. */
const EXACT_UP_TO_N = 33;

/**
 * Kendall's tau-b.
 *
 * @throws {RangeError} If the lists differ in length
 *
 * Source: Kendall 1945; methods as SciPy 1.17.1 `kendalltau`.
 */
export function kendallTauB(
  x: readonly number[],
  y: readonly number[],
): KendallTest {
  const n = pairedDifferences(x, y).length;
  const tiesX = tieSizes(x);
  const tiesY = tieSizes(y);
  if (tiesX.length < 2 || tiesY.length < 2) {
    return { tau: null, p: null, method: null };
  }
  let s = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      s += Math.sign(x[i] - x[j]) * Math.sign(y[i] - y[j]);
    }
  }
  const pairs = n * (n - 1) / 2;
  const tied = (ties: readonly number[]) => pairsOf(ties) / 2;
  const tau = s / Math.sqrt((pairs - tied(tiesX)) * (pairs - tied(tiesY)));
  const exact = tiesX.length === n && tiesY.length === n && n <= EXACT_UP_TO_N;
  const p = exact
    ? 2 * inversionsLower(n, (pairs - Math.abs(s)) / 2)
    : 2 * normalCdf(-Math.abs(s) / Math.sqrt(tauVariance(n, tiesX, tiesY)));
  return { tau, p: Math.min(1, p), method: exact ? "exact" : "asymptotic" };
}

function pairsOf(ties: readonly number[]): number {
  return sum(ties.map((t) => t * (t - 1)));
}

/** Variance of S with ties, without continuity correction. */
function tauVariance(
  n: number,
  tiesX: readonly number[],
  tiesY: readonly number[],
): number {
  const weighted = (ties: readonly number[]) =>
    sum(ties.map((t) => t * (t - 1) * (2 * t + 5)));
  const triples = (ties: readonly number[]) =>
    sum(ties.map((t) => t * (t - 1) * (t - 2)));
  const whole = n * (n - 1);
  return (whole * (2 * n + 5) - weighted(tiesX) - weighted(tiesY)) / 18 +
    triples(tiesX) * triples(tiesY) / (9 * whole * (n - 2)) +
    pairsOf(tiesX) * pairsOf(tiesY) / (2 * whole);
}

/** P(inversions <= limit) of a random permutation of n (Mahonian numbers over n!). */
function inversionsLower(n: number, limit: number): number {
  let law = new Float64Array(limit + 1);
  law[0] = 1;
  for (let size = 2; size <= n; size++) {
    const next = new Float64Array(limit + 1);
    for (let k = 0; k <= limit; k++) {
      for (let j = Math.max(0, k - size + 1); j <= k; j++) next[k] += law[j];
      next[k] /= size;
    }
    law = next;
  }
  return sum(law);
}
