/**
 * Limited-memory BFGS for smooth convex functions (Nocedal and Wright 2006,
 * algorithms 7.4 and 7.5), with backtracking to sufficient decrease.
 *
 * Notation: x point, g gradient, s = x' - x, y = g' - g, d direction.
 *
 * @module
 */

/** A function's value and gradient at a point. */
export interface Evaluation {
  /** f(x). */
  readonly value: number;
  /** Gradient by x. */
  readonly gradient: Float64Array;
}

/** Options of {@linkcode minimise}. */
export interface MinimiseOptions {
  /** Done when no element of the gradient is larger. */
  readonly tolerance: number;
  /** Evaluations at most. */
  readonly maxEvaluations: number;
}

/** Pairs (s, y) kept. */
const MEMORY = 10;
/** Share of the decrease that the slope promises (Armijo). */
const SUFFICIENT = 1e-4;

/** Where the search ended. */
export interface Minimum {
  /** The point. */
  readonly x: Float64Array;
  /** Evaluations used. */
  readonly evaluations: number;
}

/** Minimises `f` from `start`. */
export function minimise(
  f: (x: Float64Array) => Evaluation,
  start: Float64Array,
  { tolerance, maxEvaluations }: MinimiseOptions,
): Minimum {
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let x = start;
  let here = f(x);
  let evaluations = 1;
  while (
    here.gradient.some((g) => Math.abs(g) > tolerance) &&
    evaluations < maxEvaluations
  ) {
    const direction = descentDirection(here.gradient, pairs);
    const slope = dot(here.gradient, direction);
    // Without curvature known, a first step of length one at most
    let step = pairs.length ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
    let next = moved(x, direction, step);
    let there = f(next);
    evaluations++;
    while (
      !(there.value <= here.value + SUFFICIENT * step * slope) &&
      evaluations < maxEvaluations
    ) {
      step /= 2;
      next = moved(x, direction, step);
      there = f(next);
      evaluations++;
    }
    if (!(there.value < here.value)) break;
    const s = next.map((value, i) => value - x[i]);
    const y = there.gradient.map((value, i) => value - here.gradient[i]);
    const curvature = dot(s, y);
    if (curvature > 0) pairs.push({ s, y, rho: 1 / curvature });
    if (pairs.length > MEMORY) pairs.shift();
    [x, here] = [next, there];
  }
  return { x, evaluations };
}

/** -H g by the two loops over the pairs kept. */
function descentDirection(
  gradient: Float64Array,
  pairs: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const d = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { s, y, rho } of pairs.toReversed()) {
    const alpha = rho * dot(s, d);
    alphas.unshift(alpha);
    for (let i = 0; i < d.length; i++) d[i] -= alpha * y[i];
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < d.length; i++) d[i] *= scale;
  }
  pairs.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, d);
    for (let i = 0; i < d.length; i++) d[i] += (alphas[k] - beta) * s[i];
  });
  return d;
}

function moved(
  x: Float64Array,
  direction: Float64Array,
  step: number,
): Float64Array {
  return x.map((value, i) => value + step * direction[i]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
