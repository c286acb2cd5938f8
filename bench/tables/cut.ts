import type { Objective } from "../journal/objective.ts";
import type { Interval } from "../stats/types.ts";

/** An interval of a mean with how it was made. */
export interface CutInterval extends Interval {
  /** As `MeanInterval` has it, with "_cut" where an end was moved. */
  readonly method: string | null;
}

/**
 * An interval of a mean of an objective's values, cut to those that it can have:
 * what Student's t adds beyond them is not possible.
 */
export function cutToRange(
  { low, high }: Interval,
  { range: [lowest, highest] = [-Infinity, Infinity] }: Pick<
    Objective,
    "range"
  >,
): Interval {
  const cut = (end: number | null) =>
    end === null ? null : Math.min(highest, Math.max(lowest, end));
  return { low: cut(low), high: cut(high) };
}

/** Likewise, and the method says whether an end was moved. */
export function cutAndSaid(
  interval: CutInterval,
  range: Pick<Objective, "range">,
): CutInterval {
  const { low, high } = cutToRange(interval, range);
  const { method } = interval;
  const moved = low !== interval.low || high !== interval.high;
  return { low, high, method: moved ? `${method}_cut` : method };
}
