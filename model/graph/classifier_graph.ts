import { ElementType } from "../onnx/types.ts";
import type { LinearHead } from "../training/probe.ts";
import { linear } from "../ops/linear.ts";
import {
  constant,
  emitFront,
  emitMiddle,
  type GraphOptions,
  pooledWidth,
} from "./graphs.ts";
import { Tape, type Value } from "./tape.ts";

/** A trained classifier. */
export interface ClassifierOptions extends GraphOptions {
  /** Its head. */
  readonly head: LinearHead;
  /** Longest audio used, in samples. */
  readonly maxLength: number;
  /** What the file says of itself. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The whole classifier as one model: input `audio` [1, S], mono at 16 kHz in
 * [-1, 1], of any length; output `probabilities` [1, C]. Audio is cut or filled
 * up as in training.
 *
 * @returns Bytes of a `.onnx` file for ONNX Runtime
 */
export function classifierGraph(
  { encoder, recipe, classes, head, maxLength, metadata }: ClassifierOptions,
): Uint8Array<ArrayBuffer> {
  const tape = new Tape();
  const weight = (name: string) => constant(tape, encoder, name);
  const least = recipe.padding === "zeros"
    ? Math.max(maxLength, encoder.minSamples)
    : encoder.minSamples;
  const audio = fitted(tape, tape.input("audio", [1, "S"]), maxLength, least);
  const layers = emitFront(
    tape,
    { encoder, recipe },
    weight,
    audio,
    (frames) => shapeOf(tape, encoder, frames),
  );
  const frames = layers[layers.length - 1];
  const pooled = emitMiddle(tape, { encoder, recipe }, weight, layers, {
    pool: evenly(tape, frames),
    shape: shapeOf(tape, encoder, frames),
  });
  const width = pooledWidth(encoder, recipe);
  const logits = linear(
    tape,
    pooled,
    tape.constant("head.w", head.weight, [width, classes]),
    tape.constant("head.b", head.bias, [classes]),
  );
  const probabilities = tape.op("Softmax", [logits], [1, classes], {
    axis: -1n,
  });
  tape.output(probabilities, "probabilities");
  return tape.build("classifier", metadata);
}

/** Audio cut at `most` samples and filled with zeros up to `least`. */
function fitted(tape: Tape, audio: Value, most: number, least: number): Value {
  const cut = tape.op(
    "Slice",
    [audio, tape.integers([0]), tape.integers([most]), tape.integers([1])],
    audio.dims,
  );
  const length = tape.op("Shape", [cut], [1], { start: 1n, end: 2n });
  const missing = tape.op(
    "Max",
    [
      tape.op("Sub", [tape.integers([least]), length], [1]),
      tape.integers([0]),
    ],
    [1],
  );
  const pads = tape.op("Concat", [tape.integers([0, 0, 0]), missing], [4], {
    axis: 0n,
  });
  return tape.op("Pad", [cut, pads], audio.dims);
}

/** Number of frames, as int64 [1]. */
function countOf(tape: Tape, frames: Value): Value {
  return tape.op("Shape", [frames], [1], { start: 0n, end: 1n });
}

/**
 * The encoder's `blockShape` of one utterance: every entry is a constant or grows
 * by a constant with each frame, so that it is a + b T.
 */
function shapeOf(
  tape: Tape,
  encoder: GraphOptions["encoder"],
  frames: Value,
): Value {
  const [one, two] = [encoder.blockShape(1, 1), encoder.blockShape(1, 2)];
  const slope = one.map((size, i) => two[i] - size);
  const start = one.map((size, i) => size - slope[i]);
  const grown = tape.op(
    "Mul",
    [countOf(tape, frames), tape.integers(slope)],
    [slope.length],
  );
  return tape.op("Add", [grown, tape.integers(start)], [slope.length]);
}

/** 1 / T for each frame: [1, T]. */
function evenly(tape: Tape, frames: Value): Value {
  const count = countOf(tape, frames);
  const float = tape.op("Cast", [count], [1], {
    to: BigInt(ElementType.float32),
  });
  const share = tape.op("Reciprocal", [float], [1]);
  const size = tape.op("Concat", [tape.integers([1]), count], [2], {
    axis: 0n,
  });
  return tape.op("Expand", [share, size], [1, "T"]);
}
