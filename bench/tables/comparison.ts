/**
 * Two sets of studies on the same seeds, with the evidence for a difference between them:
 * the form that the tables of optimizers and of conditions share.
 *
 * @module
 */
import type { Objective } from "../journal/objective.ts";
import type { Study } from "../plan/plan.ts";
import { adjustP } from "../stats/adjust_p.ts";
import {
  bayesianSignedRank,
  DEFAULT_ROPE,
  posteriorWeights,
} from "../stats/bayesian_signed_rank.ts";
import { drawnResamples } from "../stats/bootstrap.ts";
import { meanPosterior, type RegionPosterior } from "../stats/crossed_mean.ts";
import { describe, type Description } from "../stats/describe.ts";
import { SMALLEST_N, TABLE_RESAMPLES } from "../stats/mean_interval.ts";
import { pairedDifferences } from "../stats/paired.ts";
import {
  type Improvement,
  probabilityOfImprovement,
  varghaDelaneyA12,
} from "../stats/superiority.ts";
import { type Streams, streamsFrom } from "../stats/streams.ts";
import { NO_INTERVAL } from "../stats/types.ts";
import { type SignedRankTest, wilcoxonSignedRank } from "../stats/wilcoxon.ts";
import { rangeOfDifference } from "./cut.ts";
import {
  known,
  type OptimizerStudies,
  type Pair,
  pairsOf,
  seedsText,
} from "./optimizer_studies.ts";
import { type UnitMean, unitMean } from "./unit_mean.ts";
import { meansOf, unitsOf } from "./units.ts";

/** A and B on the same seeds. */
export interface Comparison {
  /** A study of A, for its condition. */
  readonly a: Study;
  /** A study of B. */
  readonly b: Study;
  /** Pairs of studies. */
  readonly pairs: number;
  /** Score of A minus B, over the units that pairs are put together to. */
  readonly differences: Description;
  /** Their mean with its intervals. */
  readonly mean: UnitMean;
  /** Signed-rank test of the differences; Student's t in a crossed plan. */
  readonly test: Pick<SignedRankTest, "p"> & {
    readonly pMin: number | null;
  };
  /** Its p-value after Holm's adjustment over all comparisons of the table. */
  readonly holm: number | null;
  /** Vargha and Delaney's A12 of all studies that have an incumbent. */
  readonly a12: number | null;
  /** P(A better than B) by seeds. */
  readonly better: Improvement;
  /** P(B better than A) by seeds, for the verdict on B. */
  readonly worse: Improvement;
  /** Triples of master seeds of either that are not a pair. */
  readonly unpaired: number;
  /** Posterior of the difference; `null` below 3 units. */
  readonly posterior: RegionPosterior | null;
}

/** Compares the pairs of a table, and adjusts their p-values for each other: they are read together. */
export type Compare = (
  pairs: readonly (readonly [OptimizerStudies, OptimizerStudies])[],
) => Comparison[];

/**
 * A way to compare.
 *
 * @param seed Seed of resamples and draws, which every comparison starts from anew
 * @param objective Which way the scores are better, and what they can be
 */
export function comparing(
  seed: number,
  objective: Pick<Objective, "direction" | "range">,
): Compare {
  const stream = streamsFrom(seed);
  const weights = sharedWeights(stream);
  return (pairs) => {
    const rows = pairs.map(([a, b]) =>
      comparison(a, b, objective, stream, weights)
    );
    const adjusted = adjustP(rows.map(({ test }) => test.p), "holm");
    return rows.map((row, i) => ({ ...row, holm: adjusted[i] }));
  };
}

/** Draws of the posterior's weights by the number of pairs. */
type Weights = (pairs: number) => readonly (readonly number[])[];

/** Draws depend on the number of pairs alone: they are made once for each. */
function sharedWeights(stream: Streams): Weights {
  const made = new Map<number, number[][]>();
  return (pairs) => {
    const weights = made.get(pairs) ??
      [...posteriorWeights(pairs, stream())];
    made.set(pairs, weights);
    return weights;
  };
}

function comparison(
  a: OptimizerStudies,
  b: OptimizerStudies,
  objective: Pick<Objective, "direction" | "range">,
  stream: Streams,
  weights: Weights,
): Omit<Comparison, "holm"> {
  const pairs = pairsOf(a, b);
  const difference = ({ a, b }: Pair) => a - b;
  const units = unitsOf(pairs, difference);
  const n = units.length;
  // The statistics of who is better take the higher value for the better one.
  const higher = (values: readonly number[]) =>
    objective.direction === "maximize" ? values : values.map((x) => -x);
  const [ofA, ofB] = [
    meansOf(units, ({ a }) => a),
    meansOf(units, ({ b }) => b),
  ];
  const differences = pairedDifferences(ofA, ofB);
  const mean = unitMean(
    pairs,
    difference,
    stream,
    rangeOfDifference(objective),
  );
  const { crossed } = mean;
  const improvement = (one: readonly number[], other: readonly number[]) =>
    withoutFewPairs(
      probabilityOfImprovement(
        higher(one),
        higher(other),
        drawnResamples(n, TABLE_RESAMPLES, stream()),
      ),
      n,
    );
  return {
    a: a.study,
    b: b.study,
    pairs: pairs.length,
    differences: describe(differences),
    mean,
    test: crossed
      ? { p: crossed.p, pMin: null }
      : withoutFew(wilcoxonSignedRank(differences), n),
    a12: varghaDelaneyA12(
      higher(known(a.scores)),
      higher(known(b.scores)),
    ),
    better: improvement(ofA, ofB),
    worse: improvement(ofB, ofA),
    unpaired: seedsOfEither(a, b) - pairs.length,
    posterior: n < SMALLEST_N ? null : crossed
      ? meanPosterior(
        { ...crossed, mean: higher([crossed.mean])[0] },
        DEFAULT_ROPE,
      )
      : bayesianSignedRank(higher(differences), DEFAULT_ROPE, weights(n)),
  };
}

/**
 * Two wins of two are no verdict: nothing that rests on resamples below 3 pairs, and
 * no percentile interval of one point where all pairs agree.
 */
function withoutFewPairs(found: Improvement, n: number): Improvement {
  if (n >= SMALLEST_N) {
    return found.collapsed ? { ...found, ...NO_INTERVAL } : found;
  }
  return {
    ...found,
    ...NO_INTERVAL,
    wilson: NO_INTERVAL,
    verdict: null,
    collapsed: null,
  };
}

/** No p below 3 pairs: the smallest that can be reached stays. */
function withoutFew(test: SignedRankTest, n: number): SignedRankTest {
  return n >= SMALLEST_N ? test : { ...test, p: null };
}

function seedsOfEither(a: OptimizerStudies, b: OptimizerStudies): number {
  return new Set(
    [...a.studies, ...b.studies].map(({ study }) => seedsText(study.seeds)),
  ).size;
}
