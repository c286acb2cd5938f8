/**
 * What a mean over studies is a mean of: studies that share a test part, or a seed
 * of a crossed plan, are no independent replicates and count once.
 *
 * @module
 */
import { isBySpeaker } from "../../corpora/mod.ts";
import type { StreamSeeds, Study } from "../plan/plan.ts";
import {
  correctedResampledT,
  type CorrectedT,
} from "../stats/corrected_resampled_t.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { isConstant, mean, sum } from "../stats/sums.ts";
import { scoredPart, type StudyData } from "./run_data.ts";

/** A study and its partition. */
export type Member = Pick<StudyData, "study" | "start">;

/** What units are, for a table's description. */
export const UNITS: string =
  "Means and intervals are over units: a study, or all studies of one test part where parts repeat, or all of one search seed in a crossed plan";

/** What intervals by the corrected t are for, for a column's description. */
export const LIKE_CORPORA: string =
  "for corpora like it: corrected resampled t (Nadeau and Bengio 2003), which adds the ratio of test to training size (utterances, or speakers under nested) to 1 / n, since training parts overlap; empty below 3 units, where all are equal, and where partitions are shared by all studies or crossed";

/**
 * The part that a study is scored on, as text that is equal for equal parts: its
 * speakers where partitions are by speaker, else the seed of the partition.
 */
export function testPartKey({ study, start }: Member): string {
  return isBySpeaker(study.protocol)
    ? (scoredPart(start.parts)?.speakers ?? []).join()
    : `${start.split_seed}`;
}

/** Number of different parts that studies are scored on. */
export function testParts(members: readonly Member[]): number {
  return new Set(members.map(testPartKey)).size;
}

/** Members that count as one, in the order of the first of each. */
export function unitsOf<M extends Member>(members: readonly M[]): M[][] {
  const stream = crossedStream(members.map(({ study }) => study));
  const parts = testParts(members);
  const key = stream !== null
    ? ({ study }: M) => `${study.seeds[stream]}`
    : parts > 1 && parts < members.length
    ? testPartKey
    : (_: M, i: number) => `${i}`;
  const units = new Map<string, M[]>();
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
  return unitsOf(valued).map((unit) =>
    unit.length === 1
      ? valueOf(unit[0])!
      : mean(unit.map((member) => valueOf(member)!))
  );
}

/** The first stream of a crossed plan whose seeds vary; `null` where streams are tied. */
function crossedStream(studies: readonly Study[]): keyof StreamSeeds | null {
  const crossed = studies.some(({ seeds: { search, train, split } }) =>
    search !== train || search !== split
  );
  if (!crossed) return null;
  return (["search", "train", "split"] as const).find((stream) =>
    new Set(studies.map(({ seeds }) => seeds[stream])).size > 1
  ) ?? null;
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
    crossedStream(members.map(({ study }) => study)) !== null
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
