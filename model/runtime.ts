import { FeatureCache, type FeatureOptions } from "./features.ts";
import { TrainingSession } from "./training/training_session.ts";

/** Options of {@linkcode ModelRuntime}; one thread for each worker is best. */
export type RuntimeOptions = FeatureOptions;

/**
 * An encoder made ready for one recipe and number of classes: compiled graphs
 * and kept features, shared by all trials of a worker. A trial's result does
 * not depend on what ran before it. One trial at a time.
 */
export class ModelRuntime {
  /** What was asked for. */
  readonly options: RuntimeOptions;
  #features?: Promise<FeatureCache>;
  #training?: Promise<TrainingSession>;

  /** Compiles nothing yet. */
  constructor(options: RuntimeOptions) {
    this.options = options;
  }

  /** The features, their graphs compiled on first use. */
  features(): Promise<FeatureCache> {
    return this.#features ??= FeatureCache.create(this.options);
  }

  /** The training session, its graphs compiled on first use. */
  training(): Promise<TrainingSession> {
    return this.#training ??= TrainingSession.create(this.options);
  }

  /** Frees native memory; the runtime cannot be used afterwards. */
  async release(): Promise<void> {
    await (await this.#features)?.release();
    await (await this.#training)?.release();
  }
}
