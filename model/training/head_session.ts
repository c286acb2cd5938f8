import { type GraphOptions, HEAD, pooledWidth } from "../graph/graphs.ts";
import { AdamW } from "./adamw.ts";
import { between } from "./start_share.ts";
import { type LinearHead, logProbabilitiesOf } from "./probe.ts";
import type { TrainedModel } from "./trained_model.ts";
import type { Step } from "./training_session.ts";
import type { RandomStream } from "../types.ts";

/**
 * A linear head trained on pooled features that do not change: the frozen
 * epochs. The same loss, clipping and optimiser as {@linkcode TrainingSession}
 * at a small part of its cost.
 */
export class HeadSession {
  /** The head; live. */
  readonly head: LinearHead;
  readonly #start: LinearHead;
  readonly #options: GraphOptions;
  readonly #optimizer: AdamW;
  readonly #gradient: LinearHead;

  readonly #classWeights?: readonly number[];

  /**
   * Starts from a copy of `start`.
   *
   * @param classWeights Factor of the loss for each class; 1 by default
   */
  constructor(
    options: GraphOptions,
    start: LinearHead,
    classWeights?: readonly number[],
  ) {
    const { encoder, recipe, classes } = options;
    const optimizer = new AdamW([
      { name: HEAD.weight, dims: [pooledWidth(encoder, recipe), classes] },
      { name: HEAD.bias, dims: [classes] },
    ], {
      betas: recipe.betas,
      epsilon: recipe.epsilon,
      weightDecay: recipe.weight_decay,
      clipNorm: recipe.clip_norm,
    });
    this.#options = options;
    this.#start = start;
    this.#classWeights = classWeights;
    this.#optimizer = optimizer;
    this.head = {
      weight: optimizer.weights(HEAD.weight),
      bias: optimizer.weights(HEAD.bias),
    };
    this.#gradient = {
      weight: optimizer.gradients(HEAD.weight),
      bias: optimizer.gradients(HEAD.bias),
    };
    this.head.weight.set(start.weight);
    this.head.bias.set(start.bias);
  }

  /** Trains on one batch of pooled features. */
  step(
    features: readonly Float32Array[],
    labels: readonly number[],
    rate: number,
  ): Step {
    const { classes, recipe: { label_smoothing } } = this.#options;
    const { weight, bias } = this.#gradient;
    weight.fill(0);
    bias.fill(0);
    let loss = 0;
    features.forEach((x, b) => {
      const share = (this.#classWeights?.[labels[b]] ?? 1) / features.length;
      const log = logProbabilitiesOf(this.head, x);
      for (let c = 0; c < classes; c++) {
        const hit = c === labels[b] ? 1 - label_smoothing : 0;
        const target = (hit + label_smoothing / classes) * share;
        const residual = Math.exp(log[c]) * share - target;
        loss -= target * log[c];
        bias[c] += residual;
        for (let j = 0; j < x.length; j++) {
          weight[j * classes + c] += residual * x[j];
        }
      }
    });
    const norm = this.#optimizer.gradientNorm();
    this.#optimizer.step(rate, norm);
    return { loss, norm, flops: 2 * this.#work * features.length };
  }

  /** log softmax [C] of one recording by the scored head, and the work it took. */
  score(
    features: Float32Array,
  ): { logProbabilities: Float64Array; flops: number } {
    return {
      logProbabilities: logProbabilitiesOf(this.#scored(), features),
      flops: this.#work,
    };
  }

  /** A copy of the scored head; the encoder is untouched. */
  model(): TrainedModel {
    const { weight, bias } = this.#scored();
    return {
      head: { weight: weight.slice(), bias: bias.slice() },
      weights: new Map(),
    };
  }

  #scored(): LinearHead {
    const { start_share } = this.#options.recipe;
    if (start_share === 0) return this.head;
    return {
      weight: between(this.head.weight, this.#start.weight, start_share),
      bias: between(this.head.bias, this.#start.bias, start_share),
    };
  }

  /** One product of features and head. */
  get #work(): number {
    return 2 * this.head.weight.length;
  }
}

/** A head of zeros for biases and uniform weights in +-sqrt(6 / (f + C)). */
export function xavierHead(
  features: number,
  classes: number,
  stream: RandomStream,
): LinearHead {
  const limit = Math.sqrt(6 / (features + classes));
  return {
    weight: Float32Array.from(
      { length: features * classes },
      () => (2 * stream.random() - 1) * limit,
    ),
    bias: new Float32Array(classes),
  };
}
