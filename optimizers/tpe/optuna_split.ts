/**
 * Optuna's division of a history into the best trials and the others.
 *
 * @module
 */
import { isComplete } from "../history.ts";
import type { Direction, TrialRecord } from "../types.ts";

const MOST_BELOW = 25;

/** Number of trials that count as the best of n (Optuna's gamma). */
export function countBelow(n: number): number {
  return Math.min(Math.ceil(0.1 * n), MOST_BELOW);
}

/** Trials below (the best) and above the split, each by trial number. */
export interface Split {
  readonly below: readonly TrialRecord[];
  readonly above: readonly TrialRecord[];
}

/**
 * Splits finished trials: complete ones by value, then pruned ones by how long
 * they ran and how good their last report was. Failed trials do not exist.
 *
 * @param running Also put the running trials above
 *
 * Source: optuna 4.9.0 and 5.0.0 (`_tpe/sampler.py`, `_split_trials`).
 */
export function splitTrials(
  history: readonly TrialRecord[],
  direction: Direction,
  running: boolean,
): Split {
  const sign = direction === "maximize" ? -1 : 1;
  // Both sorts are stable: equal trials keep their order, the first one best.
  const complete = history.filter(isComplete)
    .sort((s, t) => compare(sign * s.value, sign * t.value));
  const pruned = history.filter(({ state }) => state === "pruned")
    .map((trial) => ({ trial, rank: prunedRank(trial, sign) }))
    .sort((s, t) =>
      compare(s.rank[0], t.rank[0]) || compare(s.rank[1], t.rank[1])
    )
    .map(({ trial }) => trial);
  const ranked = [...complete, ...pruned];
  const below = ranked.slice(0, countBelow(ranked.length));
  const above = [
    ...ranked.slice(below.length),
    ...(running ? history.filter(({ state }) => state === "running") : []),
  ];
  const byNumber = (s: TrialRecord, t: TrialRecord) => s.number - t.number;
  return { below: below.sort(byNumber), above: above.sort(byNumber) };
}

/** Smaller is better: the trial that ran longest, then its last value. */
function prunedRank(trial: TrialRecord, sign: number): [number, number] {
  const last = trial.reports.at(-1);
  if (last === undefined) return [1, 0];
  return [-last.step, Number.isNaN(last.value) ? Infinity : sign * last.value];
}

/** Order of two numbers that may be infinite. */
function compare(x: number, y: number): number {
  return x < y ? -1 : x > y ? 1 : 0;
}
