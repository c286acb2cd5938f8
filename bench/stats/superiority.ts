/**
 * How often one optimizer beats another.
 *
 * @module
 */
import {
  percentileInterval,
  replicates,
  type Resamples,
  sampleMean,
} from "./bootstrap.ts";
import { pairedDifferences } from "./paired.ts";
import { wilsonInterval } from "./proportions.ts";
import { isConstant, mean, ROUNDING, sum } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** Win 1, tie 1/2 (equal but for rounding), loss 0. */
function winShare(difference: number): number {
  if (Math.abs(difference) < ROUNDING) return 0.5;
  return difference > 0 ? 1 : 0;
}

/**
 * Vargha and Delaney's A12: share of all pairs in which a is larger, ties half.
 * Unpaired; higher is better.
 *
 * @returns The share, `null` when a side is empty
 *
 * Source: Vargha and Delaney 2000.
 */
export function varghaDelaneyA12(
  a: readonly number[],
  b: readonly number[],
): number | null {
  if (a.length === 0 || b.length === 0) return null;
  return mean(a.flatMap((x) => b.map((y) => winShare(x - y))));
}

/** What an interval of P(A > B) says. */
export type Verdict =
  | "not_significant"
  | "significant_not_meaningful"
  | "significant_and_meaningful";

/** Result of {@linkcode probabilityOfImprovement}: the percentile interval and what it says. */
export interface Improvement extends Interval {
  /** Share of seeds in which A wins, ties half. */
  readonly p: number | null;
  /** Verdict on A only: ask again with the sides exchanged before writing "B is better". */
  readonly verdict: Verdict | null;
  /** True when every seed gave the same: the percentile interval is then a point. */
  readonly collapsed: boolean | null;
  /** Wilson interval of the same share, to print beside it. */
  readonly wilson: Interval;
}

/** Share of wins from which an improvement counts as meaningful. */
export const MEANINGFUL = 0.75;

/**
 * P(A > B), paired by seed, higher is better.
 *
 * @param resamples Resamples of the seeds
 * @param gamma Smallest meaningful share
 * @throws {RangeError} If the lists differ in length
 *
 * Source: Bouthillier et al. 2021, "Accounting for Variance in Machine Learning
 * Benchmarks".
 */
export function probabilityOfImprovement(
  a: readonly number[],
  b: readonly number[],
  resamples: Resamples,
  gamma: number = MEANINGFUL,
  level: number = DEFAULT_LEVEL,
): Improvement {
  const shares = pairedDifferences(a, b).map(winShare);
  const n = shares.length;
  const p = n === 0 ? null : mean(shares);
  if (n < 2) {
    return {
      p,
      ...NO_INTERVAL,
      verdict: null,
      collapsed: null,
      wilson: NO_INTERVAL,
    };
  }
  const interval = percentileInterval(
    replicates(shares, sampleMean, resamples),
    level,
  );
  return {
    p,
    ...interval,
    verdict: verdictOf(interval, gamma),
    collapsed: isConstant(shares),
    wilson: wilsonOfWins(shares, level),
  };
}

function verdictOf({ low, high }: Interval, gamma: number): Verdict | null {
  if (low === null || high === null) return null;
  if (low <= 0.5 + ROUNDING) return "not_significant";
  return high <= gamma + ROUNDING
    ? "significant_not_meaningful"
    : "significant_and_meaningful";
}

/** Wilson interval of the wins, ties half, so that it belongs to the same share. */
function wilsonOfWins(shares: readonly number[], level: number): Interval {
  const { low, high } = wilsonInterval(sum(shares), shares.length, level);
  return { low, high };
}
