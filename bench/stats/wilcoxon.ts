/**
 * Exact Wilcoxon signed-rank test with ties and zeros.
 *
 * Pratt's rule: zeros are ranked with the rest, then their ranks are left out.
 * Dropping zeros first (Wilcoxon's rule) can make a result less significant when
 * a zero becomes a small positive difference.
 *
 * Sources: Pratt 1959, "Remarks on Zeros and Ties in the Wilcoxon Signed Rank
 * Procedures". Not SciPy: 1.17.1's `method="exact"` is wrong with Pratt's zeros.
 *
 * @module
 */
import { midranks } from "./midranks.ts";
import { sum, withoutRounding } from "./sums.ts";

/** Result of {@linkcode wilcoxonSignedRank}. */
export interface SignedRankTest {
  /** Number of differences. */
  readonly n: number;
  /** How many of them are zero. */
  readonly nZero: number;
  /** Sum of the ranks of positive differences. */
  readonly wPlus: number;
  /** Sum of the ranks of negative differences. */
  readonly wMinus: number;
  /** Two-sided exact p-value; 1 when all are zero, `null` of no differences. */
  readonly p: number | null;
  /** Smallest p-value that this many non-zero differences allow. */
  readonly pMin: number | null;
  /** (wPlus - wMinus) / (wPlus + wMinus); `null` when all are zero. */
  readonly rankBiserial: number | null;
}

/**
 * Tests whether paired differences are symmetric about 0. The p-value is
 * conditional on the ranks and zeros found.
 *
 * @param differences One for each pair, rounded to 12 decimals before ranking
 */
export function wilcoxonSignedRank(
  differences: readonly number[],
): SignedRankTest {
  const d = differences.map(withoutRounding);
  const ranks = midranks(d.map(Math.abs));
  const ranksWhere = (holds: (x: number) => boolean): number[] =>
    ranks.filter((_, i) => holds(d[i]));
  const wPlus = sum(ranksWhere((x) => x > 0));
  const wMinus = sum(ranksWhere((x) => x < 0));
  const signed = ranksWhere((x) => x !== 0);
  const m = signed.length;
  const counts = { n: d.length, nZero: d.length - m, wPlus, wMinus };
  if (m === 0) {
    const p = d.length === 0 ? null : 1;
    return { ...counts, p, pMin: p, rankBiserial: null };
  }
  return {
    ...counts,
    p: Math.min(1, 2 * rankSumLower(signed, Math.min(wPlus, wMinus))),
    pMin: 2 ** (1 - m),
    rankBiserial: (wPlus - wMinus) / (wPlus + wMinus),
  };
}

/**
 * P(sum <= limit) when each rank enters the sum with probability 1/2. Ranks are
 * doubled, so that midranks are integers too.
 *
 * @param ranks Ranks or midranks, shape (m)
 */
export function rankSumLower(ranks: readonly number[], limit: number): number {
  const last = Math.round(2 * limit);
  const probability = new Float64Array(last + 1);
  probability[0] = 1;
  // No sum of the ranks so far lies beyond this
  let reached = 0;
  for (const rank of ranks) {
    const step = Math.round(2 * rank);
    reached = Math.min(last, reached + step);
    for (let s = reached; s >= step; s--) {
      probability[s] = (probability[s] + probability[s - step]) / 2;
    }
    for (let s = Math.min(step - 1, reached); s >= 0; s--) probability[s] /= 2;
  }
  return probability.reduce((total, p) => total + p, 0);
}
