/**
 * Optuna's division of a history into the best trials and the others.
 *
 * @module
 */
import { completeValues } from "../history.ts";
import {
  lexicographic,
  type Losses,
  nonDominationRanks,
  toLosses,
} from "../pareto/dominance.ts";
import { hypervolumeSubset } from "../pareto/subset.ts";
import type { Direction, TrialRecord } from "../types.ts";

/** Most trials that count as the best by default. */
export const MOST_BELOW = 25;

/** Stands for a coordinate 0 of a reference point, which would enclose nothing. */
const EPSILON = 1e-12;

/** Number of trials that count as the best of n (Optuna's gamma). */
export function countBelow(n: number, most = MOST_BELOW): number {
  return Math.min(Math.ceil(0.1 * n), most);
}

/** What `splitTrials` needs to know of a study. */
export interface SplitRule {
  readonly directions: readonly Direction[];
  /** Most trials that count as the best. */
  readonly most: number;
  /** Also put the running trials above. */
  readonly running: boolean;
}

/** Trials below (the best) and above the split, each by trial number. */
export interface Split {
  readonly below: readonly TrialRecord[];
  readonly above: readonly TrialRecord[];
}

/**
 * Splits finished trials: complete ones by value, then pruned ones by how long
 * they ran and how good their last report was. Failed trials do not exist. With
 * several objectives complete trials go by rank of non-domination, and within the last
 * rank by a greedy choice for hypervolume.
 *
 * Source: optuna 4.9.0 and 5.0.0 (`_tpe/sampler.py`, `_split_trials`).
 */
export function splitTrials(
  history: readonly TrialRecord[],
  { directions, most, running }: SplitRule,
): Split {
  const complete = history.flatMap((trial) => {
    const values = completeValues(trial);
    return values ? [{ trial, losses: toLosses(values, directions) }] : [];
  });
  const pruned = history.filter(({ state }) => state === "pruned");
  const n = countBelow(complete.length + pruned.length, most);
  const losses = complete.map(({ losses }) => losses);
  const best = new Set(
    directions.length === 1
      ? smallest(losses, n)
      : leastDominated(losses, Math.min(n, losses.length)),
  );
  const ranked = [
    ...complete.filter((_, i) => best.has(i)).map(({ trial }) => trial),
    ...smallest(pruned.map((trial) => prunedRank(trial, directions[0])), n)
      .map((i) => pruned[i]),
  ];
  const below = new Set(ranked.slice(0, n));
  return {
    below: history.filter((trial) => below.has(trial)),
    above: history.filter((trial) =>
      !below.has(trial) &&
      (trial.state === "pruned" || completeValues(trial) !== undefined ||
        running && trial.state === "running")
    ),
  };
}

/** Indices of the n lexicographically smallest tuples; equal ones in their order. */
function smallest(tuples: readonly Losses[], n: number): number[] {
  return tuples.map((_, i) => i)
    .sort((i, j) => lexicographic(tuples[i], tuples[j])).slice(0, n);
}

/** Indices of the n best points. */
function leastDominated(points: readonly Losses[], n: number): number[] {
  const ranks = nonDominationRanks(points);
  const chosen: number[] = [];
  for (let rank = 0; chosen.length < n; rank++) {
    const equal = points.map((_, i) => i).filter((i) => ranks[i] === rank);
    const size = Math.min(equal.length, n - chosen.length);
    const losses = equal.map((i) => points[i]);
    chosen.push(
      ...hypervolumeSubset(losses, size, referencePoint(losses))
        .map((k) => equal[k]),
    );
  }
  return chosen;
}

/** A tenth of their size beyond the worst losses. */
export function referencePoint(points: readonly Losses[]): number[] {
  return points[0].map((_, k) => {
    const worst = Math.max(...points.map((point) => point[k]));
    return Math.max(1.1 * worst, 0.9 * worst) || EPSILON;
  });
}

/** Smaller is better: the trial that ran longest, then its last value. */
function prunedRank(trial: TrialRecord, direction: Direction): Losses {
  const last = trial.reports.at(-1);
  if (last === undefined) return [1, 0];
  if (Number.isNaN(last.value)) return [-last.step, Infinity];
  return [-last.step, ...toLosses([last.value], [direction])];
}
