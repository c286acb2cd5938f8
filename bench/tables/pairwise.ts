import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { adjustP } from "../stats/adjust_p.ts";
import {
  bayesianSignedRank,
  DEFAULT_ROPE,
  POSTERIOR_DRAWS,
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
  SMALLEST_N,
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
import { ROUNDING, sum } from "../stats/sums.ts";
import { NO_INTERVAL } from "../stats/types.ts";
import {
  type Engine,
  type Field,
  fieldsOf,
  known,
  type Pair,
  pairsOf,
  seedsText,
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
  /** P(A > B) by seeds. */
  readonly better: Improvement;
  /** P(B > A) by seeds, for the verdict on B. */
  readonly worse: Improvement;
  /** Triples of master seeds of either engine that are not a pair. */
  readonly unpaired: number;
  /** Posterior of the difference; `null` without pairs. */
  readonly posterior: SignedRankPosterior | null;
  /** Corrected resampled t; `null` where partitions are not drawn anew. */
  readonly corrected: CorrectedT | null;
}

/** Every pair of engines of a setting. */
export const PAIRWISE: Table<PairRow> = {
  name: "pairwise",
  description:
    "One row is two engines on one corpus, protocol, encoder and recipe, and how sure it is that one is better. The replicate is a pair of studies with the same master seeds, both with a complete trial; differences are the reported BCA of A's incumbent minus B's, and every interval and test is over pairs. Below 3 pairs there are no intervals and no verdicts. In a crossed plan pairs share seeds: intervals are then too narrow and p too small",
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
      name: "n_unpaired",
      type: "integer",
      description:
        "triples of master seeds left out, since only one engine has a complete trial under them, or neither",
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
        "true where every pair gave the same: the percentile interval is then a point and says too much, and so do the verdicts; read Wilson's",
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
    ] as const).map(([name, part, what]): Column<PairRow> => ({
      name: `posterior_${name}`,
      type: "number",
      description:
        `Bayesian signed-rank test (Benavoli et al. 2017; Dirichlet process of strength ${PRIOR_STRENGTH} at 0, ${POSTERIOR_DRAWS} draws): posterior probability that the likeliest of the three is that ${what} ${DEFAULT_ROPE} BCA; empty without pairs`,
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
        "pairs at which the signed-rank test finds the observed mean difference with 80 % power (of normal differences), no plan for a new study but the same evidence in other words; empty where it or its deviation is 0",
      constraints: COUNT,
      value: ({ differences: { mean, sd } }) =>
        mean === null || !sd || Math.abs(mean) < ROUNDING
          ? null
          : powerSignedRank(mean / sd, ALPHA, POWER).n,
    },
  ],
};

/** Rows of {@linkcode PAIRWISE}. Every row's resamples start from the seed anew. */
export function pairwiseRows(run: RunData): PairRow[] {
  const weights = sharedWeights(run.bootstrapSeed);
  return fieldsOf(run).flatMap((field) =>
    fieldRows(field, run.bootstrapSeed, weights)
  );
}

/** Draws of the posterior's weights by the number of pairs. */
type Weights = (pairs: number) => readonly (readonly number[])[];

/** Draws depend on the number of pairs alone: they are made once for each. */
function sharedWeights(seed: number): Weights {
  const made = new Map<number, number[][]>();
  return (pairs) => {
    const weights = made.get(pairs) ??
      [...posteriorWeights(pairs, new RandomState(seed))];
    made.set(pairs, weights);
    return weights;
  };
}

function fieldRows(field: Field, seed: number, weights: Weights): PairRow[] {
  const rows = field.flatMap((a, i) =>
    field.slice(i + 1).map((b) => pairRow(a, b, seed, weights))
  );
  const adjusted = adjustP(rows.map(({ test }) => test.p), "holm");
  return rows.map((row, i) => ({ ...row, holm: adjusted[i] }));
}

function pairRow(
  a: Engine,
  b: Engine,
  seed: number,
  weights: Weights,
): Omit<PairRow, "holm"> {
  const pairs = pairsOf(a, b);
  const n = pairs.length;
  const [ofA, ofB] = [pairs.map((pair) => pair.a), pairs.map(({ b }) => b)];
  const differences = pairedDifferences(ofA, ofB);
  const improvement = (one: readonly number[], other: readonly number[]) =>
    withoutFewPairs(
      probabilityOfImprovement(
        one,
        other,
        drawnResamples(n, TABLE_RESAMPLES, new RandomState(seed)),
      ),
      n,
    );
  return {
    study: a.study,
    a: a.study.optimizer,
    b: b.study.optimizer,
    differences: describe(differences),
    interval: meanInterval(differences, new RandomState(seed)),
    test: wilcoxonSignedRank(differences),
    a12: varghaDelaneyA12(known(a.bca), known(b.bca)),
    better: improvement(ofA, ofB),
    worse: improvement(ofB, ofA),
    unpaired: seedsOfEither(a, b) - n,
    posterior: n === 0
      ? null
      : bayesianSignedRank(differences, DEFAULT_ROPE, weights(n)),
    corrected: correctedOf(pairs, differences),
  };
}

/** Two wins of two are no verdict: nothing that rests on resamples below 3 pairs. */
function withoutFewPairs(found: Improvement, n: number): Improvement {
  return n >= SMALLEST_N
    ? found
    : { ...found, ...NO_INTERVAL, verdict: null, collapsed: null };
}

function seedsOfEither(a: Engine, b: Engine): number {
  return new Set(
    [...a.studies, ...b.studies].map(({ study }) => seedsText(study.seeds)),
  ).size;
}

/** Protocols whose partitions are drawn at random, as the corrected test assumes. */
const RANDOM_SPLITS: readonly string[] = ["paper", "stratified"];

/** The corrected test, where each pair has a random partition of its own. */
function correctedOf(
  pairs: readonly Pair[],
  differences: readonly number[],
): CorrectedT | null {
  if (pairs.length < 2 || !RANDOM_SPLITS.includes(pairs[0].study.protocol)) {
    return null;
  }
  const starts = pairs.map(({ start }) => start);
  const partitions = new Set(starts.map(({ split_seed }) => split_seed));
  if (partitions.size < pairs.length) return null;
  const parts = starts.flatMap(({ parts }) => parts);
  const size = (of: typeof parts) =>
    sum(of.map(({ utterances }) => utterances));
  const test = size(parts.filter(({ reported }) => reported));
  const train = size(parts.filter(({ part }) => part === "train"));
  return test > 0 && train > 0
    ? correctedResampledT(differences, test, train)
    : null;
}
