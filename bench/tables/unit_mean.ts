import type { Objective } from "../journal/objective.ts";
import { meanInterval } from "../stats/mean_interval.ts";
import { mean } from "../stats/sums.ts";
import {
  type Interval,
  NO_INTERVAL,
  type RandomStream,
} from "../stats/types.ts";
import { cutAndSaid, type CutInterval, cutToRange } from "./cut.ts";
import {
  bySpeakerInterval,
  correctedOf,
  type Member,
  unitMeans,
} from "./units.ts";

/** A mean over units with its intervals. */
export interface UnitMean {
  /** Units with a value. */
  readonly n: number;
  /** Mean, or `null` of none. */
  readonly mean: number | null;
  /** Its interval for this corpus. */
  readonly interval: CutInterval;
  /** Its interval for corpora like it. */
  readonly corrected: Interval;
  /** Its interval for speakers like those tested. */
  readonly bySpeaker: Interval;
}

/**
 * A mean of values of studies.
 *
 * @param valueOf `null` where a study has none
 * @param stream Gives a stream of resamples that starts from the seed anew
 * @param range What values can be; anything by default
 */
export function unitMean<M extends Member>(
  members: readonly M[],
  valueOf: (member: M) => number | null,
  stream: () => RandomStream,
  range: Pick<Objective, "range"> = {},
): UnitMean {
  const values = unitMeans(members, valueOf);
  const valued = members.filter((member) => valueOf(member) !== null);
  return {
    n: values.length,
    mean: values.length === 0 ? null : mean(values),
    interval: cutAndSaid(meanInterval(values, stream()), range),
    corrected: cutToRange(correctedOf(valued, values) ?? NO_INTERVAL, range),
    bySpeaker: cutToRange(
      bySpeakerInterval(valued, valued.map((member) => valueOf(member)!)),
      range,
    ),
  };
}
