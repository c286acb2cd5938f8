/**
 * The wav2vec 2.0 encoder (Baevski et al. 2020, arXiv 2006.11477) and HuBERT
 * (Hsu et al. 2021, arXiv 2106.07447), which has the same network.
 *
 * Notation: S samples, T frames, B utterances, N = B T, d width, H heads,
 * c = d / H, C channels of the last convolution, K taps of the positional one.
 *
 *     stem     x = audio, normalised where the weights were trained so
 *              x = gelu norm_i conv_i x, for each convolution
 *              x = project(norm x);  x += gelu positions(x)
 *     base     x = norm x;  block: x = norm1(x + O attention x)
 *                                  x = norm2(x + fc2 gelu(fc1 x))
 *     large    block: x += O attention(norm1 x);  x += fc2 gelu(fc1 norm2 x)
 *              and x = norm x after the last one
 *
 * The convolutions have a norm per channel after the first (base) or one per
 * frame after each (large). Dropout, layer drop and masking, which the
 * original trains with, are off here: a step is a function of its input.
 *
 * WavLM (Chen et al. 2022, arXiv 2110.13900) would need one thing more, its
 * gated relative position bias: to the scores of each head, the entry of a
 * table for the bucket of the frames' distance (block 0 holds the table), times
 * a gate that every block computes from the head's own channels.
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";
import { attention } from "../ops/attention.ts";
import { conv1d } from "../ops/conv1d.ts";
import { GELU_SCALE, scaledGelu } from "../ops/gelu.ts";
import { instanceNorm } from "../ops/instance_norm.ts";
import { layerNorm } from "../ops/layer_norm.ts";
import { linear } from "../ops/linear.ts";
import { scale } from "../ops/scale.ts";
import { add, reshape, transpose } from "../ops/shape.ts";
import { utteranceNorm } from "../ops/utterance_norm.ts";
import { weightNorm } from "../ops/weight_norm.ts";
import type { BlockEmitter, Encoder, Weight, WeightOnTape } from "./encoder.ts";
import { feedForward } from "./feed_forward.ts";
import { attentionHeads, headsShape } from "./heads.ts";

/** PyTorch's default, which the norms between the convolutions keep. */
const CONVOLUTION_EPSILON = 1e-5;

/** Added to the audio's variance, as by SpeechBrain's wrapper. */
const AUDIO_EPSILON = 1e-5;

/** What the network looks like. */
export interface Wav2Vec2Layout {
  /** Name in tables. */
  readonly name: string;
  /** Channels of a frame, d. */
  readonly width: number;
  /** Transformer blocks. */
  readonly blocks: number;
  /** Attention heads, H. */
  readonly heads: number;
  /** Width of the layer between fc1 and fc2. */
  readonly hidden: number;
  /** Convolutions on the audio, in order. */
  readonly convolutions: readonly {
    readonly channels: number;
    readonly kernel: number;
    readonly stride: number;
  }[];
  /** Whether these convolutions have biases. */
  readonly convolutionBias: boolean;
  /** One norm per channel after the first, or one per frame after each. */
  readonly convolutionNorm: "group" | "layer";
  /** Taps and groups of the positional convolution. */
  readonly positions: { readonly kernel: number; readonly groups: number };
  /** Norms stand before attention and MLP (large), or after them (base). */
  readonly normFirst: boolean;
  /** Added to the variance in the norms of frames. */
  readonly epsilon: number;
  /** Audio to mean 0 and variance 1 over its whole length, padding included. */
  readonly normalizeAudio: boolean;
  /** Frames to mean 0 and variance 1 over an utterance before pooling. */
  readonly normalizeOutput: boolean;
}

/**
 * Shapes of all weights:
 *
 *     conv.i.w [out, in, kernel]    conv.i.b [out]
 *     conv.i.norm.w, .b             [out, 1] per channel or [out] per frame
 *     project.norm.w, .b [C]        project.w [C, d]        project.b [d]
 *     positions.g [1, 1, K]         positions.v [d, d / groups, K]
 *     positions.b [d]               norm.w, .b [d]
 *     blocks.i.qkv.w [d, 3d]        blocks.i.qkv.b [3d]
 *     blocks.i.out.w [d, d]         blocks.i.out.b [d]
 *     blocks.i.fc1.w [d, m]         blocks.i.fc1.b [m]
 *     blocks.i.fc2.w [m, d]         blocks.i.fc2.b [d]
 *     blocks.i.norm1.w, .b, norm2.w, .b [d]
 */
export function wav2vec2Shapes(
  layout: Wav2Vec2Layout,
): Map<string, readonly number[]> {
  const { width: d, hidden: m, convolutions, positions } = layout;
  const shapes = new Map<string, readonly number[]>();
  const norm = (name: string, dims: readonly number[]) => {
    shapes.set(`${name}.w`, dims);
    shapes.set(`${name}.b`, dims);
  };
  const map = (name: string, from: number, to: number) => {
    shapes.set(`${name}.w`, [from, to]);
    shapes.set(`${name}.b`, [to]);
  };
  convolutions.forEach(({ channels, kernel }, i) => {
    const before = i === 0 ? 1 : convolutions[i - 1].channels;
    shapes.set(`conv.${i}.w`, [channels, before, kernel]);
    if (layout.convolutionBias) shapes.set(`conv.${i}.b`, [channels]);
    if (layout.convolutionNorm === "layer") norm(`conv.${i}.norm`, [channels]);
    else if (i === 0) norm(`conv.${i}.norm`, [channels, 1]);
  });
  const last = convolutions[convolutions.length - 1].channels;
  norm("project.norm", [last]);
  map("project", last, d);
  shapes.set("positions.g", [1, 1, positions.kernel]);
  shapes.set("positions.v", [d, d / positions.groups, positions.kernel]);
  shapes.set("positions.b", [d]);
  norm("norm", [d]);
  for (let i = 0; i < layout.blocks; i++) {
    map(`blocks.${i}.qkv`, d, 3 * d);
    map(`blocks.${i}.out`, d, d);
    map(`blocks.${i}.fc1`, d, m);
    map(`blocks.${i}.fc2`, m, d);
    norm(`blocks.${i}.norm1`, [d]);
    norm(`blocks.${i}.norm2`, [d]);
  }
  return shapes;
}

/** Makes the encoder of a layout and the weights of {@linkcode wav2vec2Shapes}. */
export function wav2vec2(
  layout: Wav2Vec2Layout,
  weights: ReadonlyMap<string, Weight>,
): Encoder {
  const { name, width, blocks, heads, convolutions } = layout;
  return {
    name,
    width,
    blocks,
    weights,
    stemTrains: true,
    minSamples: convolutions.toReversed()
      .reduce((length, c) => (length - 1) * c.stride + c.kernel, 1),
    maxSamples: Infinity,
    stemSizes(samples) {
      const sizes: Record<string, number> = { T: samples };
      convolutions.forEach(({ kernel, stride }, i) => {
        sizes.T = Math.floor((sizes.T - kernel) / stride) + 1;
        sizes[`T${i + 1}`] = sizes.T;
      });
      return sizes;
    },
    emitStem: (tape, audio, weight) => emitStem(tape, audio, weight, layout),
    blockEmitter: (tape, weight, shape, mask) =>
      blockEmitter(tape, layout, weight, shape, mask),
    blockShape: (batch, frames) => headsShape(batch, frames, heads, width),
    emitNorm(tape, frames, weight, pool) {
      const normed = layout.normFirst
        ? frameNorm(tape, frames, weight, "norm", layout.epsilon)
        : frames;
      return layout.normalizeOutput
        ? utteranceNorm(tape, pool, normed)
        : normed;
    },
  };
}

/** audio [1, S] to frames [T, d]. */
function emitStem(
  tape: Tape,
  audio: Value,
  weight: WeightOnTape,
  layout: Wav2Vec2Layout,
): Value {
  const channels = convolve(tape, audio, weight, layout);
  const features = scale(tape, toRows(tape, channels), GELU_SCALE);
  const { epsilon } = layout;
  const frames = linear(
    tape,
    frameNorm(tape, features, weight, "project.norm", epsilon),
    weight("project.w"),
    weight("project.b"),
  );
  const placed = add(tape, frames, positions(tape, frames, weight, layout));
  return layout.normFirst
    ? placed
    : frameNorm(tape, placed, weight, "norm", epsilon);
}

/**
 * audio [1, S] to sqrt 2 times the features, [1, C, T]. `scaledGelu` wants its
 * input and gives its output off by a factor, which the kernels take up.
 */
function convolve(
  tape: Tape,
  audio: Value,
  weight: WeightOnTape,
  layout: Wav2Vec2Layout,
): Value {
  const signal = layout.normalizeAudio ? normalized(tape, audio) : audio;
  let x = tape.op("Unsqueeze", [signal, tape.integers([1])], [1, 1, "S"]);
  layout.convolutions.forEach(({ stride }, i) => {
    const own = (part: string) => weight(`conv.${i}.${part}`);
    const shrunk = (part: string) => scale(tape, own(part), GELU_SCALE);
    const normed = i === 0 || layout.convolutionNorm === "layer";
    const [before, after] = [
      i === 0 ? 1 : GELU_SCALE,
      normed ? 1 : GELU_SCALE,
    ];
    const y = conv1d(
      tape,
      x,
      scale(tape, own("w"), before * after),
      layout.convolutionBias ? scale(tape, own("b"), after) : undefined,
      { stride, frames: `T${i + 1}` },
    );
    let h = y;
    if (normed) {
      const [w, b] = [shrunk("norm.w"), shrunk("norm.b")];
      h = layout.convolutionNorm === "group"
        ? instanceNorm(tape, y, w, b)
        : toChannels(
          tape,
          layerNorm(tape, toRows(tape, y), w, b, CONVOLUTION_EPSILON),
        );
    }
    x = scaledGelu(tape, h);
  });
  return x;
}

/** What tells the frames where they stand, from their neighbours; [T, d]. */
function positions(
  tape: Tape,
  frames: Value,
  weight: WeightOnTape,
  { positions: { kernel, groups } }: Wav2Vec2Layout,
): Value {
  // Scaling the kernel's lengths scales the kernel
  const lengths = scale(tape, weight("positions.g"), GELU_SCALE);
  const y = conv1d(
    tape,
    toChannels(tape, frames),
    weightNorm(tape, lengths, weight("positions.v")),
    scale(tape, weight("positions.b"), GELU_SCALE),
    {
      groups,
      // An even kernel would give a frame too many: the original drops the last
      padding: [Math.floor(kernel / 2), Math.floor((kernel - 1) / 2)],
      frames: "T",
    },
  );
  return scale(tape, toRows(tape, scaledGelu(tape, y)), GELU_SCALE);
}

/** Audio [1, S] less its mean and over its deviation. Never differentiated. */
function normalized(tape: Tape, audio: Value): Value {
  const mean = (v: Value) =>
    tape.op("ReduceMean", [v], [1, 1], { axes: [-1], keepdims: 1n });
  const centred = tape.op("Sub", [audio, mean(audio)], audio.dims);
  const square = tape.op("Mul", [centred, centred], audio.dims);
  const raised = tape.op(
    "Add",
    [mean(square), tape.scalar(AUDIO_EPSILON)],
    [1, 1],
  );
  const deviation = tape.op("Sqrt", [raised], [1, 1]);
  return tape.op("Div", [centred, deviation], audio.dims);
}

function frameNorm(
  tape: Tape,
  frames: Value,
  weight: WeightOnTape,
  name: string,
  epsilon: number,
): Value {
  const [w, b] = [weight(`${name}.w`), weight(`${name}.b`)];
  return layerNorm(tape, frames, w, b, epsilon);
}

/** [1, C, T] to [T, C]. */
function toRows(tape: Tape, x: Value): Value {
  const [, C, T] = x.dims;
  return reshape(
    tape,
    transpose(tape, x, [0, 2, 1]),
    { value: tape.integers([1, -1, Number(C)]), dims: [1, T, C] },
    { value: tape.integers([-1, Number(C)]), dims: [T, C] },
  );
}

/** [T, C] to [1, C, T]. */
function toChannels(tape: Tape, x: Value): Value {
  const [T, C] = x.dims;
  return transpose(
    tape,
    reshape(
      tape,
      x,
      { value: tape.integers([-1, Number(C)]), dims: [T, C] },
      { value: tape.integers([1, -1, Number(C)]), dims: [1, T, C] },
    ),
    [0, 2, 1],
  );
}

/** Shares the shapes among blocks; `shape` holds `headsShape`. */
function blockEmitter(
  tape: Tape,
  { heads, width, normFirst, epsilon }: Wav2Vec2Layout,
  weight: WeightOnTape,
  shape: Value,
  mask?: Value,
): BlockEmitter {
  const { part, join } = attentionHeads(tape, shape, heads, width);
  return (x, block) => {
    const own: WeightOnTape = (name) => weight(`blocks.${block}.${name}`);
    const norm = (v: Value, name: string) =>
      frameNorm(tape, v, own, name, epsilon);
    const attend = (v: Value) => {
      const projected = linear(tape, v, own("qkv.w"), own("qkv.b"));
      const mixed = attention(
        tape,
        part(projected),
        1 / Math.sqrt(width / heads),
        mask,
      );
      return linear(tape, join(mixed), own("out.w"), own("out.b"));
    };
    const think = (v: Value) => feedForward(tape, v, own);
    if (normFirst) {
      const attended = add(tape, x, attend(norm(x, "norm1")));
      return add(tape, attended, think(norm(attended, "norm2")));
    }
    const attended = norm(add(tape, x, attend(x)), "norm1");
    return norm(add(tape, attended, think(attended)), "norm2");
  };
}
