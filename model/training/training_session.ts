import { type Batch, batchOf, type Frames, targetsOf } from "./batch.ts";
import {
  gradientName,
  type Graph,
  type GraphOptions,
  HEAD,
  scoringGraph,
  trainingGraph,
} from "../graph/graphs.ts";
import { AdamW } from "./adamw.ts";
import { float32, Session, type Tensor } from "../ort.ts";
import type { LinearHead } from "./probe.ts";
import { between } from "./start_share.ts";
import { type LoraShape, loraShape, loraStart, merged } from "../tuning.ts";
import type { RandomStream } from "../types.ts";
import type { TrainedModel } from "./trained_model.ts";
import { flopsOf } from "../work.ts";

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

/** Options of {@linkcode TrainingSession.start}. */
export interface StartOptions {
  /** Head that scoring goes back to, if not the one that training starts from. */
  readonly origin?: LinearHead;
  /** Factor of the loss for each class; 1 by default. */
  readonly classWeights?: readonly number[];
  /** Where LoRA's factors A come from; needed by recipes that add them. */
  readonly random?: RandomStream;
}

/**
 * The trained part of the network with its weights: a step runs the training
 * graph, which writes every gradient into the optimiser's memory, and then the
 * optimiser, which moves the weights that the next run is fed with.
 *
 * Weights that the recipe leaves as they are are constants of the graphs.
 *
 * One trained weight, from file to update: `Encoder.weights` holds it, `start` copies
 * it to `AdamW.weights`, `#weights` feeds that memory to the graph,
 * `#gradients` has the graph write to `AdamW.gradients`, `AdamW.step` updates;
 * `#scored` feeds it to scoring, or a mean of it and its start.
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
  readonly #scored: Readonly<Record<string, Tensor>>;
  readonly #lora: ReadonlyMap<string, LoraShape>;
  /** What scoring goes back to, by name. */
  #start: ReadonlyMap<string, Float32Array> = new Map();
  #classWeights?: readonly number[];
  /** Whether the scored weights are those of an earlier step. */
  #stale = true;

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
    this.#lora = new Map(
      [...options.encoder.weights].flatMap(([name, { dims }]) => {
        const lora = loraShape(options.recipe, name, dims);
        return lora && this.#dims.has(lora.a.name) ? [[name, lora]] : [];
      }),
    );
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
    this.#scored = options.recipe.start_share === 0
      ? this.#weights
      : Object.fromEntries(parameters.map(({ name, dims }) => [
        name,
        float32(new Float32Array(this.weights(name).length), dims),
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

  /**
   * Puts the encoder's own weights, new factors of LoRA and this head in place,
   * and forgets moments. Draws the factors A in the order of the network.
   */
  start(
    head: LinearHead,
    { origin = head, classWeights, random }: StartOptions = {},
  ): void {
    const start = new Map<string, Float32Array>([
      [HEAD.weight, origin.weight],
      [HEAD.bias, origin.bias],
    ]);
    for (const name of this.names) {
      const weight = this.#options.encoder.weights.get(name);
      if (!weight) continue;
      this.weights(name).set(weight.data);
      start.set(name, weight.data);
    }
    for (const { a, b } of this.#lora.values()) {
      const [A, B] = [this.weights(a.name), this.weights(b.name)];
      A.set(loraStart(a.dims, random));
      B.fill(0);
      // A part of the way back in B alone is that part of the way back in A B
      start.set(a.name, A).set(b.name, new Float32Array(B.length));
    }
    this.#start = start;
    this.weights(HEAD.weight).set(head.weight);
    this.weights(HEAD.bias).set(head.bias);
    this.#optimizer.restart();
    this.#classWeights = classWeights;
    this.#stale = true;
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
        targets: targetsOf(
          labels,
          classes,
          recipe.label_smoothing,
          this.#classWeights,
        ),
      },
      { loss: null, norm: null, ...this.#gradients },
    );
    this.#optimizer.step(rate, norm[0]);
    this.#stale = true;
    return { loss: loss[0], norm: norm[0], flops: work(graph, batch) };
  }

  /** log softmax [C] of one utterance by the scored weights, and the work it took. */
  async score(
    utterance: Frames,
  ): Promise<{ logProbabilities: Float32Array; flops: number }> {
    const { encoder, recipe } = this.#options;
    const batch = batchOf(encoder, [utterance], recipe.stem);
    const { graph, session } = this.#scoring;
    if (this.#stale) this.#mix();
    const { logProbabilities } = await session.run(
      { ...batch.feeds, ...this.#scored },
      { logProbabilities: null },
    );
    return { logProbabilities, flops: work(graph, batch) };
  }

  /** A copy of the scored weights, LoRA's factors merged into theirs. */
  model(): TrainedModel {
    if (this.#stale) this.#mix();
    const { encoder } = this.#options;
    const scored = (name: string) => this.#scored[name].data as Float32Array;
    const weights = new Map<string, Float32Array>();
    for (const name of this.names) {
      if (encoder.weights.has(name)) weights.set(name, scored(name).slice());
    }
    for (const [name, lora] of this.#lora) {
      const [A, B] = [scored(lora.a.name), scored(lora.b.name)];
      weights.set(name, merged(encoder.weights.get(name)!, lora, A, B));
    }
    return {
      head: {
        weight: scored(HEAD.weight).slice(),
        bias: scored(HEAD.bias).slice(),
      },
      weights,
    };
  }

  /** Brings the scored weights up to date. */
  #mix(): void {
    this.#stale = false;
    const { start_share } = this.#options.recipe;
    if (start_share === 0) return;
    for (const name of this.names) {
      const start = this.#start.get(name)!;
      const into = this.#scored[name].data as Float32Array;
      between(this.weights(name), start, start_share, into);
    }
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
