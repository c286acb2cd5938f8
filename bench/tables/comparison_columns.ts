import {
  DEFAULT_ROPE,
  POSTERIOR_DRAWS,
  PRIOR_STRENGTH,
} from "../stats/bayesian_signed_rank.ts";
import { noetherSampleSize, powerSignedRank } from "../stats/sample_size.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { ROUNDING } from "../stats/sums.ts";
import { MEANINGFUL } from "../stats/superiority.ts";
import type { Comparison } from "./comparison.ts";
import { CUT_DIFFERENCE, DIFFERENCE } from "./cut.ts";
import { HOW_MADE } from "./unit_mean.ts";
import { BY_TEST_SPEAKER, LIKE_CORPORA } from "./units.ts";
import { COUNT, flag, integer, number, SHARE, text } from "./table.ts";

/** Level of every two-sided test. */
const ALPHA = 0.05;
/** Share of studies that shall find an effect. */
const POWER = 0.8;

/** What is paired and what the intervals are over, for a table's description. */
export const PAIRS_COMPARED: string =
  "The replicate is a pair of studies with the same master seeds, both with a complete trial; differences are the BCA of A's incumbent minus that of B's. Intervals and tests are over units: a pair, or all pairs of one test part where parts repeat, or, in a crossed plan, all pairs of one seed of the stream (search, train or split) over whose seeds the mean difference is least certain. Below 3 units there are no intervals, no p and no verdicts";

/** What a comparison found. */
export function comparisonColumns() {
  const posterior = (part: "pRight" | "pRope" | "pLeft", what: string) =>
    number<Comparison>(
      `for this corpus: Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength ${PRIOR_STRENGTH} at 0, ${POSTERIOR_DRAWS} draws): posterior probability that the most probable of three outcomes is that ${what} ${DEFAULT_ROPE} BCA; in a crossed plan the posterior of the mean difference under crossed_t; empty below 3 units`,
      (row) => row.posterior?.[part] ?? null,
      SHARE,
    );
  return {
    n_pairs: integer<Comparison>(
      "pairs of studies",
      (row) => row.pairs,
      COUNT,
    ),
    n_test_parts: integer<Comparison>(
      "different parts that these studies are scored on; empty where the record does not hold them",
      (row) => row.mean.testParts,
      COUNT,
    ),
    n_units: integer<Comparison>(
      "units that means, intervals and tests are over",
      (row) => row.differences.n,
      COUNT,
    ),
    n_unpaired: integer<Comparison>(
      "triples of master seeds left out because at least one of the two has no complete trial",
      (row) => row.unpaired,
      COUNT,
    ),
    difference: number<Comparison>(
      "mean difference",
      (row) => row.mean.mean,
      DIFFERENCE,
    ),
    difference_low: number<Comparison>(
      "lower end of the 95 % interval of that mean, for this corpus",
      (row) => row.mean.interval.low,
      DIFFERENCE,
    ),
    difference_high: number<Comparison>(
      "upper end of that interval",
      (row) => row.mean.interval.high,
      DIFFERENCE,
    ),
    interval: text<Comparison>(
      HOW_MADE,
      (row) => row.mean.interval.method,
    ),
    difference_sd: number<Comparison>(
      "standard deviation (n - 1) of the differences",
      (row) => row.differences.sd,
      COUNT,
    ),
    p: number<Comparison>(
      "two-sided p of the exact Wilcoxon signed-rank test (ties by midranks, zeros after Pratt), in a crossed plan of crossed_t; empty below 3 units",
      (row) => row.test.p,
      SHARE,
    ),
    p_min: number<Comparison>(
      "smallest p attainable with this number of units; if it is above 0.05, no difference can be significant; empty in a crossed plan",
      (row) => row.test.pMin,
      SHARE,
    ),
    p_holm: number<Comparison>(
      "p after Holm's adjustment over all rows of this table that have a p: they are read together",
      (row) => row.holm,
      SHARE,
    ),
    a12: number<Comparison>(
      "Vargha and Delaney's A12: share of all unpaired comparisons that A wins, ties half",
      (row) => row.a12,
      SHARE,
    ),
    p_a_better: number<Comparison>(
      "P(A > B): share of pairs that A wins, ties half",
      (row) => row.better.p,
      SHARE,
    ),
    p_a_better_low: number<Comparison>(
      "lower end of its 95 % percentile bootstrap interval; empty below 3 units and where all agree",
      (row) => row.better.low,
      SHARE,
    ),
    p_a_better_high: number<Comparison>(
      "upper end of that interval",
      (row) => row.better.high,
      SHARE,
    ),
    wilson_low: number<Comparison>(
      "lower end of Wilson's 95 % interval of P(A > B); empty below 3 units",
      (row) => row.better.wilson.low,
      SHARE,
    ),
    wilson_high: number<Comparison>(
      "upper end of that interval",
      (row) => row.better.wilson.high,
      SHARE,
    ),
    collapsed_interval: flag<Comparison>(
      "true where all units agree: the percentile interval would be a single point and is left out; the verdicts, which rest on it, overstate the evidence; use Wilson's interval instead",
      (row) => row.better.collapsed,
    ),
    verdict_a: text<Comparison>(
      `whether A is better, by the percentile interval of P(A > B) (Bouthillier et al. 2021): not_significant where it reaches down to 0.5, else significant_not_meaningful where it ends at or below ${MEANINGFUL}, else significant_and_meaningful; empty below 3 units`,
      (row) => row.better.verdict,
    ),
    verdict_b: text<Comparison>(
      "whether B is better, by P(B > A) in the same words",
      (row) => row.worse.verdict,
    ),
    posterior_a_better: posterior("pRight", "A is better by more than"),
    posterior_equivalent: posterior("pRope", "they differ by at most"),
    posterior_b_better: posterior("pLeft", "B is better by more than"),
    corrected_p: number<Comparison>(
      `two-sided p ${LIKE_CORPORA}`,
      (row) => row.mean.corrected.p,
      SHARE,
    ),
    corrected_low: number<Comparison>(
      `lower end of its 95 % interval of the mean difference, for corpora like it; ${CUT_DIFFERENCE}`,
      (row) => row.mean.corrected.low,
      DIFFERENCE,
    ),
    corrected_high: number<Comparison>(
      "upper end of that interval",
      (row) => row.mean.corrected.high,
      DIFFERENCE,
    ),
    speakers_low: number<Comparison>(
      `lower end of the 95 % interval of the mean difference ${BY_TEST_SPEAKER}; ${CUT_DIFFERENCE}`,
      (row) => row.mean.bySpeaker.low,
      DIFFERENCE,
    ),
    speakers_high: number<Comparison>(
      "upper end of that interval",
      (row) => row.mean.bySpeaker.high,
      DIFFERENCE,
    ),
    n_meaningful: integer<Comparison>(
      `pairs needed for a rank-sum test to detect P(A > B) = ${MEANINGFUL} (Noether 1987, both error rates 5 %)`,
      () => noetherSampleSize(MEANINGFUL, ALPHA, ALPHA).n,
      COUNT,
    ),
    n_for_power: integer<Comparison>(
      "pairs needed for 80 % power of the signed-rank test at the observed mean difference (normal differences); a restatement of p, not a plan for a new study; empty below 3 units and where the difference or its deviation is 0",
      ({ differences: { n, mean, sd } }) =>
        n < SMALLEST_N || mean === null || !sd || Math.abs(mean) < ROUNDING
          ? null
          : powerSignedRank(mean / sd, ALPHA, POWER).n,
      COUNT,
    ),
  };
}
