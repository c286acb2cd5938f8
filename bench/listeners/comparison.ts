/**
 * A model beside the listeners of the very utterances it was tested on.
 *
 * Notation, for utterance i of a class
 *   h_i   share of the studies that tested i whose model was right
 *   r_i   share of the listeners of i who were right
 *
 * A model's recall of a class is mean(h), its listeners' mean(r); balanced recall
 * is the mean over classes. Intervals are over utterances, as if these were drawn
 * anew from each class, for these models. That of h is Wilson's, for several
 * classes too, as near 1 it keeps its level; where h is a mean over studies, it
 * varies less than hits and misses do, and counts as that many more utterances
 * (the effective sample size of Korn and Graubard 1998, "Confidence intervals for
 * proportions with small expected number of positive counts"). That of r is
 * Student's by class,
 * combined in quadrature. The difference joins the two by the correlation of h and r
 * within classes. Utterances of one speaker are not independent.
 *
 * @module
 */
import type { HeardRecording } from "../../corpora/listeners/mod.ts";
import { mcnemarExact } from "../stats/agreement.ts";
import { spearman } from "../stats/correlation.ts";
import { studentTInterval } from "../stats/describe.ts";
import { meanShareInterval } from "../stats/mean_share.ts";
import {
  type BoundedEstimate,
  differenceInterval,
  meanOfEstimates,
} from "../stats/mover.ts";
import { spearmanInterval } from "../stats/spearman_interval.ts";
import { mean, sum, sumOfSquares } from "../stats/sums.ts";
import type { Interval } from "../stats/types.ts";

/** An utterance that a model was tested on and listeners heard. */
export interface ComparedUtterance {
  /** Studies that tested it. */
  readonly studies: number;
  /** Share of them that were right. */
  readonly hitRate: number;
  /** Mean probability of its class. */
  readonly probability: number;
  /** Its listeners. */
  readonly heard: HeardRecording;
}

/** Recall of both on the same utterances. */
export interface Recalls {
  /** Utterances. */
  readonly n: number;
  /** The model's recall. */
  readonly model: BoundedEstimate;
  /** The listeners' recall. */
  readonly listeners: BoundedEstimate;
  /** Model minus listeners. */
  readonly difference: BoundedEstimate;
}

/**
 * Recall of both, balanced over classes.
 *
 * @param classes Utterances of each class, at least one of each
 */
export function recallsOf(
  classes: readonly (readonly ComparedUtterance[])[],
): Recalls {
  const hits = classes.map((of) => of.map(({ hitRate }) => hitRate));
  const rates = classes.map((of) => of.map(({ heard }) => heard.rate));
  const effect = designEffect(hits, classes.flat());
  const model = meanShareInterval(
    hits.map((h) => ({
      trials: h.length / effect,
      successes: sum(h) / effect,
    })),
  );
  const listeners = meanOfEstimates(
    rates.map((r) => ({ estimate: mean(r), ...studentTInterval(r) })),
  );
  return {
    n: sum(classes.map((of) => of.length)),
    model,
    listeners,
    difference: {
      estimate: model.estimate - listeners.estimate,
      ...differenceInterval(model, listeners, correlationOfMeans(hits, rates)),
    },
  };
}

/**
 * Variance of the balanced hit rate over that of as many hits and misses: 1 of a
 * single study, and no less than independent studies would give.
 */
function designEffect(
  hits: readonly (readonly number[])[],
  utterances: readonly ComparedUtterance[],
): number {
  const found = sum(hits.map((h) => sumOfSquares(h, mean(h)) / h.length ** 2));
  const binomial = sum(hits.map((h) => mean(h) * (1 - mean(h)) / h.length));
  const least = 1 / mean(utterances.map(({ studies }) => studies));
  return binomial === 0 ? 1 : Math.min(1, Math.max(least, found / binomial));
}

/**
 * Correlation of the two balanced recalls: from the covariances within classes,
 * each over the square of its n; 0 where one of the two does not vary.
 */
function correlationOfMeans(
  x: readonly (readonly number[])[],
  y: readonly (readonly number[])[],
): number {
  const covariance = (a: typeof x, b: typeof x) =>
    sum(a.map((values, k) => {
      const [centreA, centreB] = [mean(values), mean(b[k])];
      const products = values.map((value, i) =>
        (value - centreA) * (b[k][i] - centreB)
      );
      return sum(products) / values.length ** 2;
    }));
  const spread = Math.sqrt(covariance(x, x) * covariance(y, y));
  return spread === 0 ? 0 : covariance(x, y) / spread;
}

/** Who is right where only one is. */
export interface Disagreement {
  /** Utterances with a verdict of both. */
  readonly n: number;
  /** Right by the model alone. */
  readonly modelOnly: number;
  /** Right by the listeners alone. */
  readonly listenersOnly: number;
  /** Exact McNemar test, two-sided; `null` of no utterances. */
  readonly p: number | null;
}

/**
 * Exact McNemar test of the model against the listeners' majority. The model is
 * right where more than half of its studies are; listeners by
 * `HeardRecording.majorityRight`. Where either is undecided, the utterance is
 * left out.
 */
export function disagreement(
  utterances: readonly ComparedUtterance[],
): Disagreement {
  const decided = utterances.filter(({ hitRate, heard }) =>
    hitRate !== 0.5 && heard.majorityRight !== null
  );
  const only = (model: boolean) =>
    decided.filter(({ hitRate, heard }) =>
      hitRate > 0.5 === model && heard.majorityRight === !model
    ).length;
  const [modelOnly, listenersOnly] = [only(true), only(false)];
  const n = decided.length;
  return {
    n,
    modelOnly,
    listenersOnly,
    p: n === 0 ? null : mcnemarExact(modelOnly, listenersOnly, n).p,
  };
}

/** Rank correlation of the model's probability of the right class with the listeners' rate. */
export interface RankCorrelation extends Interval {
  /** Spearman's; above 0 where the model is unsure of what listeners miss. */
  readonly rho: number | null;
  /** Its two-sided p-value. */
  readonly p: number | null;
}

/** Whether the model fails where listeners fail. */
export function sharedDifficulty(
  utterances: readonly ComparedUtterance[],
): RankCorrelation {
  const { rho, p } = spearman(
    utterances.map(({ probability }) => probability),
    utterances.map(({ heard }) => heard.rate),
  );
  return { rho, p, ...spearmanInterval(rho, utterances.length) };
}
