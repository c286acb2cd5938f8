/**
 * Dominance among trials with several objectives.
 *
 * Notation
 * - a loss, what is minimised: an objective's value, or minus it where more is better
 * - n points of m losses each; a dominates b when no loss of a is larger and one is
 *   smaller
 *
 * Source: K. Deb et al., "A fast and elitist multiobjective genetic algorithm:
 * NSGA-II", IEEE Transactions on Evolutionary Computation 6 (2002).
 *
 * @module
 */
import type { Direction } from "../types.ts";

/** Losses of one trial, shape (m). */
export type Losses = readonly number[];

/** Objective values as losses. */
export function toLosses(
  values: readonly number[],
  directions: readonly Direction[],
): number[] {
  return values.map((value, k) =>
    directions[k] === "maximize" ? -value : value
  );
}

/** Whether `a` is nowhere worse than `b`; equal points are so both ways. */
export function weaklyDominates(a: Losses, b: Losses): boolean {
  return a.every((loss, k) => loss <= b[k]);
}

/** Order of two points by their first losses that differ. */
export function lexicographic(a: Losses, b: Losses): number {
  const k = a.findIndex((loss, i) => loss !== b[i]);
  return k < 0 ? 0 : a[k] < b[k] ? -1 : 1;
}

/**
 * Indices of the points that no other dominates, ascending. Of equal points all
 * belong to the set.
 *
 * @param points Losses without NaN; shape (n, m)
 */
export function paretoSet(points: readonly Losses[]): number[] {
  return split(sortedIndices(points), points).front.sort((i, j) => i - j);
}

/**
 * Rank of each point: 0 for the Pareto set, 1 for the Pareto set of the others, and
 * so on.
 *
 * @param points Losses without NaN; shape (n, m)
 * @returns Shape (n)
 */
export function nonDominationRanks(points: readonly Losses[]): Int32Array {
  const ranks = new Int32Array(points.length);
  let left = sortedIndices(points);
  for (let rank = 0; left.length > 0; rank++) {
    const { front, dominated } = split(left, points);
    for (const i of front) ranks[i] = rank;
    left = dominated;
  }
  return ranks;
}

function sortedIndices(points: readonly Losses[]): number[] {
  return points.map((_, i) => i)
    .sort((i, j) => lexicographic(points[i], points[j]));
}

/** Takes the Pareto set out of indices in lexicographic order. */
function split(
  sorted: readonly number[],
  points: readonly Losses[],
): { front: number[]; dominated: number[] } {
  const front: number[] = [];
  const dominated: number[] = [];
  for (const i of sorted) {
    // Only a point further ahead can dominate this one; an equal one does not.
    const worse = front.some((j) =>
      weaklyDominates(points[j], points[i]) &&
      lexicographic(points[j], points[i]) < 0
    );
    (worse ? dominated : front).push(i);
  }
  return { front, dominated };
}
