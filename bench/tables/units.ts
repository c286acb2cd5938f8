/**
 * What a mean over studies is a mean of: studies that share a test part, or a seed
 * of a crossed plan, are no independent replicates and count once.
 *
 * @module
 */
import { countsBySeed, isBySpeaker } from "../../corpora/mod.ts";
import type { StreamSeeds, Study } from "../plan/plan.ts";
import {
  correctedResampledT,
  type CorrectedT,
} from "../stats/corrected_resampled_t.ts";
import {
  type CrossedMean,
  crossedMean,
  varianceOverLevels,
} from "../stats/crossed_mean.ts";
import { studentTQuantile } from "../stats/distributions.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { isConstant, mean, ROUNDING, sum } from "../stats/sums.ts";
import { twoWayInterval } from "../stats/two_way.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "../stats/types.ts";
import { scoredPart, type StudyData } from "./run_data.ts";

/** A study and its partition. */
export type Member = Pick<StudyData, "study" | "start">;

/** What units are, for a table's description. */
export const UNITS: string =
  "Means and intervals are over units: a study, or all studies of one test part where parts repeat, or, in a crossed plan, all of one seed of the stream (search, train or split) over whose seeds the mean is least certain";

/** What intervals by the corrected t are for, for a column's description. */
export const LIKE_CORPORA: string =
  "for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed";

/**
 * The part that a study is scored on, as text that is equal for equal parts: its
 * speakers and classes where seeds count through partitions, which come again, else
 * the seed of the partition. `null` where the former are not recorded.
 */
function testPartKey({ study, start }: Member): string | null {
  if (!countsBySeed(study.protocol)) return `${start.split_seed}`;
  const part = scoredPart(start.parts);
  return part === undefined
    ? null
    : JSON.stringify([part.speakers, part.utterances, part.classes]);
}

/** Number of different parts that studies are scored on; `null` where they are not recorded. */
export function testParts(members: readonly Member[]): number | null {
  const parts = new Set(members.map(testPartKey));
  return parts.has(null) ? null : parts.size;
}

/**
 * Members that count as one, in the order of the first of each.
 *
 * @param valueOf Decides which stream of a crossed plan counts
 */
export function unitsOf<M extends Member>(
  members: readonly M[],
  valueOf: (member: M) => number,
): M[][] {
  const stream = leastCertainStream(members, valueOf);
  const parts = testParts(members) ?? 1;
  const key = stream !== null
    ? ({ study }: M) => `${study.seeds[stream]}`
    : parts > 1 && parts < members.length
    ? testPartKey
    : (_: M, i: number) => `${i}`;
  const units = new Map<string | null, M[]>();
  members.forEach((member, i) => {
    const name = key(member, i);
    units.set(name, [...units.get(name) ?? [], member]);
  });
  return [...units.values()];
}

/** The mean of each unit, of members that have a value. */
export function unitMeans<M extends Member>(
  members: readonly M[],
  valueOf: (member: M) => number | null,
): number[] {
  const valued = members.filter((member) => valueOf(member) !== null);
  return meansOf(unitsOf(valued, (member) => valueOf(member)!), valueOf);
}

/** The mean of each unit, all of whose members have a value. */
export function meansOf<M>(
  units: readonly (readonly M[])[],
  valueOf: (member: M) => number | null,
): number[] {
  return units.map((unit) =>
    unit.length === 1
      ? valueOf(unit[0])!
      : mean(unit.map((member) => valueOf(member)!))
  );
}

/** Streams of master seeds. */
const STREAMS = ["search", "train", "split"] as const satisfies readonly (
  keyof StreamSeeds
)[];

/** The streams of a plan in which seeds of one meet several of another; else none. */
export function crossedStreams(
  studies: readonly Study[],
): (keyof StreamSeeds)[] {
  const levels = (stream: keyof StreamSeeds) =>
    new Set(studies.map(({ seeds }) => seeds[stream])).size;
  const varied = STREAMS.filter((stream) => levels(stream) > 1);
  return varied.length > 1 &&
      varied.every((stream) => levels(stream) < studies.length)
    ? varied
    : [];
}

/**
 * The crossed stream over whose seeds the mean varies most. Taking the search
 * stream whatever the values rejects equality of two equal optimizers in 17 to
 * 87 % of simulated plans at a level of 5 % where training or partition seeds
 * move them apart.
 */
function leastCertainStream<M extends Member>(
  members: readonly M[],
  valueOf: (member: M) => number,
): keyof StreamSeeds | null {
  const values = members.map(valueOf);
  const [first, ...others] = crossedStreams(members.map(({ study }) => study))
    .map((stream) => ({
      stream,
      variance: varianceOverLevels(values, seedsOf(members, stream)),
    }));
  if (first === undefined) return null;
  return others.reduce(
    (most, one) => one.variance > most.variance ? one : most,
    first,
  ).stream;
}

function seedsOf(
  members: readonly Member[],
  stream: keyof StreamSeeds,
): number[] {
  return members.map(({ study }) => study.seeds[stream]);
}

/**
 * Mean and error over the streams of a crossed plan; `null` of others, and where no
 * stream has a variance.
 */
export function crossedOf(
  members: readonly Member[],
  values: readonly number[],
): CrossedMean | null {
  const streams = crossedStreams(members.map(({ study }) => study));
  return streams.length === 0 ? null : crossedMean(
    values,
    streams.map((stream) => seedsOf(members, stream)),
  );
}

/**
 * Interval of a mean over this corpus's test parts with the test speakers' effects
 * taken out, where partitions are by speaker and units test each speaker of the
 * corpus equally often; else `null`.
 *
 * @param values Mean of each unit
 */
export function twoWayOf<M extends Member>(
  units: readonly (readonly M[])[],
  values: readonly number[],
): Interval | null {
  const starts = units.map(([{ start }]) => start);
  if (units.length === 0 || !isBySpeaker(units[0][0].study.protocol)) {
    return null;
  }
  const tested = starts.map(({ parts }) => scoredPart(parts)?.speakers ?? []);
  const all = new Set(
    starts.flatMap(({ parts }) => parts.flatMap(({ speakers }) => speakers)),
  );
  return new Set(tested.flat()).size === all.size
    ? twoWayInterval(values, tested)
    : null;
}

/**
 * The corrected resampled t of unit means, where each unit has a test part of its
 * own.
 *
 * @param members Those with a value
 * @param values Mean of each unit
 */
export function correctedOf(
  members: readonly Member[],
  values: readonly number[],
): CorrectedT | null {
  if (
    values.length < SMALLEST_N || isConstant(values) ||
    testParts(members) !== values.length ||
    crossedStreams(members.map(({ study }) => study)).length > 0
  ) return null;
  const bySpeaker = isBySpeaker(members[0].study.protocol);
  const size = (part: { speakers: readonly string[]; utterances: number }) =>
    bySpeaker ? part.speakers.length : part.utterances;
  const starts = members.map(({ start }) => start);
  const test = sum(
    starts.flatMap(({ parts }) => scoredPart(parts) ?? []).map(size),
  );
  const train = sum(
    starts.flatMap(({ parts }) => parts.filter(({ part }) => part === "train"))
      .map(size),
  );
  return test > 0 && train > 0
    ? correctedResampledT(values, test, train)
    : null;
}

/** What intervals clustered by speaker are for, for a column's description. */
export const BY_TEST_SPEAKER: string =
  "for speakers like these: studies that share a test speaker count as dependent (cluster-robust variance, Cameron, Gelbach and Miller 2011, with Student's t of one less than the number of speakers over those of a part); empty where all studies share one, and below 3 units";

/**
 * Interval of a mean whose values depend on each other where studies share a test
 * speaker: variance G / (G - 1) (sum of e_i e_j over such pairs) / n², e the
 * deviations from the mean and G the number of speakers over those of a part.
 *
 * @param values Value of each member
 */
export function bySpeakerInterval(
  members: readonly Member[],
  values: readonly number[],
): Interval {
  const n = values.length;
  if (n < SMALLEST_N || !isBySpeaker(members[0].study.protocol)) {
    return NO_INTERVAL;
  }
  const speakers = members.map(({ start }) =>
    scoredPart(start.parts)?.speakers ?? []
  );
  const shares = (i: number, j: number) =>
    speakers[i].some((speaker) => speakers[j].includes(speaker));
  const groups = new Set(speakers.flat()).size / speakers[0].length;
  const centre = mean(values);
  const e = values.map((value) => value - centre);
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (shares(i, j)) total += e[i] * e[j];
  }
  // Where every study shares a speaker with every other, all cancels
  if (groups < 2 || total <= ROUNDING) return NO_INTERVAL;
  const se = Math.sqrt(groups / (groups - 1) * total) / n;
  const half = studentTQuantile((1 + DEFAULT_LEVEL) / 2, groups - 1) * se;
  return { low: centre - half, high: centre + half };
}
