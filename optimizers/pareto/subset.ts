/**
 * Choosing points that together have a large hypervolume.
 *
 * Source: A. P. Guerreiro et al., "Greedy hypervolume subset selection in low
 * dimensions", Evolutionary Computation 24 (2016); optuna 5.0.0
 * (`_hypervolume/hssp.py`).
 *
 * @module
 */
import { argmax } from "../numeric/argmax.ts";
import { lexicographic, type Losses } from "./dominance.ts";
import { boxVolume, hypervolume, limited } from "./hypervolume.ts";

/** Objectives up to which a hypervolume is cheaper than dominance checks. */
const FEW = 3;

/**
 * Indices of the points that a greedy choice takes: each time the one that adds most
 * to the hypervolume, the lexicographically first one on ties. Of equal points one is
 * taken, and the others only when nothing else is left.
 *
 * @param points Losses of a Pareto set, none beyond the reference; shape (n, m)
 * @param size How many to take, 1 <= size <= n
 */
export function hypervolumeSubset(
  points: readonly Losses[],
  size: number,
  reference: Losses,
): number[] {
  const all = points.map((_, i) => i);
  if (size === all.length) return all;
  const sorted = all.toSorted((i, j) => lexicographic(points[i], points[j]));
  const distinct = sorted.filter((i, k) =>
    k === 0 || lexicographic(points[sorted[k - 1]], points[i]) !== 0
  );
  if (distinct.length < size) {
    const repeats = all.filter((i) => !distinct.includes(i));
    return [...distinct, ...repeats.slice(0, size - distinct.length)];
  }
  if (distinct.length === size || !reference.every(Number.isFinite)) {
    return distinct.slice(0, size);
  }
  const choose = reference.length === 2 ? greedyPlane : greedy;
  return choose(distinct.map((i) => points[i]), size, reference)
    .map((k) => distinct[k]);
}

/**
 * Two objectives: what a point adds is a rectangle whose far corner moves with the
 * chosen neighbours.
 */
function greedyPlane(
  points: readonly Losses[],
  size: number,
  reference: Losses,
): number[] {
  const corners = points.map(() => [...reference]);
  const left = points.map((_, i) => i);
  return Array.from({ length: size }, () => {
    const place = argmax(left.map((i) => boxVolume(points[i], corners[i])));
    const [chosen] = left.splice(place, 1);
    left.forEach((i, k) => {
      const axis = k < place ? 0 : 1;
      corners[i][axis] = Math.min(points[chosen][axis], corners[i][axis]);
    });
    return chosen;
  });
}

/**
 * Any number of objectives. What a point adds can only shrink while others are
 * chosen, so that an old amount is a bound, and only those that could be the largest
 * are computed anew.
 */
function greedy(
  points: readonly Losses[],
  size: number,
  reference: Losses,
): number[] {
  const added = points.map((point) => boxVolume(point, reference));
  const left = points.map((_, i) => i);
  const chosen: number[] = [];
  let volume = 0;
  while (true) {
    const [latest] = left.splice(argmax(left.map((i) => added[i])), 1);
    volume += added[latest];
    chosen.push(latest);
    if (chosen.length === size) return chosen;
    updateAdded(added, left, { points, chosen, volume, reference });
  }
}

function updateAdded(
  added: number[],
  left: readonly number[],
  { points, chosen, volume, reference }: {
    points: readonly Losses[];
    chosen: readonly number[];
    volume: number;
    reference: Losses;
  },
): void {
  if (volume === Infinity) {
    for (const i of left) added[i] = Infinity;
    return;
  }
  const selected = chosen.map((i) => points[i]);
  const latest = selected.slice(-1);
  for (const i of left) {
    const [shared] = limited(latest, points[i]);
    const box = boxVolume(points[i], reference);
    added[i] = box === Infinity
      ? Infinity
      : Math.min(added[i], box - boxVolume(shared, reference));
  }
  let largest = 0;
  for (const i of left.toSorted((i, j) => descending(added[i], added[j]))) {
    if (added[i] < largest) continue;
    if (added[i] !== Infinity) {
      added[i] = reference.length <= FEW
        ? hypervolume([...selected, points[i]], reference) - volume
        : boxVolume(points[i], reference) -
          hypervolume(limited(selected, points[i]), reference);
    }
    largest = Math.max(largest, added[i]);
  }
}

/** Order of two numbers, the larger first; infinite ones may be equal. */
function descending(x: number, y: number): number {
  return x === y ? 0 : y > x ? 1 : -1;
}
