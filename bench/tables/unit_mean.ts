import type { CorrectedT } from "../stats/corrected_resampled_t.ts";
import type { CrossedMean } from "../stats/crossed_mean.ts";
import { meanInterval, SMALLEST_N } from "../stats/mean_interval.ts";
import { isConstant, mean } from "../stats/sums.ts";
import {
  type Interval,
  NO_INTERVAL,
  type RandomStream,
} from "../stats/types.ts";
import { cutAndSaid, type CutInterval, cutToRange, type Range } from "./cut.ts";
import {
  bySpeakerInterval,
  correctedOf,
  crossedOf,
  meansOf,
  type Member,
  testParts,
  twoWayOf,
  unitsOf,
} from "./units.ts";

/** A mean over units with its intervals. */
export interface UnitMean {
  /** Units with a value. */
  readonly n: number;
  /** Different parts that their members are scored on; `null` where not recorded. */
  readonly testParts: number | null;
  /** Mean, or `null` of none. */
  readonly mean: number | null;
  /** Its interval for this corpus. */
  readonly interval: CutInterval;
  /** Its interval, and p of 0, for corpora like it. */
  readonly corrected: Interval & Pick<CorrectedT, "p">;
  /** Its interval for speakers like those tested. */
  readonly bySpeaker: Interval;
  /** Its error over the streams of a crossed plan; `null` of others and below 3 units. */
  readonly crossed: CrossedMean | null;
}

/** How intervals for this corpus are made, for a column's description. */
export const HOW_MADE: string =
  "how that interval was made: student_t below 10 units, expanded_bca (bootstrap) from there; two_way_t where every speaker is tested equally often and at least 5 degrees of freedom remain (EmoDB under nested: 15 seeds, 20, and so on): Student's t of what the test speakers' effects leave, as a round of seeds lets them cancel; crossed_t in a crossed plan: Student's t, the variances over the seeds of each stream added up; ending in _cut where an end was moved into the possible range; empty below 3 units and where all are equal";

/**
 * A mean of values of studies.
 *
 * Coverage of its interval for this corpus under `nested`, simulated with EmoDB's
 * five women and five men, additive speakers' effects of SD .04 and noise of .03,
 * nominal 95 %, target the mean over the 25 pairs:
 *
 * | seeds | Student's t | two-way t | degrees of freedom | half width |
 * |---|---|---|---|---|
 * | 5 | .995 | | 0 | .075 |
 * | 10 | .998 | .951 | 1 | .042, .096 |
 * | 15 | .999 | .950 | 6 | .032, .018 |
 * | 30 | .999 | .953 | 16 | .024, .012 |
 *
 * A round of five seeds tests each speaker once: their effects cancel in the mean,
 * while Student's t takes their spread for noise. Five seeds leave no degree of
 * freedom to tell the two apart, and ten leave one; there t stays, which is on the
 * safe side. Differences of two optimizers on the same seeds have these effects
 * taken out already: t covers .95 at any n. What a pair adds beyond its two speakers
 * counts as noise.
 *
 * @param valueOf `null` where a study has none
 * @param stream Gives a stream of resamples that starts from the seed anew
 * @param range What values can be; anything by default
 */
export function unitMean<M extends Member>(
  members: readonly M[],
  valueOf: (member: M) => number | null,
  stream: () => RandomStream,
  range: Range = {},
): UnitMean {
  const valued = members.filter((member) => valueOf(member) !== null);
  const all = valued.map((member) => valueOf(member)!);
  const units = unitsOf(valued, (member) => valueOf(member)!);
  const values = meansOf(units, valueOf);
  const n = units.length;
  const tells = n >= SMALLEST_N && !isConstant(values);
  const crossed = tells ? crossedOf(valued, all) : null;
  const twoWay = tells && crossed === null ? twoWayOf(units, values) : null;
  const corrected = correctedOf(valued, values);
  return {
    n,
    testParts: testParts(valued),
    mean: crossed?.mean ?? (n === 0 ? null : mean(values)),
    interval: cutAndSaid(
      crossed !== null
        ? { ...crossed, method: "crossed_t" }
        : twoWay !== null
        ? { ...twoWay, method: "two_way_t" }
        : meanInterval(values, stream()),
      range,
    ),
    corrected: {
      p: corrected?.p ?? null,
      ...cutToRange(corrected ?? NO_INTERVAL, range),
    },
    bySpeaker: cutToRange(bySpeakerInterval(valued, all), range),
    crossed,
  };
}
