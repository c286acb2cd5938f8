/**
 * Bayesian signed-rank test with a region of practical equivalence.
 *
 * Notation
 *   z     the pseudo-observation 0, then the n differences
 *   w     weights of one draw from Dirichlet(s, 1, ..., 1), shape (n + 1)
 *   left  sum of w_i w_j over all i, j with (z_i + z_j) / 2 < -rope; right likewise
 *   rope  half width of the region in which a difference does not matter
 *
 * Source: Benavoli et al. 2014, "A Bayesian Wilcoxon Signed-Rank Test Based on
 * the Dirichlet Process"; Benavoli et al. 2017, "Time for a Change".
 *
 * @module
 */
import { drawDirichlet } from "./random_draws.ts";
import type { RandomStream } from "./types.ts";

/** Result of {@linkcode bayesianSignedRank}; "left": below -rope, "right": above. */
export interface SignedRankPosterior {
  /** Mean probability of the left. */
  readonly meanLeft: number;
  /** Mean probability of the region. */
  readonly meanRope: number;
  /** Mean probability of the right. */
  readonly meanRight: number;
  /** Share of draws in which the left is the most probable. */
  readonly pLeft: number;
  /** Share of draws in which the region is the most probable. */
  readonly pRope: number;
  /** Share of draws in which the right is the most probable. */
  readonly pRight: number;
}

/** Region of practical equivalence of a BCA. */
export const DEFAULT_ROPE = 0.01;
/** Strength of the pseudo-observation; to be stated beside the result. */
export const PRIOR_STRENGTH = 0.5;
/** Draws of the posterior. */
export const POSTERIOR_DRAWS = 50_000;

/** Draws of Dirichlet(strength, 1, ..., 1) over n differences. */
export function* posteriorWeights(
  n: number,
  stream: RandomStream,
  draws: number = POSTERIOR_DRAWS,
  strength: number = PRIOR_STRENGTH,
): Generator<number[]> {
  const shapes = [strength, ...new Array<number>(n).fill(1)];
  for (let i = 0; i < draws; i++) yield drawDirichlet(shapes, stream);
}

/**
 * Posterior of a difference lying left of, in, or right of the region.
 *
 * @param differences One for each pair
 * @param rope Half width of the region, at least 0
 * @param weights Draws of the weights, each of shape (n + 1)
 */
export function bayesianSignedRank(
  differences: readonly number[],
  rope: number,
  weights: Iterable<readonly number[]>,
): SignedRankPosterior {
  const z = [0, ...differences];
  const order = z.map((_, i) => i).sort((i, j) => z[i] - z[j]);
  const sorted = order.map((i) => z[i]);
  // Of those in order, how many make a sum with each that lies to the left, and
  // from where on sums lie to the right: a draw then costs n steps and not n^2.
  const leftUntil = sorted.map((x) =>
    sorted.filter((y) => x + y < -2 * rope).length
  );
  const rightFrom = sorted.map((x) =>
    sorted.filter((y) => x + y <= 2 * rope).length
  );
  const upTo = new Float64Array(z.length + 1); // sums of the first weights in order
  const totals = [0, 0, 0];
  const wins = [0, 0, 0];
  let draws = 0;
  for (const w of weights) {
    for (let i = 0; i < z.length; i++) upTo[i + 1] = upTo[i] + w[order[i]];
    let left = 0;
    let right = 0;
    for (let i = 0; i < z.length; i++) {
      left += w[order[i]] * upTo[leftUntil[i]];
      right += w[order[i]] * (upTo[z.length] - upTo[rightFrom[i]]);
    }
    const parts = [left, 1 - left - right, right];
    parts.forEach((part, i) => totals[i] += part);
    wins[parts.indexOf(Math.max(...parts))]++;
    draws++;
  }
  return {
    meanLeft: totals[0] / draws,
    meanRope: totals[1] / draws,
    meanRight: totals[2] / draws,
    pLeft: wins[0] / draws,
    pRope: wins[1] / draws,
    pRight: wins[2] / draws,
  };
}
