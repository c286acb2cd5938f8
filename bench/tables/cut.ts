import type { Objective } from "../journal/objective.ts";
import type { Interval } from "../stats/types.ts";

/**
 * An interval of a mean of an objective's values, cut to those that it can have:
 * what Student's t adds beyond them is not possible.
 */
export function cutToRange<Ends extends Interval>(
  interval: Ends,
  { range: [lowest, highest] = [-Infinity, Infinity] }: Pick<
    Objective,
    "range"
  >,
): Ends {
  const cut = (end: number | null) =>
    end === null ? null : Math.min(highest, Math.max(lowest, end));
  return { ...interval, low: cut(interval.low), high: cut(interval.high) };
}
