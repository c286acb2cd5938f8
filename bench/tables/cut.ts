import type { Objective } from "../journal/objective.ts";
import { type Interval, NO_INTERVAL } from "../stats/types.ts";
import type { Constraints } from "./table.ts";

/** What a value can be; absent: anything. */
export type Range = Pick<Objective, "range">;

/** An interval of a mean with how it was made. */
export interface CutInterval extends Interval {
  /** As `MeanInterval` has it, with "_cut" where an end was moved. */
  readonly method: string | null;
}

/** A difference of two BCA. */
export const DIFFERENCE: Constraints = { minimum: -1, maximum: 1 };

/** How an end shows that it was cut, for the description of an interval without a method. */
export const CUT: string = "an end of exactly 0 or 1 was cut there";
/** The same for a difference. */
export const CUT_DIFFERENCE: string = "an end of exactly -1 or 1 was cut there";

/** What the difference of two values can be. */
export function rangeOfDifference({ range }: Range): Range {
  if (range === undefined) return {};
  const widest = range[1] - range[0];
  return { range: [-widest, widest] };
}

/**
 * An interval of a mean of an objective's values, cut to those that it can have:
 * what Student's t adds beyond them is not possible.
 */
export function cutToRange(
  { low, high }: Interval,
  { range: [lowest, highest] = [-Infinity, Infinity] }: Range,
): Interval {
  const cut = (end: number | null) =>
    end === null ? null : Math.min(highest, Math.max(lowest, end));
  return { low: cut(low), high: cut(high) };
}

/** Likewise, and the method says whether an end was moved. */
export function cutAndSaid(interval: CutInterval, range: Range): CutInterval {
  const { low, high } = cutToRange(interval, range);
  const { method } = interval;
  const moved = low !== interval.low || high !== interval.high;
  return { low, high, method: moved ? `${method}_cut` : method };
}

/** An interval, or none where its ends are equal: no spread is no certainty. */
export function withWidth({ low, high }: Interval): Interval {
  return low === high ? NO_INTERVAL : { low, high };
}
