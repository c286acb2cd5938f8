import {
  DEFAULT_ROPE,
  POSTERIOR_DRAWS,
  PRIOR_STRENGTH,
} from "../stats/bayesian_signed_rank.ts";
import { noetherSampleSize, powerSignedRank } from "../stats/sample_size.ts";
import { ROUNDING } from "../stats/sums.ts";
import { MEANINGFUL } from "../stats/superiority.ts";
import type { Comparison } from "./comparison.ts";
import { type Column, COUNT, SHARE } from "./table.ts";

/** Level of every two-sided test. */
const ALPHA = 0.05;
/** Share of studies that shall find an effect. */
const POWER = 0.8;

/** What is paired and what the intervals are over, for a table's description. */
export const PAIRS_COMPARED: string =
  "The replicate is a pair of studies with the same master seeds, both with a complete trial; differences are the BCA of A's incumbent minus that of B's, and every interval and test is over pairs. Below 3 pairs there are no intervals and no verdicts. In a crossed plan pairs share seeds: intervals are then too narrow and p too small";

/**
 * What a comparison found.
 *
 * @param together The comparisons that Holm's adjustment is over
 */
export function comparisonColumns(together: string): Column<Comparison>[] {
  return [
    {
      name: "n_pairs",
      type: "integer",
      description: "pairs of studies",
      constraints: COUNT,
      value: (row) => row.differences.n,
    },
    {
      name: "n_unpaired",
      type: "integer",
      description:
        "triples of master seeds left out because at least one of the two has no complete trial",
      constraints: COUNT,
      value: (row) => row.unpaired,
    },
    {
      name: "difference",
      type: "number",
      description: "mean difference",
      value: (row) => row.differences.mean,
    },
    {
      name: "difference_low",
      type: "number",
      description: "lower end of the 95 % interval of that mean",
      value: (row) => row.interval.low,
    },
    {
      name: "difference_high",
      type: "number",
      description: "upper end of that interval",
      value: (row) => row.interval.high,
    },
    {
      name: "interval",
      type: "string",
      description:
        "how that interval was made: student_t below 10 pairs, expanded_bca (bootstrap) from there; empty below 3 and where all differences are equal",
      value: (row) => row.interval.method,
    },
    {
      name: "difference_sd",
      type: "number",
      description: "standard deviation (n - 1) of the differences",
      constraints: COUNT,
      value: (row) => row.differences.sd,
    },
    {
      name: "p",
      type: "number",
      description:
        "two-sided p of the exact Wilcoxon signed-rank test (ties by midranks, zeros after Pratt)",
      constraints: SHARE,
      value: (row) => row.test.p,
    },
    {
      name: "p_min",
      type: "number",
      description:
        "smallest p attainable with this number of pairs; if it is above 0.05, no difference can be significant",
      constraints: SHARE,
      value: (row) => row.test.pMin,
    },
    {
      name: "p_holm",
      type: "number",
      description: `p after Holm's adjustment over ${together}`,
      constraints: SHARE,
      value: (row) => row.holm,
    },
    {
      name: "a12",
      type: "number",
      description:
        "Vargha and Delaney's A12: share of all unpaired comparisons that A wins, ties half",
      constraints: SHARE,
      value: (row) => row.a12,
    },
    {
      name: "p_a_better",
      type: "number",
      description: "P(A > B): share of pairs that A wins, ties half",
      constraints: SHARE,
      value: (row) => row.better.p,
    },
    {
      name: "p_a_better_low",
      type: "number",
      description:
        "lower end of its 95 % percentile bootstrap interval; empty below 3 pairs",
      constraints: SHARE,
      value: (row) => row.better.low,
    },
    {
      name: "p_a_better_high",
      type: "number",
      description: "upper end of that interval",
      constraints: SHARE,
      value: (row) => row.better.high,
    },
    {
      name: "wilson_low",
      type: "number",
      description:
        "lower end of Wilson's 95 % interval of P(A > B); empty below 2 pairs",
      constraints: SHARE,
      value: (row) => row.better.wilson.low,
    },
    {
      name: "wilson_high",
      type: "number",
      description: "upper end of that interval",
      constraints: SHARE,
      value: (row) => row.better.wilson.high,
    },
    {
      name: "collapsed_interval",
      type: "boolean",
      description:
        "true where all pairs agree: the percentile interval is then a single point and overstates the evidence, as do the verdicts; use Wilson's interval instead",
      value: (row) => row.better.collapsed,
    },
    {
      name: "verdict_a",
      type: "string",
      description:
        `whether A is better, by the percentile interval of P(A > B) (Bouthillier et al. 2021): not_significant where it reaches down to 0.5, else significant_not_meaningful where it ends at or below ${MEANINGFUL}, else significant_and_meaningful; empty below 3 pairs`,
      value: (row) => row.better.verdict,
    },
    {
      name: "verdict_b",
      type: "string",
      description: "whether B is better, by P(B > A) in the same words",
      value: (row) => row.worse.verdict,
    },
    ...([
      ["a_better", "pRight", "A is better by more than"],
      ["equivalent", "pRope", "they differ by at most"],
      ["b_better", "pLeft", "B is better by more than"],
    ] as const).map(([name, part, what]): Column<Comparison> => ({
      name: `posterior_${name}`,
      type: "number",
      description:
        `Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength ${PRIOR_STRENGTH} at 0, ${POSTERIOR_DRAWS} draws): posterior probability that the most probable of three outcomes is that ${what} ${DEFAULT_ROPE} BCA; empty without pairs`,
      constraints: SHARE,
      value: (row) => row.posterior?.[part] ?? null,
    })),
    {
      name: "corrected_p",
      type: "number",
      description:
        "two-sided p of the corrected resampled t test (Nadeau and Bengio 2003), which allows for training parts that overlap; only under paper and stratified, where each pair has its own random partition: under nested, speakers are not drawn but tested in turn",
      constraints: SHARE,
      value: (row) => row.corrected?.p ?? null,
    },
    {
      name: "corrected_low",
      type: "number",
      description: "lower end of its 95 % interval of the mean difference",
      value: (row) => row.corrected?.low ?? null,
    },
    {
      name: "corrected_high",
      type: "number",
      description: "upper end of that interval",
      value: (row) => row.corrected?.high ?? null,
    },
    {
      name: "n_meaningful",
      type: "integer",
      description:
        `pairs at which a rank-sum test finds P(A > B) = ${MEANINGFUL} (Noether 1987, errors of 5 % each)`,
      constraints: COUNT,
      value: () => noetherSampleSize(MEANINGFUL, ALPHA, ALPHA).n,
    },
    {
      name: "n_for_power",
      type: "integer",
      description:
        "pairs needed for 80 % power of the signed-rank test at the observed mean difference (normal differences); a restatement of p, not a plan for a new study; empty where the difference or its deviation is 0",
      constraints: COUNT,
      value: ({ differences: { mean, sd } }) =>
        mean === null || !sd || Math.abs(mean) < ROUNDING
          ? null
          : powerSignedRank(mean / sd, ALPHA, POWER).n,
    },
  ];
}
