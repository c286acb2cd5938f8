import type { HeadSession } from "./head_session.ts";
import type { Step, TrainingSession } from "./training_session.ts";
import type { Features } from "../features.ts";
import type { Example } from "../types.ts";
import type { TrainedModel } from "./trained_model.ts";

/** An example and what is kept of it. */
export interface Prepared extends Features {
  /** The example. */
  readonly example: Example;
}

/** The log-softmax of one utterance, and what it took. */
export interface Scored {
  /** [C]. */
  readonly logProbabilities: ArrayLike<number>;
  /** Multiply-adds x 2. */
  readonly flops: number;
}

/** A part of training with its own optimiser and schedule. */
export interface Stage {
  /** Whether only the head is trained. */
  readonly frozen: boolean;
  /** First epoch, counted from the trial's start. */
  readonly start: number;
  /** Epochs over which the rate falls. */
  readonly epochs: number;
  /** Trains on one batch. */
  step(batch: readonly Prepared[], rate: number): Step | Promise<Step>;
  /** Scores one utterance with the weights as they are. */
  score(item: Prepared): Scored | Promise<Scored>;
  /** A copy of the weights that are scored. */
  model(): TrainedModel;
}

const labelsOf = (batch: readonly Prepared[]) =>
  batch.map(({ example }) => example.label);

/**
 * Head alone, on pooled features. Its schedule spans the whole trial, as if it
 * were never unfrozen.
 */
export function frozenStage(session: HeadSession, numEpochs: number): Stage {
  return {
    frozen: true,
    start: 0,
    epochs: numEpochs,
    step: (batch, rate) =>
      session.step(batch.map(pooledOf), labelsOf(batch), rate),
    score: (item) => session.score(pooledOf(item)),
    model: () => session.model(),
  };
}

/** Head and encoder; the schedule spans the epochs left. */
export function unfrozenStage(
  session: TrainingSession,
  unfreezeEpoch: number,
  numEpochs: number,
): Stage {
  return {
    frozen: false,
    start: unfreezeEpoch,
    epochs: numEpochs - unfreezeEpoch,
    step: (batch, rate) =>
      session.step(batch.map(({ frames }) => frames), labelsOf(batch), rate),
    score: ({ frames }) => session.score(frames),
    model: () => session.model(),
  };
}

/**
 * Pooled features of an example.
 *
 * @throws {TypeError} If they were not prepared
 */
export function pooledOf({ example, pooled }: Prepared): Float32Array {
  if (pooled) return pooled;
  throw new TypeError(
    `Cannot train the head on "${example.id}": its pooled features were not prepared`,
  );
}
