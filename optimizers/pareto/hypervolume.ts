/**
 * Hypervolume: how much of the space before a reference point is dominated.
 *
 * Notation
 * - n points of m losses, all minimised
 * - `reference`, shape (m): losses at which a trial is worthless
 *
 * Sources: E. Zitzler and L. Thiele, "Multiobjective evolutionary algorithms: a
 * comparative case study and the strength Pareto approach", IEEE Transactions on
 * Evolutionary Computation 3 (1999); L. While et al., "A fast way of calculating exact
 * hypervolumes", the same 16 (2012); optuna 5.0.0 (`_hypervolume/wfg.py`), whose
 * order of additions is kept for 2 and 3 objectives.
 *
 * @module
 */
import { lexicographic, type Losses, paretoSet } from "./dominance.ts";

/**
 * Volume between the points and the reference. A point that is not better than it
 * in every objective adds nothing.
 *
 * @param points Losses without NaN; shape (n, m)
 * @returns In the product of the objectives' units; Infinity where a point or the
 * reference is infinitely far
 */
export function hypervolume(
  points: readonly Losses[],
  reference: Losses,
): number {
  const front = sortedFront(
    points.filter((point) => isBefore(point, reference)),
  );
  if (front.length === 0) return 0;
  const volume = volumeOf(front, reference);
  return Number.isNaN(volume) ? Infinity : volume;
}

/**
 * What each point of the Pareto set adds to the hypervolume of the set; 0 for a
 * dominated point and for each of several equal ones.
 *
 * @returns Shape (n)
 */
export function hypervolumeContributions(
  points: readonly Losses[],
  reference: Losses,
): number[] {
  const added = points.map(() => 0);
  const front = paretoSet(points);
  for (const i of front) {
    const point = points[i];
    if (!isBefore(point, reference)) continue;
    const others = front.filter((j) => j !== i).map((j) => points[j]);
    if (others.some((other) => lexicographic(other, point) === 0)) continue;
    added[i] = boxVolume(point, reference) -
      hypervolume(limited(others, point), reference);
  }
  return added;
}

/** Whether a point is better than the reference in every objective. */
function isBefore(point: Losses, reference: Losses): boolean {
  return point.every((loss, k) => loss < reference[k]);
}

/** Volume of the box between a point and the reference. */
export function boxVolume(point: Losses, reference: Losses): number {
  return point.reduce((volume, loss, k) => volume * (reference[k] - loss), 1);
}

/** The parts of points that a point dominates, too. */
export function limited(points: readonly Losses[], point: Losses): Losses[] {
  return points.map((other) =>
    other.map((loss, k) => Math.max(loss, point[k]))
  );
}

/** The Pareto set without repeats, in lexicographic order. */
function sortedFront(points: readonly Losses[]): Losses[] {
  const front = paretoSet(points).map((i) => points[i]).sort(lexicographic);
  return front.filter((point, i) =>
    i === 0 || lexicographic(front[i - 1], point) !== 0
  );
}

function volumeOf(front: readonly Losses[], reference: Losses): number {
  switch (reference.length) {
    case 1:
      return reference[0] - front[0][0];
    case 2:
      return area(front, reference);
    case 3:
      return volume3(front, reference);
    default:
      return exclusiveSum(front, reference);
  }
}

/** Slices along the second loss, which falls where the first one rises. */
function area(front: readonly Losses[], [width, height]: Losses): number {
  return front.reduce(
    (sum, [x, y], i) =>
      sum + (width - x) * ((i === 0 ? height : front[i - 1][1]) - y),
    0,
  );
}

/**
 * On the grid of all first and second losses: over each cell stands the best third
 * loss of the points that dominate it.
 */
function volume3(front: readonly Losses[], reference: Losses): number {
  const n = front.length;
  const byY = front.map((_, i) => i).sort((i, j) => front[i][1] - front[j][1]);
  const rank = new Int32Array(n);
  byY.forEach((i, j) => rank[i] = j);
  const depth = byY.map((i, j) =>
    (j + 1 < n ? front[byY[j + 1]][1] : reference[1]) - front[i][1]
  );
  // Heights over the current row of cells, by rank in y.
  const heights = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const height = reference[2] - front[i][2];
    for (let j = rank[i]; j < n; j++) heights[j] = Math.max(heights[j], height);
    let slice = 0;
    for (let j = 0; j < n; j++) slice += heights[j] * depth[j];
    sum += slice * ((i + 1 < n ? front[i + 1][0] : reference[0]) - front[i][0]);
  }
  return sum;
}

/** Sum of what each point adds to the points after it (WFG). */
function exclusiveSum(front: readonly Losses[], reference: Losses): number {
  return front.reduce((sum, point, i) => {
    const others = sortedFront(limited(front.slice(i + 1), point));
    const shared = others.length === 0 ? 0 : exclusiveSum(others, reference);
    return sum + (boxVolume(point, reference) - shared);
  }, 0);
}
