/**
 * Weights of the best trials by several objectives in Optuna 4.x.
 *
 * Source: optuna 4.9.0 (`_tpe/sampler.py`, `_calculate_weights_below_for_multi_objective`).
 *
 * @module
 */
import { completeValues } from "../history.ts";
import { toLosses } from "../pareto/dominance.ts";
import { hypervolumeContributions } from "../pareto/hypervolume.ts";
import type { Direction, TrialRecord } from "../types.ts";
import { referencePoint } from "./optuna_split.ts";

/** Weight of a trial that adds nothing. */
const LEAST = 1e-12;

/**
 * What each trial of the Pareto set adds to the set's hypervolume, as a share of the
 * largest such amount; 1 for all where an amount is infinite or there is one trial
 * only. Pruned trials, on which Optuna 4.x stops with an error, add nothing.
 *
 * @returns Shape (trials)
 */
export function volumeWeights(
  trials: readonly TrialRecord[],
  directions: readonly Direction[],
): number[] {
  const complete = trials.flatMap((trial, place) => {
    const values = completeValues(trial);
    return values ? [{ place, losses: toLosses(values, directions) }] : [];
  });
  if (complete.length <= 1) return trials.map(() => 1);
  const losses = complete.map(({ losses }) => losses);
  const added = hypervolumeContributions(losses, referencePoint(losses));
  if (!added.every(Number.isFinite)) return trials.map(() => 1);
  const largest = Math.max(...added, LEAST);
  const weights = trials.map(() => LEAST);
  complete.forEach(({ place }, i) => {
    weights[place] = Math.max(added[i] / largest, LEAST);
  });
  return weights;
}
