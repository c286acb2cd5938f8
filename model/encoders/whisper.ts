/**
 * The Whisper encoder (Radford et al. 2022, arXiv 2212.04356): a log-mel
 * spectrogram, two convolutions, and pre-norm transformer blocks.
 *
 * Notation: S samples, F = floor(S / 160) frames of the spectrogram,
 * T = ceil(F / 2) frames, B utterances, N = B T, d width, H heads of 64
 * channels.
 *
 *     stem     x = gelu conv2(gelu conv1 spectrogram) + positions[0 .. T - 1]
 *     block    x += O attention(norm1 x);  x += fc2 gelu(fc1 norm2 x)
 *
 * The original fills all audio up to 30 s with silence. Here there is none:
 * frames see the recording alone, and cost what its own length asks for.
 *
 * @module
 */
import { MICROSOFT } from "../graph/builder.ts";
import type { Tape, Value } from "../graph/tape.ts";
import { attention } from "../ops/attention.ts";
import { layerNorm } from "../ops/layer_norm.ts";
import { linear } from "../ops/linear.ts";
import { add, concat } from "../ops/shape.ts";
import type { BlockEmitter, Encoder, Weight, WeightOnTape } from "./encoder.ts";
import { feedForward } from "./feed_forward.ts";
import { attentionHeads, headsShape } from "./heads.ts";
import { BANDS, emitLogMel, logMelFrames, MIN_SAMPLES } from "./log_mel.ts";

/** Channels of a head, in every published size. */
const HEAD_CHANNELS = 64;

/** Rows of the table of positions. */
const POSITIONS = 1500;

/** 30 s, which have as many frames as there are positions. */
const MAX_SAMPLES = 480_000;

/**
 * Shapes of all weights:
 *
 *     conv1.w [d, 80, 3]    conv1.b [d]    conv2.w [d, d, 3]    conv2.b [d]
 *     positions [1500, d]
 *     blocks.i.norm1.w, .b [d]   blocks.i.qkv.w [d, 3d]   blocks.i.q.b, v.b [d]
 *     blocks.i.out.w [d, d]      blocks.i.out.b [d]
 *     blocks.i.norm2.w, .b [d]   blocks.i.fc1.w [d, m]    blocks.i.fc1.b [m]
 *     blocks.i.fc2.w [m, d]      blocks.i.fc2.b [d]       norm.w, .b [d]
 *
 * Keys have no bias: it would add the same to all scores of a query.
 */
export function whisperShapes(
  { blocks, width: d }: { readonly blocks: number; readonly width: number },
): Map<string, readonly number[]> {
  const m = 4 * d;
  const shapes = new Map<string, readonly number[]>([
    ["conv1.w", [d, BANDS, 3]],
    ["conv1.b", [d]],
    ["conv2.w", [d, d, 3]],
    ["conv2.b", [d]],
    ["positions", [POSITIONS, d]],
    ["norm.w", [d]],
    ["norm.b", [d]],
  ]);
  for (let i = 0; i < blocks; i++) {
    const block = {
      "norm1.w": [d],
      "norm1.b": [d],
      "qkv.w": [d, 3 * d],
      "q.b": [d],
      "v.b": [d],
      "out.w": [d, d],
      "out.b": [d],
      "norm2.w": [d],
      "norm2.b": [d],
      "fc1.w": [d, m],
      "fc1.b": [m],
      "fc2.w": [m, d],
      "fc2.b": [d],
    };
    for (const [name, dims] of Object.entries(block)) {
      shapes.set(`blocks.${i}.${name}`, dims);
    }
  }
  return shapes;
}

/** Makes the encoder of a set of weights of {@linkcode whisperShapes}. */
export function whisper(
  name: string,
  weights: ReadonlyMap<string, Weight>,
): Encoder {
  const width = weights.get("norm.w")!.dims[0];
  const heads = width / HEAD_CHANNELS;
  let blocks = 0;
  while (weights.has(`blocks.${blocks}.norm1.w`)) blocks++;
  return {
    name,
    width,
    blocks,
    weights,
    minSamples: MIN_SAMPLES,
    maxSamples: MAX_SAMPLES,
    stemSizes(samples) {
      const F = logMelFrames(samples);
      return { F, T: Math.ceil(F / 2) };
    },
    emitStem: (tape, audio, weight) => emitStem(tape, audio, weight, width),
    blockEmitter: (tape, weight, shape, mask) =>
      blockEmitter(tape, { heads, width }, weight, shape, mask),
    blockShape: (batch, frames) => headsShape(batch, frames, heads, width),
    emitNorm: (tape, frames, weight) =>
      layerNorm(tape, frames, weight("norm.w"), weight("norm.b")),
  };
}

/** audio [1, S] to frames [T, d]. */
function emitStem(
  tape: Tape,
  audio: Value,
  weight: WeightOnTape,
  width: number,
): Value {
  const convolve = (x: Value, layer: 1 | 2) => {
    const w = weight(`conv${layer}.w`);
    const frames = layer === 1 ? "F" : "T";
    tape.countProduct([...w.dims, frames]);
    const y = tape.op(
      "Conv",
      [x, w, weight(`conv${layer}.b`)],
      [1, width, frames],
      { strides: [layer], kernel_shape: [3], pads: [1, 1] },
    );
    return tape.op("Gelu", [y], y.dims, {}, MICROSOFT);
  };
  const channels = convolve(convolve(emitLogMel(tape, audio), 1), 2);
  const byTime = tape.op("Transpose", [channels], [1, "T", width], {
    perm: [0, 2, 1],
  });
  const frames = tape.op("Reshape", [byTime, tape.integers([-1, width])], [
    "T",
    width,
  ]);
  const count = tape.op("Shape", [frames], [1], { start: 0n, end: 1n });
  const positions = tape.op(
    "Slice",
    [weight("positions"), tape.integers([0]), count],
    frames.dims,
  );
  return tape.op("Add", [frames, positions], frames.dims);
}

/**
 * Shares the shapes among blocks.
 *
 * @param shape Integer input that holds `headsShape`
 */
function blockEmitter(
  tape: Tape,
  { heads, width }: { readonly heads: number; readonly width: number },
  weight: WeightOnTape,
  shape: Value,
  mask?: Value,
): BlockEmitter {
  const { part, join } = attentionHeads(tape, shape, heads, width);
  const noBias = tape.constant("no bias", new Float32Array(width), [width]);

  return (x, block) => {
    const own = (name: string) => weight(`blocks.${block}.${name}`);
    const normed = layerNorm(tape, x, own("norm1.w"), own("norm1.b"));
    const projected = linear(
      tape,
      normed,
      own("qkv.w"),
      concat(tape, [own("q.b"), noBias, own("v.b")]),
    );
    const mixed = attention(
      tape,
      part(projected),
      1 / Math.sqrt(HEAD_CHANNELS),
      mask,
    );
    const output = linear(tape, join(mixed), own("out.w"), own("out.b"));
    const attended = add(tape, x, output);

    const inner = layerNorm(tape, attended, own("norm2.w"), own("norm2.b"));
    return add(tape, attended, feedForward(tape, inner, own));
  };
}
