/**
 * Hodges and Lehmann's estimate of a shift, with its exact interval.
 *
 * @module
 */
import { quantileOfSorted } from "./quantile.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** Result of {@linkcode hodgesLehmann}. */
export interface ShiftEstimate extends Interval {
  /** Median of the Walsh averages. */
  readonly estimate: number | null;
  /** Level that the interval really has: print it, at n = 3 it is 0.75. */
  readonly achieved: number | null;
}

/**
 * Median of the Walsh averages (d_i + d_j) / 2, i <= j, with the interval that
 * belongs to the signed-rank test without ties.
 *
 * Source: Hodges and Lehmann 1963; R 4.2.2 `wilcox.test(conf.int = TRUE, exact
 * = TRUE)` without ties.
 */
export function hodgesLehmann(
  differences: readonly number[],
  level: number = DEFAULT_LEVEL,
): ShiftEstimate {
  const n = differences.length;
  if (n === 0) return { estimate: null, ...NO_INTERVAL, achieved: null };
  const walsh = Float64Array.from(
    differences.flatMap((x, i) => differences.slice(i).map((y) => (x + y) / 2)),
  ).sort();
  const law = signedRankLaw(n);
  const tail = (1 - level) / 2;
  // c: smallest k >= 1 with P(T <= k) >= tail; `below` is P(T <= c - 1).
  let c = 1;
  let below = law[0];
  while (below + law[c] < tail) below += law[c++];
  return {
    estimate: quantileOfSorted(walsh, 0.5),
    low: walsh[c - 1],
    high: walsh[walsh.length - c],
    achieved: 1 - 2 * below,
  };
}

/** P(T = t) of the signed-rank sum of n differences without ties, t = 0..n(n+1)/2. */
function signedRankLaw(n: number): Float64Array {
  const last = n * (n + 1) / 2;
  const law = new Float64Array(last + 1);
  law[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let t = last; t >= 0; t--) {
      law[t] = (law[t] + (t < rank ? 0 : law[t - rank])) / 2;
    }
  }
  return law;
}
