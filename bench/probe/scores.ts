/**
 * How well a linear probe recognises classes from one set of features.
 *
 * @module
 */
import { scoreOf } from "../../model/metrics.ts";
import { fitProbe, logProbabilitiesOf } from "../../model/training/probe.ts";

/** Utterances by index: what a probe is fitted on and what it is scored on. */
export interface Fold {
  /** Fitted on these. */
  readonly train: readonly number[];
  /** Scored on these. */
  readonly test: readonly number[];
}

/** Folds of which the training part of a partition is divided, and its test part. */
export interface Choice {
  /** Each leaves one training speaker out. */
  readonly inner: readonly Fold[];
  /** All training speakers against the test speakers. */
  readonly outer: Fold;
}

/** How probes are fitted. */
export const FITS = {
  /** Class-balanced, scikit-learn's C = 0.01: a penalty of 1 / (C n). */
  balanced: { balanced: true, penalty: (n: number) => 100 / n },
  /** All recordings alike. */
  plain: { balanced: false, penalty: () => 0.01 },
  /** As the head starts under recipe `strong`. */
  strong: { balanced: true, penalty: () => 0.03 },
} as const;

/** Name of a way to fit. */
export type FitName = keyof typeof FITS;

/** scikit-learn's default. */
const TOLERANCE = 1e-4;

/** Everything a worker needs. */
export interface ProbeJob {
  /** One vector for each utterance. */
  readonly features: readonly Float32Array[];
  /** Class of each. */
  readonly labels: readonly number[];
  /** Number of classes. */
  readonly classes: number;
  /** How to fit. */
  readonly fit: FitName;
  /** Random partitions, scored one by one. */
  readonly random: readonly Fold[];
  /** One speaker left out in each, scored together. */
  readonly speakers: readonly Fold[];
  /** Partitions by speaker, one for each choice of a block. */
  readonly choices: readonly Choice[];
}

/** BCA by kind of partition. */
export interface ProbeScores {
  /** Of each random partition. */
  readonly random: readonly number[];
  /** Over all utterances, each by the probe that had not heard its speaker. */
  readonly speakers: number;
  /** Of each choice, in the same way within the training part, and on the test part. */
  readonly choices: readonly {
    readonly inner: number;
    readonly outer: number;
  }[];
}

/** Fits and scores all folds of a job. */
export function probeScores(job: ProbeJob): ProbeScores {
  return {
    random: job.random.map((fold) => bcaOf(job, [fold])),
    speakers: bcaOf(job, job.speakers),
    choices: job.choices.map(({ inner, outer }) => ({
      inner: bcaOf(job, inner),
      outer: bcaOf(job, [outer]),
    })),
  };
}

/** BCA over the test parts of all folds together. */
function bcaOf(
  { features, labels, classes, fit }: ProbeJob,
  folds: readonly Fold[],
): number {
  const { balanced, penalty } = FITS[fit];
  const answers = folds.flatMap(({ train, test }) => {
    const { head } = fitProbe(
      train.map((i) => features[i]),
      train.map((i) => labels[i]),
      {
        classes,
        balanced,
        penalty: penalty(train.length),
        tolerance: TOLERANCE,
      },
    );
    return test.map((i) => ({
      id: `${i}`,
      truth: labels[i],
      logProbabilities: logProbabilitiesOf(head, features[i]),
    }));
  });
  return scoreOf(answers, classes).bca;
}
