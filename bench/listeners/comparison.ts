/**
 * A model beside the listeners of the very utterances it was tested on.
 *
 * Notation, for utterance i of a class
 *   h_i   share of the studies that tested i whose model was right
 *   r_i   share of the listeners of i who were right
 *
 * The difference of a class is mean(h) - mean(r). Its interval is over
 * utterances, as if they were drawn anew from the class, for these models: it
 * joins Wilson's interval of mean(h), which is too wide rather than too narrow
 * where h is a mean over several studies, with Student's of mean(r), by the
 * correlation of h and r. Near 1 that keeps its level, where a bootstrap of a
 * class without a mistake has nothing to draw from. The balanced difference is
 * the mean over classes. Utterances of one speaker are not independent.
 *
 * @module
 */
import type { HeardRecording } from "../../corpora/listeners/mod.ts";
import { mcnemarExact } from "../stats/agreement.ts";
import { spearman } from "../stats/correlation.ts";
import { studentTInterval } from "../stats/describe.ts";
import {
  type BoundedEstimate,
  differenceInterval,
  meanOfEstimates,
} from "../stats/mover.ts";
import { wilsonInterval } from "../stats/proportions.ts";
import { spearmanInterval } from "../stats/spearman_interval.ts";
import { mean, sum } from "../stats/sums.ts";
import type { Interval } from "../stats/types.ts";

/** An utterance that a model was tested on and listeners heard. */
export interface ComparedUtterance {
  /** Share of the studies that were right. */
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

/** Recalls on utterances of one class, at least one. */
export function classRecalls(
  utterances: readonly ComparedUtterance[],
): Recalls {
  const n = utterances.length;
  const hits = utterances.map(({ hitRate }) => hitRate);
  const rates = utterances.map(({ heard }) => heard.rate);
  const model = {
    ...wilsonInterval(sum(hits), n),
    estimate: mean(hits),
  };
  const listeners = { estimate: mean(rates), ...studentTInterval(rates) };
  return {
    n,
    model,
    listeners,
    difference: {
      estimate: model.estimate - listeners.estimate,
      ...differenceInterval(model, listeners, pearson(hits, rates)),
    },
  };
}

/** Means over classes. */
export function balancedRecalls(classes: readonly Recalls[]): Recalls {
  return {
    n: sum(classes.map(({ n }) => n)),
    model: meanOfEstimates(classes.map(({ model }) => model)),
    listeners: meanOfEstimates(classes.map(({ listeners }) => listeners)),
    difference: meanOfEstimates(classes.map(({ difference }) => difference)),
  };
}

/** Pearson's correlation; 0 where one of the lists does not vary. */
function pearson(x: readonly number[], y: readonly number[]): number {
  const [centreX, centreY] = [mean(x), mean(y)];
  const dot = (a: readonly number[], b: readonly number[], ca = 0, cb = 0) =>
    sum(a.map((value, i) => (value - ca) * (b[i] - cb)));
  const spread = Math.sqrt(
    dot(x, x, centreX, centreX) * dot(y, y, centreY, centreY),
  );
  return spread === 0 ? 0 : dot(x, y, centreX, centreY) / spread;
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
