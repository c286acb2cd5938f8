import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { adjustP } from "../stats/adjust_p.ts";
import {
  bayesianSignedRank,
  DEFAULT_ROPE,
  posteriorWeights,
  PRIOR_STRENGTH,
  type SignedRankPosterior,
} from "../stats/bayesian_signed_rank.ts";
import { drawnResamples } from "../stats/bootstrap.ts";
import {
  correctedResampledT,
  type CorrectedT,
} from "../stats/corrected_resampled_t.ts";
import {
  type MeanInterval,
  meanInterval,
  TABLE_RESAMPLES,
} from "../stats/mean_interval.ts";
import { describe, type Description } from "../stats/describe.ts";
import { pairedDifferences } from "../stats/paired.ts";
import { noetherSampleSize, powerSignedRank } from "../stats/sample_size.ts";
import {
  type Improvement,
  MEANINGFUL,
  probabilityOfImprovement,
  varghaDelaneyA12,
} from "../stats/superiority.ts";
import { type SignedRankTest, wilcoxonSignedRank } from "../stats/wilcoxon.ts";
import type { Study } from "../plan.ts";
import {
  type Engine,
  type Field,
  fieldsOf,
  known,
  pairsOf,
} from "./engines.ts";
import type { RunData } from "./run_data.ts";
import { fieldColumns } from "./study_columns.ts";
import { type Column, COUNT, SHARE, type Table } from "./table.ts";

/** Level of every two-sided test. */
const ALPHA = 0.05;
/** Share of studies that shall find an effect. */
const POWER = 0.8;

/** Two engines on the same seeds. */
export interface PairRow {
  /** A study of A, for the setting. */
  readonly study: Study;
  /** Engine A. */
  readonly a: string;
  /** Engine B. */
  readonly b: string;
  /** Reported BCA of A minus B, over the pairs. */
  readonly differences: Description;
  /** Interval of their mean. */
  readonly interval: MeanInterval;
  /** Signed-rank test of the differences. */
  readonly test: SignedRankTest;
  /** Its p-value after Holm's adjustment over the pairs of the setting. */
  readonly holm: number | null;
  /** Vargha and Delaney's A12 of all studies that have an incumbent. */
  readonly a12: number | null;
  /** P(A > B) by seed. */
  readonly better: Improvement;
  /** P(B > A) by seed, for the verdict on B. */
  readonly worse: Improvement;
  /** Posterior of the difference; `null` without pairs. */
  readonly posterior: SignedRankPosterior | null;
  /** Corrected resampled t; `null` where the partition does not vary. */
  readonly corrected: CorrectedT | null;
}

/** Every pair of engines of a setting. */
export const PAIRWISE: Table<PairRow> = {
  name: "pairwise",
  description:
    "One row is a pair of engines on one corpus, protocol, encoder and recipe. The replicate is a pair of studies with the same master seeds, both with a complete trial; differences are the reported BCA of A's incumbent minus B's, and every interval and test is over pairs",
  key: ["corpus", "protocol", "encoder", "recipe", "a", "b"],
  columns: [
    ...fieldColumns<PairRow>((row) => row.study),
    {
      name: "a",
      type: "string",
      description: "engine A",
      value: (row) => row.a,
    },
    {
      name: "b",
      type: "string",
      description: "engine B, after A by name",
      value: (row) => row.b,
    },
    {
      name: "n_pairs",
      type: "integer",
      description: "pairs of studies",
      constraints: COUNT,
      value: (row) => row.differences.n,
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
        "smallest p that so many pairs can give: above 0.05 no difference can be shown",
      constraints: SHARE,
      value: (row) => row.test.pMin,
    },
    {
      name: "p_holm",
      type: "number",
      description:
        "p after Holm's adjustment over all pairs of engines of this corpus, protocol, encoder and recipe",
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
      description: "lower end of its 95 % percentile bootstrap interval",
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
      description: "lower end of Wilson's 95 % interval of P(A > B)",
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
        "true where one engine wins every pair: the percentile interval is then a point and says too much",
      value: (row) => row.better.collapsed,
    },
    {
      name: "verdict_a",
      type: "string",
      description:
        `whether A is better: not_significant, significant_not_meaningful or significant_and_meaningful (P(A > B) above ${MEANINGFUL}; Bouthillier et al. 2021)`,
      value: (row) => row.better.verdict,
    },
    {
      name: "verdict_b",
      type: "string",
      description: "the same for B",
      value: (row) => row.worse.verdict,
    },
    ...([
      ["a_practically", "pRight", "A is better by more than"],
      ["equivalent", "pRope", "they differ by at most"],
      ["b_practically", "pLeft", "B is better by more than"],
    ] as const).map(([name, part, what]): Column<PairRow> => ({
      name: `posterior_${name}`,
      type: "number",
      description:
        `Bayesian signed-rank test (Benavoli et al. 2017, prior strength ${PRIOR_STRENGTH}): probability that ${what} ${DEFAULT_ROPE} BCA`,
      constraints: SHARE,
      value: (row) => row.posterior?.[part] ?? null,
    })),
    {
      name: "corrected_p",
      type: "number",
      description:
        "two-sided p of the corrected resampled t test (Nadeau and Bengio 2003), where the partition is drawn anew in each pair; empty elsewhere",
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
        "pairs at which the signed-rank test finds the observed mean difference with 80 % power; empty where it is 0 or its deviation is",
      constraints: COUNT,
      value: ({ differences: { mean, sd } }) =>
        mean && sd ? powerSignedRank(mean / sd, ALPHA, POWER).n : null,
    },
  ],
};

/** Rows of {@linkcode PAIRWISE}. Every row's resamples start from the seed anew. */
export function pairwiseRows(run: RunData): PairRow[] {
  return fieldsOf(run).flatMap((field) => fieldRows(field, run.bootstrapSeed));
}

function fieldRows(field: Field, seed: number): PairRow[] {
  const rows = field.flatMap((a, i) =>
    field.slice(i + 1).map((b) => pairRow(a, b, seed))
  );
  const adjusted = adjustP(rows.map(({ test }) => test.p), "holm");
  return rows.map((row, i) => ({ ...row, holm: adjusted[i] }));
}

function pairRow(a: Engine, b: Engine, seed: number): Omit<PairRow, "holm"> {
  const pairs = pairsOf(a, b);
  const n = pairs.a.length;
  const differences = pairedDifferences(pairs.a, pairs.b);
  const stream = () => new RandomState(seed);
  const resamples = () => drawnResamples(n, TABLE_RESAMPLES, stream());
  return {
    study: a.study,
    a: a.study.optimizer,
    b: b.study.optimizer,
    differences: describe(differences),
    interval: meanInterval(differences, stream()),
    test: wilcoxonSignedRank(differences),
    a12: varghaDelaneyA12(known(a.bca), known(b.bca)),
    better: probabilityOfImprovement(pairs.a, pairs.b, resamples()),
    worse: probabilityOfImprovement(pairs.b, pairs.a, resamples()),
    posterior: n === 0 ? null : bayesianSignedRank(
      differences,
      DEFAULT_ROPE,
      posteriorWeights(n, stream()),
    ),
    corrected: correctedOf(a, differences),
  };
}

/** The corrected test, where each pair has a partition of its own. */
function correctedOf(
  { studies }: Engine,
  differences: readonly number[],
): CorrectedT | null {
  const partitions = new Set(studies.map(({ start }) => start.split_seed));
  if (differences.length < 2 || partitions.size < studies.length) return null;
  const { parts } = studies[0].start;
  const size = (part: (typeof parts)[number] | undefined) =>
    part?.utterances ?? 0;
  const [test, train] = [
    size(parts.find(({ reported }) => reported)),
    size(parts.find(({ part }) => part === "train")),
  ];
  return test > 0 && train > 0
    ? correctedResampledT(differences, test, train)
    : null;
}
