/**
 * The four graphs of a recipe. Together they are the network, cut where caches
 * sit:
 *
 *     audio --front--> frames --middle--> pooled features --head--> loss
 *             cached            cached (frozen epochs)
 *
 * `front` is everything below the first trained block, `pooled` the frozen
 * middle, `training` and `scoring` the middle with the head on top and its
 * weights as inputs. Where the front end is trained too the cut lies below it,
 * and `front` is empty.
 *
 * Notation: S samples, T frames, B utterances, N = B T, d width, C classes,
 * f pooled features (d or 2 d).
 *
 * @module
 */
import type { Encoder, WeightOnTape } from "../encoders/encoder.ts";
import { ElementType } from "../onnx/types.ts";
import { crossEntropy } from "../ops/cross_entropy.ts";
import { linear, type Matrix } from "../ops/linear.ts";
import { meanDeviationPool, meanPool } from "../ops/pooling.ts";
import { concat } from "../ops/shape.ts";
import type { Recipe } from "../recipe.ts";
import { isTrained, loraShape } from "../tuning.ts";
import { type Size, Tape, type Value } from "./tape.ts";

/** A graph ready to compile. */
export interface Graph {
  /** Bytes of the `.onnx` model. */
  readonly model: Uint8Array;
  /** Its matrix products, for counting work. */
  readonly products: readonly (readonly Size[])[];
  /** Weights that are fed, in the order of the network. */
  readonly parameters: readonly Parameter[];
}

/** A weight that is fed. */
export interface Parameter {
  /** Name of the input; its gradient is the output `gradientName(name)`. */
  readonly name: string;
  /** Shape. */
  readonly dims: readonly number[];
}

/** What decides a graph. */
export interface GraphOptions {
  /** The network. */
  readonly encoder: Encoder;
  /** Blocks, pooling and batch. */
  readonly recipe: Recipe;
  /** Number of classes, C. */
  readonly classes: number;
}

/** Name of the output that holds the gradient of a weight. */
export const gradientName = (weight: string): string => `gradient ${weight}`;

/** Names of the head's weights: [f, C] and [C]. */
export const HEAD = { weight: "head.w", bias: "head.b" } as const;

/** Number of pooled features, f: all means, then all deviations. */
export function pooledWidth(encoder: Encoder, recipe: Recipe): number {
  const kinds = recipe.pooling === "mean" ? 1 : 2;
  return kinds * (recipe.also_pooled.length + 1) * encoder.width;
}

/**
 * Inputs `audio` [1, S], `shape`; output `frames` [T, k d]: the front end and
 * the blocks that are never trained, k - 1 of which are pooled, too; theirs
 * come first. Where all are trained, the audio itself.
 */
export function frontGraph({ encoder, recipe }: GraphOptions): Graph {
  const tape = new Tape();
  const audio = tape.input("audio", [1, "S"]);
  const layers = recipe.stem === "trained"
    ? [tape.op("Identity", [audio], audio.dims)]
    : emitFront(
      tape,
      { encoder, recipe },
      (name) => constant(tape, encoder, name),
      audio,
      () => shapeInput(tape, encoder),
    );
  const frames = layers.length > 1 ? concat(tape, layers, 1) : layers[0];
  tape.output(frames, "frames");
  return finish(tape, "front", []);
}

/**
 * Emits the front end and the blocks below the first trained one.
 *
 * @param audio [1, S]
 * @param shapeOf Gives the input that holds the encoder's `blockShape` of frames
 * @returns What is pooled of them, then what leaves the last, [T, d] each
 */
export function emitFront(
  tape: Tape,
  { encoder, recipe }: Pick<GraphOptions, "encoder" | "recipe">,
  weight: WeightOnTape,
  audio: Value,
  shapeOf: (frames: Value) => Value,
): Value[] {
  let frames = encoder.emitStem(tape, audio, weight);
  const pooled: Value[] = [];
  if (recipe.first_block > 0) {
    const emit = encoder.blockEmitter(tape, weight, shapeOf(frames));
    for (let i = 0; i < recipe.first_block; i++) {
      if (recipe.also_pooled.includes(i)) pooled.push(frames);
      frames = emit(frames, i);
    }
  }
  return [...pooled, frames];
}

/**
 * Inputs `frames` [N, k d], or `audio` [1, S] where the front end is trained,
 * `pool` [B, N], `shape`; output `pooled` [B, f].
 */
export function pooledGraph({ encoder, recipe }: GraphOptions): Graph {
  const tape = new Tape();
  const pooled = middle(
    tape,
    encoder,
    recipe,
    (name) => constant(tape, encoder, name),
  );
  tape.output(pooled, "pooled");
  return finish(tape, "pooled", []);
}

/** Like `pooledGraph` with weights fed; output `logProbabilities` [B, C]. */
export function scoringGraph(options: GraphOptions): Graph {
  const tape = new Tape();
  const parameters = new Parameters(tape, options, false);
  const logits = parameters.logits();
  const log = tape.op("LogSoftmax", [logits], logits.dims, { axis: -1n });
  tape.output(log, "logProbabilities");
  return finish(tape, "scoring", parameters.list);
}

/**
 * Inputs of `scoringGraph` and `targets` [B, C], and `mask` [B, 1, 1, T] where
 * batches are larger than one; outputs `loss`, `norm` (2-norm of the whole
 * gradient) and a gradient for each weight.
 */
export function trainingGraph(options: GraphOptions): Graph {
  const tape = new Tape();
  const parameters = new Parameters(tape, options, true);
  const mask = options.recipe.batch > 1
    ? tape.input("mask", ["B", 1, 1, "T"])
    : undefined;
  const logits = parameters.logits(mask);
  const targets = tape.input("targets", logits.dims);
  const loss = crossEntropy(tape, logits, targets);
  tape.backward(loss);

  const squares = parameters.list.map(({ name, value }) => {
    const gradient = tape.gradient(value)!;
    tape.output(gradient, gradientName(name));
    return tape.op("ReduceSumSquare", [gradient], [], { keepdims: 0n });
  });
  const norm = tape.op("Sqrt", [tape.op("Sum", squares, [])], []);
  tape.output(loss, "loss");
  tape.output(norm, "norm");
  return finish(tape, "training", parameters.list);
}

/** The weights a graph is fed with, declared where the network first uses them. */
class Parameters {
  readonly list: (Parameter & { readonly value: Value })[] = [];

  constructor(
    readonly tape: Tape,
    readonly options: GraphOptions,
    readonly trained: boolean,
  ) {}

  logits(mask?: Value): Value {
    const { encoder, recipe, classes } = this.options;
    const weight = (name: string) => this.#weight(name);
    const pooled = middle(this.tape, encoder, recipe, weight, mask);
    return linear(
      this.tape,
      pooled,
      this.#declare(HEAD.weight, [pooledWidth(encoder, recipe), classes]),
      this.#declare(HEAD.bias, [classes]),
    );
  }

  /** A weight of the encoder: fed where the recipe trains it, else constant. */
  #weight(name: string): Matrix {
    const { encoder, recipe } = this.options;
    const { dims } = encoder.weights.get(name)!;
    if (isTrained(recipe, name)) return this.#declare(name, dims);
    const own = constant(this.tape, encoder, name);
    const lora = loraShape(recipe, name, dims);
    if (!lora) return own;
    const { a, b, parts, scale } = lora;
    return {
      ...own,
      lowRank: {
        a: this.#declare(a.name, a.dims),
        b: this.#declare(b.name, b.dims),
        parts,
        scale,
      },
    };
  }

  #declare(name: string, dims: readonly number[]): Value {
    const known = this.list.find((parameter) => parameter.name === name);
    if (known) return known.value;
    const value = this.trained
      ? this.tape.parameter(name, dims)
      : this.tape.input(name, dims);
    this.list.push({ name, dims, value });
    return value;
  }
}

/** Frames or audio through what the recipe trains, to pooled features [B, f]. */
function middle(
  tape: Tape,
  encoder: Encoder,
  recipe: Recipe,
  weight: WeightOnTape,
  mask?: Value,
): Value {
  const layers = recipe.stem === "trained"
    ? [encoder.emitStem(tape, tape.input("audio", [1, "S"]), weight)]
    : entering(tape, encoder, recipe);
  return emitMiddle(tape, { encoder, recipe }, weight, layers, {
    pool: tape.input("pool", ["B", "N"]),
    shape: shapeInput(tape, encoder),
    mask,
  });
}

/** What the middle is told of a batch. */
interface BatchInputs {
  /** [B, N], 1 / T_b where frame n belongs to utterance b, else 0. */
  readonly pool: Value;
  /** The encoder's `blockShape`. */
  readonly shape: Value;
  /** [B, 1, 1, T], added to attention scores. */
  readonly mask?: Value;
}

/**
 * Emits the blocks from the first trained one on, the norm and the pooling.
 *
 * @param layers What `emitFront` gives
 * @returns Pooled features, [B, f]
 */
export function emitMiddle(
  tape: Tape,
  { encoder, recipe }: Pick<GraphOptions, "encoder" | "recipe">,
  weight: WeightOnTape,
  layers: readonly Value[],
  { pool: weights, shape, mask }: BatchInputs,
): Value {
  const { first_block, pooled_after, also_pooled } = recipe;
  const pooled = [...layers];
  let frames = pooled.pop()!;
  const emit = encoder.blockEmitter(tape, weight, shape, mask);
  for (let i = first_block; i < pooled_after; i++) {
    if (also_pooled.includes(i)) pooled.push(frames);
    frames = emit(frames, i);
  }
  const normed = [...pooled, frames]
    .map((layer) => encoder.emitNorm(tape, layer, weight, weights));
  const joined = normed.length > 1 ? concat(tape, normed, 1) : normed[0];
  return recipe.pooling === "mean"
    ? meanPool(tape, weights, joined)
    : meanDeviationPool(tape, weights, joined);
}

/** What `frontGraph` gives, in its parts. */
function entering(tape: Tape, { width }: Encoder, recipe: Recipe): Value[] {
  const below = recipe.also_pooled
    .filter((block) => block < recipe.first_block);
  const parts = below.length + 1;
  const frames = tape.input("frames", ["N", parts * width]);
  if (parts === 1) return [frames];
  return tape.ops(
    "Split",
    [frames, tape.integers(new Array(parts).fill(width))],
    new Array(parts).fill(["N", width]),
    { axis: 1n },
  );
}

/** A weight of the encoder as a constant. */
export function constant(tape: Tape, encoder: Encoder, name: string): Value {
  const { data, dims } = encoder.weights.get(name)!;
  return tape.constant(name, data, dims);
}

function shapeInput(tape: Tape, encoder: Encoder): Value {
  const { length } = encoder.blockShape(1, 1);
  return tape.input("shape", [length], ElementType.int64);
}

function finish(
  tape: Tape,
  name: string,
  parameters: readonly Parameter[],
): Graph {
  return {
    model: tape.build(name),
    products: tape.products,
    parameters: parameters.map(({ name, dims }) => ({ name, dims })),
  };
}
