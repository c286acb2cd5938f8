/**
 * One suggestion of Hyperopt: a random point, or the best of 24 candidates by
 * the tree-structured Parzen estimator.
 *
 * Notation:
 * - a point: one number for each prior, a categorical one as its index
 * - n, trials counted; below, the best ceil(0.25 sqrt(n)) of them, at most 25;
 *   above, the others; both oldest first
 * - score of a candidate: log density under below minus log density under above
 *
 * Source: Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization";
 * hyperopt 0.3.0 (`tpe.py`, `rand.py`, `pyll/stochastic.py`).
 *
 * @module
 */
import { argmax } from "../numeric/argmax.ts";
import { argsort, type TieOrder } from "../numeric/argsort.ts";
import { exp, log, roundHalfEven } from "../numeric/math.ts";
import type { Pcg64 } from "../numeric/pcg64.ts";
import { pairwiseSum } from "../numeric/sums.ts";
import { forgettingWeights } from "./forgetting_weights.ts";
import {
  drawTruncated,
  logDensity,
  logDensityOfExp,
  logMass,
} from "./hyperopt_mixture.ts";
import { adaptiveParzen } from "./hyperopt_parzen.ts";

/**
 * Prior of one parameter, named as `hyperopt.hp` names it. For "loguniform"
 * `low` and `high` are logarithms; `q` is the step to which draws are rounded.
 */
export type Prior =
  | {
    readonly kind: "uniform" | "loguniform";
    readonly low: number;
    readonly high: number;
  }
  | {
    readonly kind: "quniform";
    readonly low: number;
    readonly high: number;
    readonly q: number;
  }
  | { readonly kind: "choice"; readonly size: number };

/** A trial as the estimator sees it. */
export interface Observation {
  /** One number for each prior. */
  readonly point: readonly number[];
  /** Value to be minimised; Infinity for a trial without one. */
  readonly loss: number;
}

const GAMMA = 0.25;
const MOST_BELOW = 25;
const CANDIDATES = 24;
const PRIOR_WEIGHT = 1;

/**
 * Splits trials into the best few and the others.
 *
 * @param losses Losses, oldest first, no NaN
 * @param ties Order of equal losses, which decides who is below
 * @returns Indices of both groups, ascending
 */
export function splitByLoss(
  losses: readonly number[],
  ties: TieOrder,
): { below: number[]; above: number[] } {
  const count = Math.min(
    Math.ceil(GAMMA * Math.sqrt(losses.length)),
    MOST_BELOW,
  );
  const order = Array.from(argsort(losses, ties));
  const ascending = (a: number, b: number) => a - b;
  return {
    below: order.slice(0, count).sort(ascending),
    above: order.slice(count).sort(ascending),
  };
}

/**
 * A random point.
 *
 * @param priors In order of their sorted names; drawn from the last to the
 * first, as the library's evaluator does
 */
export function randomPoint(priors: readonly Prior[], rng: Pcg64): number[] {
  const point = new Array<number>(priors.length);
  for (let i = priors.length - 1; i >= 0; i--) {
    point[i] = drawPrior(priors[i], rng);
  }
  return point;
}

/**
 * The point that the estimator proposes after `history`.
 *
 * @param priors In order of their sorted names
 * @param history Counted trials, oldest first
 */
export function modelPoint(
  priors: readonly Prior[],
  history: readonly Observation[],
  ties: TieOrder,
  rng: Pcg64,
): number[] {
  const { below, above } = splitByLoss(history.map((t) => t.loss), ties);
  const point = new Array<number>(priors.length);
  for (let i = priors.length - 1; i >= 0; i--) {
    const good = below.map((t) => history[t].point[i]);
    const bad = above.map((t) => history[t].point[i]);
    point[i] = bestCandidate(priors[i], good, bad, ties, rng);
  }
  return point;
}

/** Probabilities of `size` categories after `observations`, oldest first. */
export function categoryProbabilities(
  observations: readonly number[],
  size: number,
): number[] {
  const counts: number[] = new Array(size).fill(0);
  const weights = forgettingWeights(observations.length);
  observations.forEach((category, i) => counts[category] += weights[i]);
  const smoothed = counts.map((count) => count + PRIOR_WEIGHT);
  const total = pairwiseSum(smoothed);
  return smoothed.map((count) => count / total);
}

function drawPrior(prior: Prior, rng: Pcg64): number {
  if (prior.kind === "choice") return rng.integers(prior.size);
  return fromAxis(prior, rng.uniform(prior.low, prior.high));
}

/** Value of a parameter from a draw on its (perhaps logarithmic) axis. */
function fromAxis(
  prior: Exclude<Prior, { kind: "choice" }>,
  draw: number,
): number {
  switch (prior.kind) {
    case "uniform":
      return draw;
    case "loguniform":
      return exp(draw);
    case "quniform":
      return roundHalfEven(draw / prior.q) * prior.q;
  }
}

/** Position of an observed value on the parameter's axis. */
function toAxis(
  prior: Exclude<Prior, { kind: "choice" }>,
  value: number,
): number {
  return prior.kind === "loguniform" ? log(value) : value;
}

function bestCandidate(
  prior: Prior,
  below: readonly number[],
  above: readonly number[],
  ties: TieOrder,
  rng: Pcg64,
): number {
  if (prior.kind === "choice") {
    const good = categoryProbabilities(below, prior.size);
    const bad = categoryProbabilities(above, prior.size);
    const candidates = Array.from(
      { length: CANDIDATES },
      () => rng.category(good),
    );
    return candidates[
      argmax(candidates.map((c) => log(good[c]) - log(bad[c])))
    ];
  }
  const { low, high } = prior;
  const mixture = (values: readonly number[]) =>
    adaptiveParzen(
      values.map((value) => toAxis(prior, value)),
      0.5 * (high + low),
      high - low,
      ties,
    );
  const good = mixture(below);
  const bad = mixture(above);
  const candidates = drawTruncated(good, low, high, CANDIDATES, rng)
    .map((draw) => fromAxis(prior, draw));
  const score = (under: typeof good): number[] => {
    switch (prior.kind) {
      case "uniform":
        return logDensity(candidates, under, low, high);
      case "loguniform":
        return logDensityOfExp(candidates, under);
      case "quniform":
        return logMass(candidates, under, low, high, prior.q);
    }
  };
  const underBad = score(bad);
  return candidates[argmax(score(good).map((value, i) => value - underBad[i]))];
}
