/**
 * The Moonshine encoder (Jeffries et al. 2024, arXiv 2410.15608): a
 * convolutional front end on raw audio and pre-norm transformer blocks with
 * rotary positions.
 *
 * Notation: S samples, T frames of 384 samples, B utterances, N = B T,
 * d width, H heads, c = d / H channels of a head.
 *
 *     stem     conv1 (127, stride 64) tanh, one-group norm,
 *              conv2 (7, 3) gelu, conv3 (3, 2) gelu
 *     block    x += O attention(norm1 x);  x += fc2 gelu(fc1 norm2 x)
 *
 * The one-group norm spans all channels and all time, so zeros at the end of
 * the audio change every frame.
 *
 * @module
 */
import { MICROSOFT } from "../graph/builder.ts";
import type { Tape, Value } from "../graph/tape.ts";
import { attention } from "../ops/attention.ts";
import { layerNorm } from "../ops/layer_norm.ts";
import { linear } from "../ops/linear.ts";
import { rotary, rotaryTables } from "../ops/rotary.ts";
import { add, reshape, type Shape, split, transpose } from "../ops/shape.ts";
import type { BlockEmitter, Encoder, Weight, WeightOnTape } from "./encoder.ts";
import { feedForward } from "./feed_forward.ts";

/** Kernel and stride of the three convolutions. */
const CONVOLUTIONS = [
  { kernel: 127, stride: 64 },
  { kernel: 7, stride: 3 },
  { kernel: 3, stride: 2 },
] as const;

/** Frames for which rotary angles are tabled: 49 s of audio. */
const MAX_FRAMES = 2048;

/** What cannot be told from the weights' shapes. */
export interface MoonshineSettings {
  /** Name in tables. */
  readonly name: string;
  /** Attention heads, H. */
  readonly heads: number;
  /** Rotary frequencies, one for each pair of channels; at most c / 2. */
  readonly frequencies: Float32Array;
}

/**
 * Makes the encoder of a set of weights:
 *
 *     conv1.w [d, 1, 127]   norm0.w, norm0.b [d, 1]
 *     conv2.w [2d, d, 7]    conv2.b [2d]     conv3.w [d, 2d, 3]   conv3.b [d]
 *     blocks.i.norm1.w [d]  blocks.i.qkv.w [d, 3d]  blocks.i.out.w [d, d]
 *     blocks.i.norm2.w [d]  blocks.i.fc1.w [d, m]   blocks.i.fc1.b [m]
 *     blocks.i.fc2.w [m, d] blocks.i.fc2.b [d]      norm.w [d]
 */
export function moonshine(
  settings: MoonshineSettings,
  weights: ReadonlyMap<string, Weight>,
): Encoder {
  const width = weights.get("norm.w")!.dims[0];
  let blocks = 0;
  while (weights.has(`blocks.${blocks}.norm1.w`)) blocks++;
  const { heads } = settings;
  return {
    name: settings.name,
    width,
    blocks,
    weights,
    minSamples: samplesOf(1),
    maxSamples: samplesOf(MAX_FRAMES),
    stemSizes,
    emitStem: (tape, audio) => emitStem(tape, audio, weights, width),
    blockEmitter: (tape, weight, shape, mask) =>
      blockEmitter(tape, { ...settings, width }, weight, shape, mask),
    blockShape: (batch, frames) => [batch, frames, 3, heads, width / heads],
    emitNorm: (tape, frames, weight) =>
      layerNorm(tape, frames, weight("norm.w")),
  };
}

function stemSizes(samples: number): Record<string, number> {
  const sizes: Record<string, number> = {};
  let length = samples;
  CONVOLUTIONS.forEach(({ kernel, stride }, i) => {
    length = Math.floor((length - kernel) / stride) + 1;
    sizes[`T${i + 1}`] = length;
  });
  return { ...sizes, T: length };
}

/** The shortest audio that becomes so many frames. */
function samplesOf(frames: number): number {
  return CONVOLUTIONS.toReversed()
    .reduce((length, c) => (length - 1) * c.stride + c.kernel, frames);
}

/** audio [1, S] to frames [T, d]. */
function emitStem(
  tape: Tape,
  audio: Value,
  weights: ReadonlyMap<string, Weight>,
  width: number,
): Value {
  const constant = (name: string) => {
    const { data, dims } = weights.get(name)!;
    return tape.constant(name, data, dims);
  };
  const convolve = (x: Value, layer: 1 | 2 | 3) => {
    const { kernel, stride } = CONVOLUTIONS[layer - 1];
    const w = constant(`conv${layer}.w`);
    const dims = [1, w.dims[0], `T${layer}`];
    tape.countProduct([...w.dims, `T${layer}`]);
    return tape.op(
      "Conv",
      layer === 1 ? [x, w] : [x, w, constant(`conv${layer}.b`)],
      dims,
      { strides: [stride], kernel_shape: [kernel] },
    );
  };
  const activate = (x: Value) => tape.op("Gelu", [x], x.dims, {}, MICROSOFT);

  const signal = tape.op("Unsqueeze", [audio, tape.integers([1])], [1, 1, "S"]);
  const first = convolve(signal, 1);
  const filtered = tape.op("Tanh", [first], first.dims);
  // One group: a single "channel" that holds all channels and all time
  const group = tape.op(
    "Reshape",
    [filtered, tape.integers([1, 1, -1])],
    [1, 1, "d T1"],
  );
  const normal = tape.op(
    "InstanceNormalization",
    [
      group,
      tape.constant("one", Float32Array.of(1), [1]),
      tape.constant("zero", Float32Array.of(0), [1]),
    ],
    group.dims,
    { epsilon: 1e-5 },
  );
  const channels = tape.op(
    "Reshape",
    [normal, tape.integers([1, width, -1])],
    filtered.dims,
  );
  const scaled = tape.op("Mul", [channels, constant("norm0.w")], filtered.dims);
  const shifted = tape.op("Add", [scaled, constant("norm0.b")], filtered.dims);
  const last = activate(convolve(activate(convolve(shifted, 2)), 3));
  const byTime = tape.op("Transpose", [last], [1, "T", width], {
    perm: [0, 2, 1],
  });
  return tape.op("Reshape", [byTime, tape.integers([-1, width])], ["T", width]);
}

/**
 * Shares the rotary tables and the shapes among blocks.
 *
 * @param shape [B, T, 3, H, c] as int64, fed at run time so that one graph
 *   serves every length and batch
 */
function blockEmitter(
  tape: Tape,
  settings: MoonshineSettings & { readonly width: number },
  weight: WeightOnTape,
  shape: Value,
  mask?: Value,
): BlockEmitter {
  const { heads, width, frequencies } = settings;
  const channels = width / heads;
  const tables = rotaryTables(tape, frequencies, MAX_FRAMES);

  const at = (i: number) =>
    tape.op("Gather", [shape, tape.integers([i])], [1], { axis: 0n });
  const [batch, frames, size] = [at(0), at(1), at(4)];
  const count = at(3);
  const one = tape.integers([1]);
  const shapeOf = (parts: Value[], dims: Shape["dims"]): Shape => ({
    value: tape.op("Concat", parts, [parts.length], { axis: 0n }),
    dims,
  });
  const rows = { value: tape.integers([-1, width]), dims: ["N", width] };
  const tripleRows = {
    value: tape.integers([-1, 3 * width]),
    dims: ["N", 3 * width],
  };
  const byHead = { value: shape, dims: ["B", "T", 3, heads, channels] };
  const merged = shapeOf(
    [batch, frames, count, size],
    ["B", "T", heads, channels],
  );
  const single = shapeOf(
    [batch, count, frames, size],
    ["B", heads, "T", channels],
  );
  const stacked = shapeOf(
    [one, batch, count, frames, size],
    [1, "B", heads, "T", channels],
  );
  const pair = shapeOf(
    [tape.integers([2]), batch, count, frames, size],
    [2, "B", heads, "T", channels],
  );
  const pairFlat = shapeOf(
    [tape.integers([-1]), count, frames, size],
    ["2B", heads, "T", channels],
  );

  return (x, block) => {
    const own = (name: string) => weight(`blocks.${block}.${name}`);

    const normed = layerNorm(tape, x, own("norm1.w"));
    const projected = linear(tape, normed, own("qkv.w"));
    // [B, T, 3, H, c] to [3, B, H, T, c]: q, k, v on the first axis
    const qkv = transpose(
      tape,
      reshape(tape, projected, tripleRows, byHead),
      [2, 0, 3, 1, 4],
    );
    const [qk, v] = split(tape, qkv, [2, 1]);
    const turned = rotary(tape, reshape(tape, qk, pair, pairFlat), tables);
    const [q, k] = split(tape, reshape(tape, turned, pairFlat, pair), [1, 1]);
    const unstack = (value: Value) => reshape(tape, value, stacked, single);
    const mixed = attention(
      tape,
      [unstack(q), unstack(k), unstack(v)],
      1 / Math.sqrt(channels),
      mask,
    );
    const byFrame = transpose(tape, mixed, [0, 2, 1, 3]);
    const joined = reshape(tape, byFrame, merged, rows);
    const attended = add(tape, x, linear(tape, joined, own("out.w")));

    const inner = layerNorm(tape, attended, own("norm2.w"));
    return add(tape, attended, feedForward(tape, inner, own));
  };
}
