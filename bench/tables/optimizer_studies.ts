/**
 * Studies put together by what they compare: the grouping that every table over
 * studies shares.
 *
 * @module
 */
import type { StreamSeeds, Study } from "../plan/plan.ts";
import type { TrialRecord } from "../journal/records.ts";
import { type RunData, type StudyData, tiedTrials } from "./run_data.ts";

/** All studies of an optimizer that differ in nothing but their seeds. */
export interface OptimizerStudies {
  /** One of them, for its condition. */
  readonly study: Study;
  /** The studies, by their seeds. */
  readonly studies: readonly StudyData[];
  /** Of each study the incumbent and the trials that tie with it; empty without a complete trial. */
  readonly tied: readonly (readonly TrialRecord[])[];
  /** What counts in the end of each study's incumbent, `null` without one. */
  readonly scores: readonly (number | null)[];
}

/** Optimizers on the same corpus, protocol, encoder and recipe. */
export type Field = readonly OptimizerStudies[];

/**
 * The optimizers of a run by name, their studies by seeds: what is made of them does
 * not depend on the order of a plan.
 */
export function optimizersOf(run: RunData): OptimizerStudies[] {
  const groups = Map.groupBy(
    run.studies.toSorted((a, b) => bySeeds(a.study.seeds, b.study.seeds)),
    ({ study }) => `${fieldKey(study)}/${study.optimizer}`,
  );
  const named = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  const { objective } = run;
  return named.map(([_, studies]) => {
    const tied = studies.map(({ trials }) => tiedTrials(trials, objective));
    return {
      study: studies[0].study,
      studies,
      tied,
      scores: tied.map(([incumbent]) =>
        incumbent ? objective.final(incumbent) : null
      ),
    };
  });
}

/** The optimizers of a run, with those that can be compared together. */
export function fieldsOf(run: RunData): Field[] {
  const fields = Map.groupBy(optimizersOf(run), ({ study }) => fieldKey(study));
  return [...fields.values()];
}

/** The values there are. */
export function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

/** A study of A and one of B with the same master seeds, both with an incumbent. */
export interface Pair {
  /** A's study. */
  readonly study: Study;
  /** Its partition, which is B's too. */
  readonly start: StudyData["start"];
  /** Score of A's incumbent. */
  readonly a: number;
  /** Score of B's incumbent. */
  readonly b: number;
}

/** The pairs of two optimizers, in the order of A's studies. */
export function pairsOf(a: OptimizerStudies, b: OptimizerStudies): Pair[] {
  const ofB = new Map(
    b.studies.map(({ study }, i) => [seedsText(study.seeds), b.scores[i]]),
  );
  return a.studies.flatMap(({ study, start }, i) => {
    const [x, y] = [a.scores[i], ofB.get(seedsText(study.seeds)) ?? null];
    return x === null || y === null ? [] : [{ study, start, a: x, b: y }];
  });
}

function bySeeds(a: StreamSeeds, b: StreamSeeds): number {
  return a.search - b.search || a.train - b.train || a.split - b.split;
}

/** Text that is equal for equal seeds. */
export function seedsText({ search, train, split }: StreamSeeds): string {
  return `${search}-${train}-${split}`;
}

function fieldKey({ corpus, protocol, encoder, recipe }: Study): string {
  return [corpus, protocol, encoder, recipe].join("/");
}
