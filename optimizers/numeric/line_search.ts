/**
 * Line search for the strong Wolfe conditions.
 *
 * Notation
 *   phi(t) = f(x + t d), a function of the step t along a descent direction
 *   best    the end of the interval with the smallest value so far (stx)
 *   other   its other end (sty)
 *
 * Source: J. J. Moré and D. J. Thuente, "Line search algorithms with guaranteed
 * sufficient decrease", ACM TOMS 20, 1994; constants of MINPACK-2 `dcsrch` as
 * L-BFGS-B 3.0 and SciPy 1.17 use them.
 */

/** A step with the value and the slope of phi there. */
export interface StepPoint {
  /** t. */
  readonly step: number;
  /** phi(t). */
  readonly value: number;
  /** phi'(t). */
  readonly slope: number;
}

/** Result of a line search. */
export interface LineSearchResult extends StepPoint {
  /** False when the number of evaluations was used up. */
  readonly converged: boolean;
}

const SUFFICIENT_DECREASE = 1e-3;
const CURVATURE = 0.9;
const RELATIVE_WIDTH = 0.1;

/**
 * Finds a step with phi(t) <= phi(0) + 1e-3 t phi'(0) and
 * |phi'(t)| <= 0.9 |phi'(0)|, or the best one when rounding ends the search.
 *
 * @param phi Value and slope at a step
 * @param origin phi at step 0; its slope must be negative
 * @param firstStep First step to try, in (0, maxStep]
 * @param maxStep Largest step
 * @param maxEvaluations Evaluations of phi before the search is given up
 */
export function wolfeLineSearch(
  phi: (step: number) => StepPoint,
  origin: StepPoint,
  firstStep: number,
  maxStep: number,
  maxEvaluations: number,
): LineSearchResult {
  const gradientTest = SUFFICIENT_DECREASE * origin.slope;
  let best = origin;
  let other = origin;
  let bracketed = false;
  let decreaseSeen = false;
  let width = maxStep;
  let olderWidth = 2 * width;
  let lower = 0;
  let upper = 5 * firstStep;
  let step = firstStep;

  for (let evaluation = 1;; evaluation++) {
    const trial = phi(step);
    const allowed = origin.value + step * gradientTest;
    if (trial.value <= allowed && trial.slope >= 0) decreaseSeen = true;

    const isRounding = bracketed &&
      (step <= lower || step >= upper ||
        upper - lower <= RELATIVE_WIDTH * upper);
    const isAtEnd = step === maxStep && trial.value <= allowed &&
      trial.slope <= gradientTest;
    const isWolfe = trial.value <= allowed &&
      Math.abs(trial.slope) <= -CURVATURE * origin.slope;
    if (isRounding || isAtEnd || isWolfe) return { ...trial, converged: true };
    if (evaluation >= maxEvaluations) return { ...trial, converged: false };

    // Until a step with enough decrease and a rising slope was seen, the
    // interval is updated by phi(t) - t gradientTest where phi itself fell.
    const isModified = !decreaseSeen && trial.value <= best.value &&
      trial.value > allowed;
    const tilt = isModified ? gradientTest : 0;
    const next = nextInterval(
      tilted(best, tilt),
      tilted(other, tilt),
      tilted(trial, tilt),
      bracketed,
      lower,
      upper,
    );
    best = tilted(next.best, -tilt);
    other = tilted(next.other, -tilt);
    bracketed = next.bracketed;
    step = next.step;

    if (bracketed) {
      const span = Math.abs(other.step - best.step);
      if (span >= 0.66 * olderWidth) {
        step = best.step + 0.5 * (other.step - best.step);
      }
      olderWidth = width;
      width = span;
      lower = Math.min(best.step, other.step);
      upper = Math.max(best.step, other.step);
    } else {
      lower = step + 1.1 * (step - best.step);
      upper = step + 4 * (step - best.step);
    }
    step = Math.min(Math.max(step, 0), maxStep);
    const isStuck = bracketed &&
      (step <= lower || step >= upper ||
        upper - lower <= RELATIVE_WIDTH * upper);
    if (isStuck) step = best.step;
  }
}

function tilted(p: StepPoint, tilt: number): StepPoint {
  if (tilt === 0) return p;
  return {
    step: p.step,
    value: p.value - p.step * tilt,
    slope: p.slope - tilt,
  };
}

interface Interval {
  readonly best: StepPoint;
  readonly other: StepPoint;
  readonly bracketed: boolean;
  readonly step: number;
}

/** One update of the interval of uncertainty and the next step (`dcstep`). */
function nextInterval(
  best: StepPoint,
  other: StepPoint,
  trial: StepPoint,
  bracketed: boolean,
  lower: number,
  upper: number,
): Interval {
  const slopesDiffer = trial.slope * Math.sign(best.slope) < 0;
  const isHigher = trial.value > best.value;
  const secant = trial.step +
    trial.slope / (trial.slope - best.slope) * (best.step - trial.step);
  const closer = (a: number, b: number, to: number) =>
    Math.abs(a - to) < Math.abs(b - to) ? a : b;
  let step: number;

  if (isHigher) {
    const cubic = cubicMinimum(best, trial);
    const chord = (best.value - trial.value) / (trial.step - best.step);
    const quadratic = best.step +
      best.slope / (chord + best.slope) / 2 * (trial.step - best.step);
    step = Math.abs(cubic - best.step) < Math.abs(quadratic - best.step)
      ? cubic
      : cubic + (quadratic - cubic) / 2;
    bracketed = true;
  } else if (slopesDiffer) {
    const cubic = cubicMinimum(trial, best);
    step = closer(secant, cubic, trial.step) === secant ? cubic : secant;
    bracketed = true;
  } else if (Math.abs(trial.slope) < Math.abs(best.slope)) {
    const cubic = extrapolatedMinimum(best, trial, lower, upper);
    if (bracketed) {
      step = closer(cubic, secant, trial.step);
      const limit = trial.step + 0.66 * (other.step - trial.step);
      step = trial.step > best.step
        ? Math.min(limit, step)
        : Math.max(limit, step);
    } else {
      const farther = closer(secant, cubic, trial.step) === secant
        ? cubic
        : secant;
      step = Math.max(lower, Math.min(upper, farther));
    }
  } else if (bracketed) {
    step = cubicMinimum(trial, other);
  } else {
    step = trial.step > best.step ? upper : lower;
  }

  if (isHigher) return { best, other: trial, bracketed, step };
  return {
    best: trial,
    other: slopesDiffer ? best : other,
    bracketed,
    step,
  };
}

/** Minimiser of the cubic through two points, seen from `a`. */
function cubicMinimum(a: StepPoint, b: StepPoint): number {
  const { theta, gamma } = cubicTerms(a, b);
  const p = gamma - a.slope + theta;
  const q = gamma - a.slope + gamma + b.slope;
  return a.step + p / q * (b.step - a.step);
}

/** The same where both slopes have one sign: beyond `trial`, or an end of the range. */
function extrapolatedMinimum(
  best: StepPoint,
  trial: StepPoint,
  lower: number,
  upper: number,
): number {
  const { theta, gamma } = cubicTerms(trial, best);
  const p = gamma - trial.slope + theta;
  const q = gamma + (best.slope - trial.slope) + gamma;
  const r = p / q;
  if (r < 0 && gamma !== 0) {
    return trial.step + r * (best.step - trial.step);
  }
  return trial.step > best.step ? upper : lower;
}

function cubicTerms(
  a: StepPoint,
  b: StepPoint,
): { theta: number; gamma: number } {
  const theta = 3 * (a.value - b.value) / (b.step - a.step) + a.slope +
    b.slope;
  const s = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const root = (theta / s) ** 2 - a.slope / s * (b.slope / s);
  const gamma = s * Math.sqrt(Math.max(0, root));
  return { theta, gamma: b.step < a.step ? -gamma : gamma };
}
