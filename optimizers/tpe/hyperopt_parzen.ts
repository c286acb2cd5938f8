/**
 * Hyperopt's adaptive Parzen estimator.
 *
 * Notation:
 * - m, number of observations; the mixture has m + 1 components, one of them
 *   the prior
 * - `mus`, centres in ascending order, the prior in its sorted place
 * - `sigmas`, widths; `weights`, summing to 1; all of shape (m + 1)
 *
 * Source: Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization";
 * rules as in hyperopt 0.3.0 (`tpe.py`, `adaptive_parzen_normal` and
 * `linear_forgetting_weights`), prior weight 1.
 *
 * @module
 */
import { argsort, type TieOrder } from "../numeric/argsort.ts";
import { pairwiseSum } from "../numeric/sums.ts";
import { forgettingWeights } from "./forgetting_weights.ts";

/** Mixture of normals on a line, components in ascending order of centre. */
export interface Mixture {
  /** Component weights, summing to 1. */
  readonly weights: readonly number[];
  /** Component centres, ascending. */
  readonly mus: readonly number[];
  /** Component standard deviations. */
  readonly sigmas: readonly number[];
}

/**
 * Mixture around the observations and a broad prior.
 *
 * @param observations Oldest first, shape (m)
 * @param priorMu Centre of the range
 * @param priorSigma Width of the range; upper bound of every width
 * @param ties Order of equal observations in the sort
 */
export function adaptiveParzen(
  observations: readonly number[],
  priorMu: number,
  priorSigma: number,
  ties: TieOrder,
): Mixture {
  const m = observations.length;
  const order = argsort(observations, ties);
  const mus = Array.from(order, (i) => observations[i]);
  const prior = priorPlace(mus, priorMu);
  mus.splice(prior, 0, priorMu);

  const narrowest = priorSigma / Math.min(100, 1 + mus.length);
  const sigmas = neighbourDistances(mus, priorSigma).map((sigma) =>
    Math.min(Math.max(sigma, narrowest), priorSigma)
  );
  sigmas[prior] = priorSigma;

  const age = forgettingWeights(m);
  const weights: number[] = Array.from(order, (i) => age[i]);
  weights.splice(prior, 0, 1);
  const total = pairwiseSum(weights);
  return { weights: weights.map((weight) => weight / total), mus, sigmas };
}

/**
 * Where the prior goes among sorted centres: before equal ones, except that a
 * single observation equal to the prior's centre comes first.
 */
function priorPlace(sorted: readonly number[], priorMu: number): number {
  if (sorted.length === 1) return priorMu < sorted[0] ? 0 : 1;
  const place = sorted.findIndex((mu) => mu >= priorMu);
  return place < 0 ? sorted.length : place;
}

/** Larger distance to a neighbour; at the ends the distance to the only one. */
function neighbourDistances(
  mus: readonly number[],
  priorSigma: number,
): number[] {
  // A single observation gets half the prior's width; the prior's own entry is
  // overwritten by the caller.
  if (mus.length <= 2) return mus.map(() => priorSigma * 0.5);
  return mus.map((mu, i) =>
    Math.max(
      i === 0 ? -Infinity : mu - mus[i - 1],
      i === mus.length - 1 ? -Infinity : mus[i + 1] - mu,
    )
  );
}
