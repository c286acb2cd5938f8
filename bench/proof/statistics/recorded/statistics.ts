/**
 * Every statistic that recorded files know, computed from a file's inputs.
 *
 * @module
 */
import * as v from "valibot";
import * as stats from "../../../stats/mod.ts";
import { direction, flags, level, matrix, maybe, numbers } from "./inputs.ts";

/** Computes a statistic from the inputs of a recorded case. */
export type Recompute = (inputs: unknown) => object;

/** Joins the form of the inputs with the call. */
function of<Entries extends v.ObjectEntries>(
  entries: Entries,
  compute: (
    inputs: v.InferOutput<v.ObjectSchema<Entries, undefined>>,
  ) => object,
): Recompute {
  const schema = v.object(entries);
  return (inputs) => compute(v.parse(schema, inputs));
}

const SAMPLE_STATISTICS = {
  mean: stats.sampleMean,
  median: stats.sampleMedian,
};

/** How each statistic is computed, by its name in the files. */
export const STATISTICS: ReadonlyMap<string, Recompute> = new Map(
  Object.entries({
    classification: of(
      { truth: numbers, predicted: numbers, classes: v.number() },
      (i) => stats.classification(i.truth, i.predicted, i.classes),
    ),
    describe: of(
      { values: numbers, level },
      (i) => stats.describe(i.values, i.level),
    ),
    quantile: of(
      { values: numbers, p: numbers },
      (i) => ({ q: stats.quantiles(i.values, i.p) }),
    ),
    bootstrap_ci: of(
      {
        values: numbers,
        statistic: v.picklist(["mean", "median"]),
        level,
        resamples: matrix,
      },
      (i) =>
        stats.bootstrapCi(
          i.values,
          SAMPLE_STATISTICS[i.statistic],
          stats.recordedResamples(i.resamples),
          i.level,
        ),
    ),
    wilson_interval: of(
      { successes: v.number(), trials: v.number(), level },
      (i) => stats.wilsonInterval(i.successes, i.trials, i.level),
    ),
    clopper_pearson: of(
      { successes: v.number(), trials: v.number(), level },
      (i) => stats.clopperPearson(i.successes, i.trials, i.level),
    ),
    wilcoxon_signed_rank: of(
      { differences: numbers },
      (i) => stats.wilcoxonSignedRank(i.differences),
    ),
    paired_mean_difference: of(
      { a: numbers, b: numbers, level },
      (i) => stats.pairedMeanDifference(i.a, i.b, i.level),
    ),
    hodges_lehmann: of(
      { differences: numbers, level },
      (i) => stats.hodgesLehmann(i.differences, i.level),
    ),
    vargha_delaney_a12: of(
      { a: numbers, b: numbers },
      (i) => ({ a12: stats.varghaDelaneyA12(i.a, i.b) }),
    ),
    probability_of_improvement: of(
      { a: numbers, b: numbers, gamma: v.number(), level, resamples: matrix },
      (i) =>
        stats.probabilityOfImprovement(
          i.a,
          i.b,
          stats.recordedResamples(i.resamples),
          i.gamma,
          i.level,
        ),
    ),
    noether_sample_size: of(
      { gamma: v.number(), alpha: v.number(), beta: v.number() },
      (i) => stats.noetherSampleSize(i.gamma, i.alpha, i.beta),
    ),
    adjust_p: of(
      { p: v.array(maybe), method: v.picklist(["holm", "bonferroni"]) },
      (i) => ({ adjusted: stats.adjustP(i.p, i.method) }),
    ),
    corrected_resampled_t: of(
      {
        differences: numbers,
        n_test: v.number(),
        n_train: v.number(),
        level,
      },
      (i) =>
        stats.correctedResampledT(i.differences, i.n_test, i.n_train, i.level),
    ),
    bayesian_signed_rank: of(
      { differences: numbers, rope: v.number(), weights: matrix },
      (i) => stats.bayesianSignedRank(i.differences, i.rope, i.weights),
    ),
    mcnemar_exact: of(
      { a_only: v.number(), b_only: v.number(), n: v.number() },
      (i) => stats.mcnemarExact(i.a_only, i.b_only, i.n),
    ),
    friedman: of(
      { scores: matrix, direction },
      (i) => stats.friedman(i.scores, i.direction),
    ),
    nemenyi_critical_difference: of(
      { k: v.number(), n: v.number(), alpha: v.number() },
      (i) => stats.nemenyiCriticalDifference(i.k, i.n, i.alpha),
    ),
    spearman: of({ x: numbers, y: numbers }, (i) => stats.spearman(i.x, i.y)),
    kendall_tau_b: of(
      { x: numbers, y: numbers },
      (i) => stats.kendallTauB(i.x, i.y),
    ),
    cohens_kappa: of({ matrix }, (i) => stats.cohensKappa(i.matrix)),
    incumbents: of(
      {
        values: v.array(maybe),
        states: v.array(
          v.picklist(["complete", "pruned", "failed", "diverged"]),
        ),
        costs: numbers,
        direction,
        floor: maybe,
        budget: v.number(),
      },
      (i) =>
        stats.incumbents(
          i.values.map((value, trial) => ({
            value,
            state: i.states[trial],
            cost: i.costs[trial],
          })),
          i.direction,
          i.floor,
          i.budget,
        ),
    ),
    expected_best_of_k: of(
      { values: numbers, k: numbers, direction },
      (i) => stats.expectedBestOfK(i.values, i.k, i.direction),
    ),
    kaplan_meier: of(
      { times: numbers, reached: flags, tau: v.number(), level },
      (i) => stats.kaplanMeier(i.times, i.reached, i.tau, i.level),
    ),
    logrank: of(
      {
        times: numbers,
        reached: flags,
        group: v.array(v.picklist([0, 1])),
      },
      (i) => stats.logrank(i.times, i.reached, i.group),
    ),
    ert: of(
      { spent: numbers, reached: flags },
      (i) => stats.ert(i.spent, i.reached),
    ),
    variance_components_oneway: of(
      { groups: matrix },
      (i) => stats.varianceComponentsOneway(i.groups),
    ),
    variance_components_crossed: of(
      { values: v.array(v.array(matrix)) },
      (i) => stats.varianceComponentsCrossed(i.values),
    ),
    power_paired_t: of(
      {
        effect: v.number(),
        alpha: v.number(),
        power: v.number(),
        n: numbers,
      },
      (i) => stats.powerPairedT(i.effect, i.alpha, i.power, i.n),
    ),
    power_signed_rank: of(
      { effect: v.number(), alpha: v.number(), power: v.number() },
      (i) => stats.powerSignedRank(i.effect, i.alpha, i.power),
    ),
  }),
);
