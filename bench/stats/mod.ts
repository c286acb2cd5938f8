/**
 * Statistics of repeats: samples in, estimates out. Knows nothing of files,
 * speech or tables.
 *
 * Conventions: `null` means not computable and is never 0; `level` is a
 * two-sided confidence level; quantiles are type 7; ties get midranks;
 * differences below 1e-12 are rounding. Random streams are handed in.
 *
 * @example Five seeds cannot be significant, however large the difference
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { wilcoxonSignedRank } from "./mod.ts";
 *
 * const { p, pMin } = wilcoxonSignedRank([0.02, 0.05, 0.01, 0.03, 0.04]);
 * assertEquals(p, 0.0625);
 * assertEquals(pMin, 0.0625);
 * ```
 *
 * @module
 */
export * from "./adjust_p.ts";
export * from "./agreement.ts";
export * from "./bayesian_signed_rank.ts";
export * from "./bootstrap.ts";
export * from "./classification.ts";
export * from "./corrected_resampled_t.ts";
export * from "./correlation.ts";
export * from "./crossed_mean.ts";
export * from "./describe.ts";
export * from "./ert.ts";
export * from "./expected_best_of_k.ts";
export * from "./friedman.ts";
export * from "./hodges_lehmann.ts";
export * from "./incumbents.ts";
export * from "./logrank.ts";
export * from "./mean_interval.ts";
export * from "./paired.ts";
export * from "./proportions.ts";
export * from "./quantile.ts";
export * from "./ratio.ts";
export * from "./sample_size.ts";
export {
  kaplanMeier,
  restrictedMeanInterval,
  type SurvivalCurve,
} from "./survival.ts";
export * from "./self_comparison.ts";
export * from "./superiority.ts";
export * from "./two_way.ts";
export * from "./types.ts";
export {
  type BySource,
  type CrossedComponents,
  type CrossedDesign,
  type CrossedValues,
  type MeanSquares,
  type Source,
  SOURCES,
  varianceComponentsCrossed,
} from "./variance_crossed.ts";
export * from "./variance_intervals.ts";
export * from "./variance_oneway.ts";
export { type SignedRankTest, wilcoxonSignedRank } from "./wilcoxon.ts";
