/**
 * How a learner that predicts as time passes is scored.
 *
 * Source: Liu et al. 2021, "Winning solutions and post-challenge analyses of the
 * ChaLearn AutoDL challenge 2019", IEEE TPAMI 43(9), section 2.3
 *
 * @module
 */
import { midranks } from "../stats/midranks.ts";

/** Seconds after which the transformed time has grown by log 2. */
const T0_S = 60;

/** A prediction's score and when it was there. */
export interface Scored {
  /** Seconds since the start. */
  readonly seconds: number;
  /** Score. */
  readonly score: number;
}

/**
 * Area under the learning curve: the integral over transformed time of the score
 * of the last prediction, 0 before the first,
 *
 *     t' = log(1 + t / 60) / log(1 + T / 60)
 *
 * @param predictions In order of time; those after `budget` do not count
 * @param budget T, in seconds
 */
export function areaUnderCurve(
  predictions: readonly Scored[],
  budget: number,
): number {
  const transformed = (t: number) =>
    Math.log(1 + t / T0_S) / Math.log(1 + budget / T0_S);
  const inTime = predictions.filter(({ seconds }) => seconds <= budget);
  return inTime.reduce((area, { seconds, score }, i) => {
    const end = inTime[i + 1]?.seconds ?? budget;
    return area + score * (transformed(end) - transformed(seconds));
  }, 0);
}

/** Score of the last prediction within so many seconds, or `null` before the first. */
export function scoreAt(
  predictions: readonly Scored[],
  seconds: number,
): number | null {
  return predictions.findLast((prediction) => prediction.seconds <= seconds)
    ?.score ?? null;
}

/**
 * Normalised area under the ROC curve, 2 AUC - 1, each class against the rest,
 * mean over the classes that occur.
 *
 * @param scores [C] of each utterance, larger for likelier
 * @param labels True class of each
 */
export function normalisedAuc(
  scores: readonly ArrayLike<number>[],
  labels: readonly number[],
): number {
  const classes = [...new Set(labels)];
  const areas = classes.map((c) => {
    const ranks = midranks(scores.map((row) => row[c]));
    const own = labels.flatMap((label, i) => label === c ? [ranks[i]] : []);
    const [n, rest] = [own.length, labels.length - own.length];
    const sum = own.reduce((sum, rank) => sum + rank, 0);
    return (sum - n * (n + 1) / 2) / (n * rest);
  });
  return 2 * areas.reduce((sum, area) => sum + area, 0) / areas.length - 1;
}
