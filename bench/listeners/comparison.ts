/**
 * A model beside the listeners of the very utterances it was tested on.
 *
 * Notation, for utterance i of a class
 *   h_i   share of the studies that tested i whose model was right
 *   r_i   share of the listeners of i who were right
 *
 * A model's recall of a class is mean(h), its listeners' mean(r); balanced recall
 * is the mean over classes. Intervals are over speakers, for these models.
 *
 * @module
 */
import type { HeardRecording } from "../../corpora/listeners/mod.ts";
import { mcnemarExact } from "../stats/agreement.ts";
import { spearman } from "../stats/correlation.ts";
import { spearmanInterval } from "../stats/spearman_interval.ts";
import { mean, sum } from "../stats/sums.ts";
import type { Interval } from "../stats/types.ts";
import { overSpeakers, type SpeakerEstimate } from "./over_speakers.ts";

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
  /** Their speakers. */
  readonly speakers: number;
  /** The model's recall. */
  readonly model: SpeakerEstimate;
  /** The listeners' recall. */
  readonly listeners: SpeakerEstimate;
  /** Model minus listeners. */
  readonly difference: SpeakerEstimate;
}

/**
 * Recall of both, balanced over classes.
 *
 * @param classes Utterances of each class, at least one of each
 */
export function recallsOf(
  classes: readonly (readonly ComparedUtterance[])[],
): Recalls {
  const model = (of: typeof classes) =>
    mean(of.map((utterances) => mean(utterances.map((u) => u.hitRate))));
  const listeners = (of: typeof classes) =>
    mean(of.map((utterances) => mean(utterances.map((u) => u.heard.rate))));
  const speakerOf = ({ heard }: ComparedUtterance) => heard.speaker;
  const estimated = (statistic: typeof model) =>
    overSpeakers(classes, speakerOf, statistic);
  return {
    n: sum(classes.map((of) => of.length)),
    speakers: new Set(classes.flat().map(speakerOf)).size,
    model: estimated(model),
    listeners: estimated(listeners),
    difference: estimated((of) => model(of) - listeners(of)),
  };
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
