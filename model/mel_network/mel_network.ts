import { gradientName, type Graph } from "../graph/graphs.ts";
import { float32, Session, type Tensor } from "../ort.ts";
import { AdamW } from "../training/adamw.ts";
import { targetsOf } from "../training/batch.ts";
import type { RandomStream } from "../types.ts";
import { flopsOf } from "../work.ts";
import {
  CHANNEL,
  CHANNELS,
  LAYERS,
  type MelNetworkShape,
  melScoringGraph,
  melTrainingGraph,
  statistics,
} from "./graphs.ts";

/** Share of a batch's statistics in the running ones, as PyTorch's default. */
const MOMENTUM = 0.1;

/** Adam as Kingma and Ba 2015 (arXiv 1412.6980): no decay, no clipping. */
const ADAM = {
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  weightDecay: 0,
  clipNorm: Infinity,
} as const;

/** A network on mel levels with its weights, its optimiser and its statistics. */
export class MelNetwork {
  readonly #shape: MelNetworkShape;
  readonly #training: { readonly graph: Graph; readonly session: Session };
  readonly #scoring: { readonly graph: Graph; readonly session: Session };
  readonly #optimizer: AdamW;
  readonly #weights: Readonly<Record<string, Tensor>>;
  readonly #gradients: Readonly<Record<string, Tensor>>;
  readonly #statistics: Readonly<Record<string, Tensor>>;

  private constructor(
    shape: MelNetworkShape,
    training: { readonly graph: Graph; readonly session: Session },
    scoring: { readonly graph: Graph; readonly session: Session },
  ) {
    this.#shape = shape;
    this.#training = training;
    this.#scoring = scoring;
    const { parameters } = training.graph;
    const optimizer = new AdamW(parameters, ADAM);
    this.#optimizer = optimizer;
    this.#weights = Object.fromEntries(parameters.map(({ name, dims }) => [
      name,
      float32(optimizer.weights(name), dims),
    ]));
    this.#gradients = Object.fromEntries(parameters.map(({ name, dims }) => [
      gradientName(name),
      float32(optimizer.gradients(name), dims),
    ]));
    const names = Array.from({ length: LAYERS }, (_, layer) => {
      const { mean, variance } = statistics(layer);
      return [mean, variance];
    });
    this.#statistics = Object.fromEntries(
      names.flat().map((
        name,
      ) => [name, float32(new Float32Array(CHANNELS), CHANNEL)]),
    );
  }

  /**
   * Writes and compiles the two graphs and draws the weights.
   *
   * @param stream Draws weights in the order of the network: uniform with the
   *   variance 2 / inputs (He et al. 2015, arXiv 1502.01852)
   */
  static async create(
    shape: MelNetworkShape,
    threads: number,
    stream: RandomStream,
  ): Promise<MelNetwork> {
    const compile = async (graph: Graph) => ({
      graph,
      session: await Session.create(graph.model, { threads }),
    });
    const network = new MelNetwork(
      shape,
      await compile(melTrainingGraph(shape)),
      await compile(melScoringGraph(shape)),
    );
    network.#start(stream);
    return network;
  }

  /** Names of the trained weights, in the order of the network. */
  get names(): readonly string[] {
    return this.#optimizer.names;
  }

  /** A weight's values; live. */
  weights(name: string): Float32Array {
    return this.#optimizer.weights(name);
  }

  /** A weight's gradient in the last step; live. */
  gradients(name: string): Float32Array {
    return this.#optimizer.gradients(name);
  }

  /**
   * One step of Adam.
   *
   * @param crops Levels of equal shape, [M, T] each
   * @param labels Class of each
   * @returns Mean cross-entropy before the step in nats, and the work in FLOPs
   */
  async step(
    crops: readonly Float32Array[],
    labels: readonly number[],
    rate: number,
  ): Promise<{ readonly loss: number; readonly flops: number }> {
    const { graph, session } = this.#training;
    const { loss, ...batch } = await session.run(
      {
        levels: this.#levels(crops),
        targets: targetsOf(labels, this.#shape.classes, 0),
        ...this.#weights,
      },
      {
        loss: null,
        ...Object.fromEntries(
          Object.keys(this.#statistics).map((name) => [name, null]),
        ),
        ...this.#gradients,
      },
    );
    this.#follow(batch, crops.length);
    this.#optimizer.step(rate, 0);
    return {
      loss: loss[0],
      flops: flopsOf(graph.products, { B: crops.length }),
    };
  }

  /**
   * log softmax of each crop by the running statistics.
   *
   * @returns One [C] for each crop, and the work in FLOPs
   */
  async score(
    crops: readonly Float32Array[],
  ): Promise<
    {
      readonly logProbabilities: readonly Float32Array[];
      readonly flops: number;
    }
  > {
    const { graph, session } = this.#scoring;
    const { classes } = this.#shape;
    const { logProbabilities } = await session.run(
      {
        levels: this.#levels(crops),
        ...this.#weights,
        ...this.#statistics,
      },
      { logProbabilities: null },
    );
    return {
      logProbabilities: crops.map((_, b) =>
        logProbabilities.slice(b * classes, (b + 1) * classes)
      ),
      flops: flopsOf(graph.products, { B: crops.length }),
    };
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    await this.#training.session.release();
    await this.#scoring.session.release();
  }

  #levels(crops: readonly Float32Array[]): Tensor {
    const { bands, frames } = this.#shape;
    const data = new Float32Array(crops.length * bands * frames);
    crops.forEach((crop, b) => data.set(crop, b * bands * frames));
    return float32(data, [crops.length, 1, bands, frames]);
  }

  /** Moves the running statistics; their variance is that of a sample, as PyTorch's. */
  #follow(batch: Readonly<Record<string, Float32Array>>, crops: number): void {
    let [height, width] = [this.#shape.bands, this.#shape.frames];
    for (let layer = 0; layer < LAYERS; layer++) {
      const n = crops * height * width;
      const { mean, variance } = statistics(layer);
      for (
        const [name, factor] of [[mean, 1], [variance, n / (n - 1)]] as const
      ) {
        const running = this.#statistics[name].data as Float32Array;
        batch[name].forEach((value, c) =>
          running[c] += MOMENTUM * (factor * value - running[c])
        );
      }
      [height, width] = [Math.floor(height / 2), Math.floor(width / 2)];
    }
  }

  #start(stream: RandomStream): void {
    for (const { name, dims } of this.#training.graph.parameters) {
      const weights = this.weights(name);
      if (name.endsWith(".scale")) weights.fill(1);
      else if (dims.length === 2 || name.endsWith(".kernel")) {
        const inputs = name.endsWith(".kernel")
          ? weights.length / dims[0]
          : dims[0];
        const limit = Math.sqrt(6 / inputs);
        weights.forEach((_, i) =>
          weights[i] = (2 * stream.random() - 1) * limit
        );
      }
    }
    for (let layer = 0; layer < LAYERS; layer++) {
      const { variance } = statistics(layer);
      (this.#statistics[variance].data as Float32Array).fill(1);
    }
  }
}
