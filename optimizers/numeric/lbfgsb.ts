/**
 * L-BFGS-B: minimisation of a smooth function inside a box.
 *
 * Notation
 *   n       variables                 x   point, inside the box
 *   f, g    value and gradient        d   direction of search
 *   s, y    a correction: change of x and of g over an accepted step
 *   B       quasi-Newton matrix, shape (n, n), row-major, symmetric
 *   theta   scale of the matrix before its corrections, y.y / s.y of the last one
 *   z       generalised Cauchy point, then minimiser of the quadratic model
 *
 * B is written out densely from its at most `memory` corrections by the BFGS
 * formula. That equals the compact form of the papers and costs O(memory n^2) a
 * step: meant for up to a few dozen variables.
 *
 * Sources: R. H. Byrd, P. Lu, J. Nocedal and C. Zhu, "A limited memory algorithm
 * for bound constrained optimization", SIAM J. Sci. Comput. 16, 1995; J. L.
 * Morales and J. Nocedal, "Remark on Algorithm 778", ACM TOMS 38, 2011 (version
 * 3.0, which SciPy 1.17 follows; its defaults are ours).
 */
import { choleskyInPlace, solveLower, solveUpper } from "./cholesky.ts";
import { dot, rangeDot } from "./dot.ts";
import { wolfeLineSearch } from "./line_search.ts";

/**
 * Value at `x`; writes the gradient into `gradient`, shape (n). Both arrays
 * belong to the optimiser and are reused.
 */
export type Differentiable = (
  x: Float64Array,
  gradient: Float64Array,
) => number;

/** Settings of {@linkcode minimizeLbfgsb}; defaults are SciPy's. */
export interface LbfgsbOptions {
  /** Lower bounds, shape (n); -Infinity where there is none. */
  readonly lower?: readonly number[];
  /** Upper bounds, shape (n); Infinity where there is none. */
  readonly upper?: readonly number[];
  /** Corrections kept; 10. */
  readonly memory?: number;
  /** Ends when the relative decrease of f is at most this; 2.220446049250313e-9. */
  readonly valueTolerance?: number;
  /** Ends when no projected gradient component exceeds this; 1e-5. */
  readonly gradientTolerance?: number;
  /** 15000. */
  readonly maxIterations?: number;
  /** 15000. */
  readonly maxEvaluations?: number;
  /** Evaluations in one line search; 20. */
  readonly maxLineSearch?: number;
}

/** Why the search ended. */
export type LbfgsbStatus = "gradient" | "value" | "limit" | "abnormal";

/** Result of {@linkcode minimizeLbfgsb}. */
export interface LbfgsbResult {
  /** The point reached, shape (n). */
  readonly x: Float64Array;
  /** f there. */
  readonly value: number;
  /** Gradient there, shape (n). */
  readonly gradient: Float64Array;
  /** Accepted steps. */
  readonly iterations: number;
  /** Evaluations of f. */
  readonly evaluations: number;
  /** "abnormal": no step along the steepest descent lowers f. */
  readonly status: LbfgsbStatus;
}

/** Corrections (s, y) with y.s, oldest first. */
interface Correction {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly sy: number;
}

/**
 * Minimises `f` inside a box from `start` (moved into the box first).
 *
 * @throws {RangeError} If a lower bound is above its upper bound
 *
 * @example Nearest point of a box to (3, 3)
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const f = (x: Float64Array, gradient: Float64Array) => {
 *   x.forEach((v, i) => gradient[i] = 2 * (v - 3));
 *   return x.reduce((sum, v) => sum + (v - 3) ** 2, 0);
 * };
 * const { x } = minimizeLbfgsb(f, [0, 0], { upper: [1, 2] });
 * assertEquals([...x], [1, 2]);
 * ```
 */
export function minimizeLbfgsb(
  f: Differentiable,
  start: ArrayLike<number>,
  options: LbfgsbOptions = {},
): LbfgsbResult {
  const n = start.length;
  const lower = Float64Array.from(options.lower ?? Array(n).fill(-Infinity));
  const upper = Float64Array.from(options.upper ?? Array(n).fill(Infinity));
  checkBox(lower, upper);
  const {
    memory = 10,
    valueTolerance = 2.220446049250313e-9,
    gradientTolerance = 1e-5,
    maxIterations = 15000,
    maxEvaluations = 15000,
    maxLineSearch = 20,
  } = options;
  const isBounded = lower.some(Number.isFinite) || upper.some(Number.isFinite);
  const isBoxed = lower.every(Number.isFinite) && upper.every(Number.isFinite);
  const clamp = (v: number, i: number) =>
    Math.min(Math.max(v, lower[i]), upper[i]);

  let x = Float64Array.from(start, clamp);
  let gradient = new Float64Array(n);
  let value = f(x, gradient);
  let evaluations = 1;
  let iterations = 0;
  let corrections: Correction[] = [];
  const finish = (status: LbfgsbStatus): LbfgsbResult => ({
    x,
    value,
    gradient,
    iterations,
    evaluations,
    status,
  });
  if (projectedNorm(x, gradient, lower, upper) <= gradientTolerance) {
    return finish("gradient");
  }

  for (;;) {
    const b = quasiNewtonMatrix(corrections, n);
    const z = modelMinimum(
      x,
      gradient,
      b,
      lower,
      upper,
      corrections.length > 0,
    );
    const d = difference(z, x);
    const slope = dot(d, gradient);
    const isFirst = iterations === 0;
    const maxStep = !isBounded
      ? 1e10
      : isFirst
      ? 1
      : largestStep(x, d, lower, upper);
    const firstStep = isFirst && !isBoxed
      ? Math.min(1 / Math.sqrt(dot(d, d)), maxStep)
      : Math.min(1, maxStep);

    const newX = new Float64Array(n);
    const newGradient = new Float64Array(n);
    const found = slope < 0 && wolfeLineSearch(
      (step) => {
        for (let i = 0; i < n; i++) {
          newX[i] = step === 1 ? z[i] : clamp(x[i] + step * d[i], i);
        }
        evaluations += 1;
        const newValue = f(newX, newGradient);
        return { step, value: newValue, slope: dot(newGradient, d) };
      },
      { step: 0, value, slope },
      firstStep,
      maxStep,
      maxLineSearch,
    );
    if (!found || !found.converged || !Number.isFinite(found.value)) {
      if (corrections.length === 0) return finish("abnormal");
      corrections = [];
      continue;
    }

    const decrease = value - found.value;
    const scale = Math.max(Math.abs(value), Math.abs(found.value), 1);
    const y = difference(newGradient, gradient);
    const s = scaled(d, found.step);
    x = newX;
    gradient = newGradient;
    value = found.value;
    iterations += 1;
    if (projectedNorm(x, gradient, lower, upper) <= gradientTolerance) {
      return finish("gradient");
    }
    if (decrease <= valueTolerance * scale) return finish("value");
    if (iterations >= maxIterations || evaluations >= maxEvaluations) {
      return finish("limit");
    }
    const sy = (found.slope - slope) * found.step;
    if (sy > Number.EPSILON * -slope * found.step) {
      corrections.push({ s, y, sy });
      if (corrections.length > memory) corrections.shift();
    }
  }
}

function checkBox(lower: Float64Array, upper: Float64Array): void {
  const bad = lower.findIndex((v, i) => !(v <= upper[i]));
  if (bad >= 0) {
    throw new RangeError(
      `Cannot minimise: found bounds [${lower[bad]}, ${
        upper[bad]
      }] of variable ${bad}, expected the lower one not to exceed the upper one`,
    );
  }
}

/** Largest component of the projected gradient; 0 at a stationary point of the box. */
function projectedNorm(
  x: Float64Array,
  g: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): number {
  let norm = 0;
  for (let i = 0; i < x.length; i++) {
    const step = g[i] < 0
      ? Math.max(x[i] - upper[i], g[i])
      : Math.min(x[i] - lower[i], g[i]);
    norm = Math.max(norm, Math.abs(step));
  }
  return norm;
}

/** B: theta I of the newest correction, then a BFGS update for each correction. */
function quasiNewtonMatrix(
  corrections: readonly Correction[],
  n: number,
): Float64Array {
  const newest = corrections.at(-1);
  const theta = newest ? dot(newest.y, newest.y) / newest.sy : 1;
  const b = new Float64Array(n * n);
  for (let i = 0; i < n; i++) b[i * n + i] = theta;
  for (const { s, y, sy } of corrections) {
    const bs = multiply(b, s);
    const sbs = dot(s, bs);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        b[i * n + j] += y[i] * y[j] / sy - bs[i] * bs[j] / sbs;
      }
    }
  }
  return b;
}

/** Minimiser of the quadratic model over the box, as the algorithm approximates it. */
function modelMinimum(
  x: Float64Array,
  g: Float64Array,
  b: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  hasCorrections: boolean,
): Float64Array {
  const { point, isFree } = cauchyPoint(x, g, b, lower, upper);
  if (!hasCorrections) return point;
  return subspaceMinimum(x, g, b, lower, upper, point, isFree);
}

/**
 * First minimiser of the model along the projected steepest descent path, and
 * which variables are not at a bound there.
 */
function cauchyPoint(
  x: Float64Array,
  g: Float64Array,
  b: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): { point: Float64Array; isFree: boolean[] } {
  const n = x.length;
  const breakpoints = new Float64Array(n);
  const d = new Float64Array(n);
  const isFree: boolean[] = [];
  const order: number[] = [];
  for (let i = 0; i < n; i++) {
    const time = breakpoint(x[i], g[i], lower[i], upper[i]);
    breakpoints[i] = time;
    isFree.push(time > 0);
    if (time > 0) d[i] = -g[i];
    if (time > 0 && time < Infinity) order.push(i);
  }
  if (order.length > 1) order.sort((i, j) => breakpoints[i] - breakpoints[j]);
  order.push(-1);

  const moved = new Float64Array(n);
  const curvatureFloor = Number.EPSILON * dot(d, multiply(b, d));
  let time = 0;
  for (const next of order) {
    const bd = multiply(b, d);
    const slope = dot(g, d) + dot(moved, bd);
    const curvature = Math.max(dot(d, bd), curvatureFloor);
    const step = curvature > 0 ? Math.max(0, -slope / curvature) : 0;
    const untilBreak = next < 0 ? Infinity : breakpoints[next] - time;
    const isLast = step < untilBreak;
    const advance = isLast ? step : untilBreak;
    for (let i = 0; i < n; i++) moved[i] += advance * d[i];
    if (isLast) break;
    time = breakpoints[next];
    moved[next] = (d[next] > 0 ? upper[next] : lower[next]) - x[next];
    d[next] = 0;
    isFree[next] = false;
  }
  for (let i = 0; i < n; i++) {
    moved[i] = Math.min(Math.max(x[i] + moved[i], lower[i]), upper[i]);
  }
  return { point: moved, isFree };
}

/** When the path of steepest descent meets a bound of one variable. */
function breakpoint(x: number, g: number, lower: number, upper: number) {
  if (g === 0) return x > lower && x < upper ? Infinity : 0;
  return g > 0 ? (x - lower) / g : (x - upper) / g;
}

/** Newton step of the model in the free variables from the Cauchy point, kept in the box. */
function subspaceMinimum(
  x: Float64Array,
  g: Float64Array,
  b: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  cauchy: Float64Array,
  isFree: readonly boolean[],
): Float64Array {
  const n = x.length;
  const free: number[] = [];
  for (let i = 0; i < n; i++) if (isFree[i]) free.push(i);
  const m = free.length;
  if (m === 0) return cauchy;
  const modelGradient = multiply(b, difference(cauchy, x));
  const reduced = new Float64Array(m);
  const factor = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    reduced[i] = -(g[free[i]] + modelGradient[free[i]]);
    for (let j = 0; j < m; j++) factor[i * m + j] = b[free[i] * n + free[j]];
  }
  if (choleskyInPlace(factor, m) !== 0) return cauchy;
  solveLower(factor, m, reduced);
  solveUpper(factor, m, reduced);

  const projected = cauchy.slice();
  free.forEach((i, k) => {
    projected[i] = Math.min(
      Math.max(cauchy[i] + reduced[k], lower[i]),
      upper[i],
    );
  });
  const isDescent = dot(difference(projected, x), g) <= 0;
  if (isDescent) return projected;

  // The projection points uphill: cut the Newton step at the first bound instead.
  let alpha = 1;
  free.forEach((i, k) => {
    const room = (reduced[k] > 0 ? upper[i] : lower[i]) - cauchy[i];
    if (reduced[k] !== 0) alpha = Math.min(alpha, room / reduced[k]);
  });
  const cut = cauchy.slice();
  free.forEach((i, k) => {
    cut[i] = Math.min(
      Math.max(cauchy[i] + alpha * reduced[k], lower[i]),
      upper[i],
    );
  });
  return cut;
}

/** Largest step along d that stays in the box, at most 1e10. */
function largestStep(
  x: Float64Array,
  d: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): number {
  let step = 1e10;
  for (let i = 0; i < x.length; i++) {
    if (d[i] === 0) continue;
    step = Math.min(step, ((d[i] > 0 ? upper[i] : lower[i]) - x[i]) / d[i]);
  }
  return step;
}

/** a - b. */
function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i] - b[i];
  return result;
}

/** factor a. */
function scaled(a: Float64Array, factor: number): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = a[i] * factor;
  return result;
}

function multiply(matrix: Float64Array, v: Float64Array): Float64Array {
  const n = v.length;
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    product[i] = rangeDot(matrix, i * n, v, 0, n);
  }
  return product;
}
