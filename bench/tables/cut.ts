import type { Interval } from "../stats/types.ts";

/**
 * An interval of a mean of shares, cut to shares: what Student's t adds beyond 0
 * and 1 is not possible.
 */
export function cutToShares<Ends extends Interval>(interval: Ends): Ends {
  const cut = (end: number | null) =>
    end === null ? null : Math.min(1, Math.max(0, end));
  return { ...interval, low: cut(interval.low), high: cut(interval.high) };
}
