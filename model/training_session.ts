import { type Batch, batchOf, type Frames, targetsOf } from "./batch.ts";
import {
  gradientName,
  type Graph,
  type GraphOptions,
  HEAD,
  scoringGraph,
  trainingGraph,
} from "./graph/graphs.ts";
import { AdamW } from "./optimizer/adamw.ts";
import { float32, Session, type Tensor } from "./ort.ts";
import type { LinearHead } from "./probe.ts";
import { flopsOf } from "./work.ts";

/** A step done. */
export interface Step {
  /** Mean cross-entropy of the batch before the step, nats. */
  readonly loss: number;
  /** 2-norm of the whole gradient before clipping. */
  readonly norm: number;
  /** Matrix products, multiply-adds x 2. */
  readonly flops: number;
}

/** Options of {@linkcode TrainingSession.create}. */
export interface TrainingSessionOptions extends GraphOptions {
  /** Threads of one run. */
  readonly threads: number;
}

/**
 * The trained part of the network with its weights: a step runs the training
 * graph, which writes every gradient into the optimiser's memory, and then the
 * optimiser, which moves the weights that the next run is fed with.
 *
 * One weight, from file to update: `Encoder.weights` holds it, `start` copies
 * it to `AdamW.weights`, `#weights` feeds that memory to the graph,
 * `#gradients` has the graph write to `AdamW.gradients`, `AdamW.step` updates.
 *
 * @example Gradients and weights after each step
 * ```ts ignore
 * const session = await TrainingSession.create({ encoder, recipe, classes, threads: 1 });
 * session.start(head);
 * const { loss, norm } = await session.step([frames], [label], 1e-4);
 * for (const name of session.names) {
 *   session.gradients(name); // of the step just done, before clipping
 *   session.weights(name); // after the step
 * }
 * await session.release();
 * ```
 */
export class TrainingSession {
  /** Names of all trained weights, the head's among them, in network order. */
  readonly names: readonly string[];
  readonly #options: TrainingSessionOptions;
  readonly #training: { readonly graph: Graph; readonly session: Session };
  readonly #scoring: { readonly graph: Graph; readonly session: Session };
  readonly #optimizer: AdamW;
  readonly #dims: ReadonlyMap<string, readonly number[]>;
  readonly #weights: Readonly<Record<string, Tensor>>;
  readonly #gradients: Readonly<Record<string, Tensor>>;

  private constructor(
    options: TrainingSessionOptions,
    training: { readonly graph: Graph; readonly session: Session },
    scoring: { readonly graph: Graph; readonly session: Session },
  ) {
    const { betas, epsilon, weight_decay, clip_norm } = options.recipe;
    const { parameters } = training.graph;
    this.#options = options;
    this.#training = training;
    this.#scoring = scoring;
    this.names = parameters.map(({ name }) => name);
    this.#dims = new Map(parameters.map(({ name, dims }) => [name, dims]));
    this.#optimizer = new AdamW(parameters, {
      betas,
      epsilon,
      weightDecay: weight_decay,
      clipNorm: clip_norm,
    });
    this.#weights = Object.fromEntries(parameters.map(({ name, dims }) => [
      name,
      float32(this.#optimizer.weights(name), dims),
    ]));
    this.#gradients = Object.fromEntries(parameters.map(({ name, dims }) => [
      gradientName(name),
      float32(this.#optimizer.gradients(name), dims),
    ]));
  }

  /** Writes and compiles the two graphs. Call `start` before the first step. */
  static async create(
    options: TrainingSessionOptions,
  ): Promise<TrainingSession> {
    const compile = async (graph: Graph) => ({
      graph,
      session: await Session.create(graph.model, options),
    });
    return new TrainingSession(
      options,
      await compile(trainingGraph(options)),
      await compile(scoringGraph(options)),
    );
  }

  /** Shape of a weight; linear maps are [in, out]. */
  dims(name: string): readonly number[] {
    return this.#dims.get(name)!;
  }

  /** A weight's values; live, so `slice` it to keep it. */
  weights(name: string): Float32Array {
    return this.#optimizer.weights(name);
  }

  /** A weight's gradient in the last step, before clipping; live. */
  gradients(name: string): Float32Array {
    return this.#optimizer.gradients(name);
  }

  /** Puts the encoder's own weights and this head in place, and forgets moments. */
  start(head: LinearHead): void {
    for (const name of this.names) {
      const weight = this.#options.encoder.weights.get(name);
      if (weight) this.weights(name).set(weight.data);
    }
    this.weights(HEAD.weight).set(head.weight);
    this.weights(HEAD.bias).set(head.bias);
    this.#optimizer.restart();
  }

  /**
   * Trains on one batch; larger ones need a recipe whose batch is above one.
   *
   * @param utterances Frames as they enter the first trained block
   * @param labels Class of each
   * @param rate Learning rate
   */
  async step(
    utterances: readonly Frames[],
    labels: readonly number[],
    rate: number,
  ): Promise<Step> {
    const { encoder, recipe, classes } = this.#options;
    const batch = batchOf(encoder, utterances, recipe.stem);
    const { graph, session } = this.#training;
    const { loss, norm } = await session.run(
      {
        ...batch.feeds,
        ...this.#weights,
        targets: targetsOf(labels, classes, recipe.label_smoothing),
      },
      { loss: null, norm: null, ...this.#gradients },
    );
    this.#optimizer.step(rate, norm[0]);
    return { loss: loss[0], norm: norm[0], flops: work(graph, batch) };
  }

  /** log softmax [C] of one utterance, and the work it took. */
  async score(
    utterance: Frames,
  ): Promise<{ logProbabilities: Float32Array; flops: number }> {
    const { encoder, recipe } = this.#options;
    const batch = batchOf(encoder, [utterance], recipe.stem);
    const { graph, session } = this.#scoring;
    const { logProbabilities } = await session.run(
      { ...batch.feeds, ...this.#weights },
      { logProbabilities: null },
    );
    return { logProbabilities, flops: work(graph, batch) };
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    await this.#training.session.release();
    await this.#scoring.session.release();
  }
}

function work(graph: Graph, { sizes }: Batch): number {
  return flopsOf(graph.products, sizes);
}
