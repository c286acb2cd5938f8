/**
 * Maximisation of the acquisition over a mixed space.
 *
 * Notation
 *   c        continuous coordinates, each [0, 1]
 *   D        combinations of the levels of the others
 *   line     the points of one combination along the only continuous coordinate
 *   A        acquisition, to be maximised
 *
 * With c <= 1 and not too many points the starts come from all D combinations on
 * a grid along the line, screened by an upper estimate of A that needs no samples;
 * otherwise from scrambled Sobol points. The best starts are climbed by turns: to the best neighbour in one discrete coordinate while
 * that improves, then by L-BFGS-B in the continuous ones. Everything follows from
 * the arguments.
 *
 * The turns are those of BoTorch 0.18.1 `optimize_acqf_mixed_alternating`, which
 * Ax calls; the full enumeration replaces its random starts, so that no
 * combination can be missed.
 */
import { minimizeLbfgsb } from "../numeric/lbfgsb.ts";
import { exp } from "../numeric/math.ts";
import { SobolSequence } from "../numeric/sobol.ts";
import { ImprovementBound } from "./improvement_bound.ts";
import type { Point } from "./kernel.ts";
import type { NoisyImprovement } from "./noisy_improvement.ts";

/** A coordinate of the unit cube: all of [0, 1], or ascending levels in it. */
export type UnitDimension =
  | { readonly kind: "continuous" }
  | { readonly kind: "discrete"; readonly levels: readonly number[] };

/** A point with its acquisition value. */
export interface Candidate {
  /** Shape (d), on the levels of the discrete coordinates. */
  readonly point: Point;
  /** A there. */
  readonly value: number;
}

/** What a search needs besides the function. */
export interface SearchOptions {
  /** Seed of the Sobol starts. */
  readonly seed: number;
  /** Points that must not be proposed again, such as those already observed. */
  readonly isExcluded: (point: Point) => boolean;
}

/** Local maxima of the upper estimate at which A itself is computed. */
const SCREENED = 100;
/** Above this many points the grid is replaced by Sobol starts. */
const MAX_ENUMERATED = 40_000;
const SOBOL_STARTS = 1024;
const CLIMBS = 20;
const MAX_ROUNDS = 64;
/** Unit of length for L-BFGS-B, so that its first step stays near the start. */
const FIRST_STEP = 1 / 16;

/**
 * The best point found, or `null` when every point it looked at is excluded.
 *
 * @param dimensions Shape (d), d from 1 to 512
 */
export function maximizeAcquisition(
  acquisition: NoisyImprovement,
  dimensions: readonly UnitDimension[],
  options: SearchOptions,
): Candidate | null {
  const { seed, isExcluded } = options;
  const starts = (enumeratedStarts(acquisition, dimensions, isExcluded) ??
    sobolStarts(acquisition, dimensions, seed, isExcluded))
    .sort((a, b) => b.value - a.value)
    .slice(0, CLIMBS);
  let best: Candidate | null = null;
  for (const start of starts) {
    const top = climb(acquisition, dimensions, start, isExcluded, 1e-6);
    if (!best || top.value > best.value) best = top;
  }
  return best && climb(acquisition, dimensions, best, isExcluded, 1e-12);
}

/** Number of grid intervals along the line: at least three to a lengthscale. */
function gridIntervals(lengthscale: number): number {
  return Math.min(128, Math.max(16, Math.ceil(3 / lengthscale)));
}

/**
 * Local maxima of the upper estimate of A along every line, the highest ones with
 * their A; `null` when there are too many points or more than one line direction.
 */
function enumeratedStarts(
  acquisition: NoisyImprovement,
  dimensions: readonly UnitDimension[],
  isExcluded: (point: Point) => boolean,
): Candidate[] | null {
  const isLine = (j: number) => dimensions[j].kind === "continuous";
  const lines = [...dimensions.keys()].filter(isLine);
  if (lines.length > 1) return null;
  const bound = new ImprovementBound(acquisition.process, acquisition.baseline);
  const levels = dimensions.map((dimension, j) => {
    if (dimension.kind === "discrete") return dimension.levels;
    const intervals = gridIntervals(bound.lengthscale[j]);
    return Array.from({ length: intervals + 1 }, (_, i) => i / intervals);
  });
  const total = levels.reduce((product, l) => product * l.length, 1);
  if (total > MAX_ENUMERATED) return null;

  // The line runs innermost, so that a combination's values lie side by side.
  const others = [...dimensions.keys()].filter((j) => !isLine(j));
  const order = [...others, ...lines];
  const lineLevels = lines.length === 1 ? levels[lines[0]].length : 1;
  const bounds = enumerateBounds(bound, levels, order, total);
  const maxima: number[] = [];
  for (let p = 0; p < total; p++) {
    const along = p % lineLevels;
    const before = along > 0 ? bounds[p - 1] : -Infinity;
    const after = along < lineLevels - 1 ? bounds[p + 1] : -Infinity;
    if (bounds[p] >= before && bounds[p] >= after) maxima.push(p);
  }
  maxima.sort((p, q) => bounds[q] - bounds[p]);
  const starts: Candidate[] = [];
  for (const p of maxima) {
    const point = pointAt(p, levels, order);
    if (isExcluded(point)) continue;
    starts.push({ point, value: acquisition.value(point) });
    if (starts.length === SCREENED) break;
  }
  return starts;
}

/** Upper estimate of A at every point of a product of levels, the last of `order` fastest. */
function enumerateBounds(
  bound: ImprovementBound,
  levels: readonly (readonly number[])[],
  order: readonly number[],
  total: number,
): Float64Array {
  const { points, lengthscale } = bound;
  const factors = order.map((j) =>
    levels[j].map((level) =>
      Float64Array.from(points, (point) => {
        const t = (level - point[j]) / lengthscale[j];
        return exp(-0.5 * t * t);
      })
    )
  );
  // products[depth]: kernel factors of the coordinates up to that depth
  const products = [
    new Float64Array(points.length).fill(1),
    ...order.map(() => new Float64Array(points.length)),
  ];
  const values = new Float64Array(total);
  let p = 0;
  const visit = (depth: number) => {
    if (depth === order.length) {
      values[p++] = bound.value(products[depth]);
      return;
    }
    const outer = products[depth];
    const inner = products[depth + 1];
    for (const factor of factors[depth]) {
      for (let i = 0; i < inner.length; i++) inner[i] = outer[i] * factor[i];
      visit(depth + 1);
    }
  };
  visit(0);
  return values;
}

/** Point number p of the product, numbered as `enumerateBounds` does. */
function pointAt(
  p: number,
  levels: readonly (readonly number[])[],
  order: readonly number[],
): Point {
  const point = new Array<number>(levels.length);
  for (const j of order.toReversed()) {
    point[j] = levels[j][p % levels[j].length];
    p = Math.floor(p / levels[j].length);
  }
  return point;
}

/** Sobol points, moved to the nearest levels, with their values. */
function sobolStarts(
  acquisition: NoisyImprovement,
  dimensions: readonly UnitDimension[],
  seed: number,
  isExcluded: (point: Point) => boolean,
): Candidate[] {
  const sequence = new SobolSequence(dimensions.length, seed);
  const points = Array.from(
    { length: SOBOL_STARTS },
    () =>
      sequence.next().map((u, j) => {
        const dimension = dimensions[j];
        return dimension.kind === "continuous"
          ? u
          : nearest(dimension.levels, u);
      }),
  );
  return points
    .filter((point) => !isExcluded(point))
    .map((point) => ({ point, value: acquisition.value(point) }));
}

function nearest(levels: readonly number[], u: number): number {
  return levels.reduce((best, level) =>
    Math.abs(level - u) < Math.abs(best - u) ? level : best
  );
}

/** Climbs from a start until a round of both steps gains no more than `tolerance`. */
function climb(
  acquisition: NoisyImprovement,
  dimensions: readonly UnitDimension[],
  start: Candidate,
  isExcluded: (point: Point) => boolean,
  tolerance: number,
): Candidate {
  let current = start;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = current.value;
    const along = climbContinuous(acquisition, dimensions, current, tolerance);
    if (along.value > before && !isExcluded(along.point)) current = along;
    const across = climbDiscrete(acquisition, dimensions, current, isExcluded);
    if (across === current) break;
    current = across;
    if (current.value - before <= tolerance) break;
  }
  return current;
}

/** Moves to the best neighbour, one level up or down in one coordinate, while it improves. */
function climbDiscrete(
  acquisition: NoisyImprovement,
  dimensions: readonly UnitDimension[],
  start: Candidate,
  isExcluded: (point: Point) => boolean,
): Candidate {
  let current = start;
  for (;;) {
    let best = current;
    dimensions.forEach((dimension, j) => {
      if (dimension.kind === "continuous") return;
      const at = dimension.levels.indexOf(current.point[j]);
      for (
        const level of [dimension.levels[at - 1], dimension.levels[at + 1]]
      ) {
        if (level === undefined) continue;
        const point = current.point.with(j, level);
        const value = acquisition.value(point);
        if (value > best.value && !isExcluded(point)) best = { point, value };
      }
    });
    if (best === current) return current;
    current = best;
  }
}

/** Climbs the continuous coordinates with the discrete ones held. */
function climbContinuous(
  acquisition: NoisyImprovement,
  dimensions: readonly UnitDimension[],
  start: Candidate,
  tolerance: number,
): Candidate {
  const moving = [...dimensions.keys()]
    .filter((j) => dimensions[j].kind === "continuous");
  if (moving.length === 0) return start;
  const point = [...start.point];
  const full = new Float64Array(point.length);
  const place = (x: ArrayLike<number>) =>
    moving.forEach((j, i) => point[j] = x[i] * FIRST_STEP);
  const { x, value } = minimizeLbfgsb(
    (x, gradient) => {
      place(x);
      const value = acquisition.valueAndGradient(point, full);
      moving.forEach((j, i) => gradient[i] = -full[j] * FIRST_STEP);
      return -value;
    },
    moving.map((j) => start.point[j] / FIRST_STEP),
    {
      lower: moving.map(() => 0),
      upper: moving.map(() => 1 / FIRST_STEP),
      valueTolerance: tolerance,
      gradientTolerance: tolerance,
      maxIterations: 100,
    },
  );
  place(x);
  return { point, value: -value };
}
