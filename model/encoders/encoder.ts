/**
 * What a family of encoders must provide so that the fine-tuning core can
 * write its graphs: weights by name, and functions that emit the front end and
 * the blocks on a tape.
 *
 * Notation: S samples of audio, T frames, B utterances in a batch, N = B T
 * frames in a batch, d width of a frame.
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";
import type { Matrix } from "../ops/linear.ts";

/** A float32 tensor out of a weights file. */
export interface Weight {
  /** Values in row-major order. */
  readonly data: Float32Array;
  /** Shape. */
  readonly dims: readonly number[];
}

/** Gives a weight on the tape: a constant, or a trainable input, or a sum of both. */
export type WeightOnTape = (name: string) => Matrix;

/** Emits block number `block`: frames [N, d] in, frames [N, d] out. */
export type BlockEmitter = (frames: Value, block: number) => Value;

/** An encoder in memory. Nothing in it changes after loading. */
export interface Encoder {
  /** Name in tables. */
  readonly name: string;
  /** Channels of a frame, d. */
  readonly width: number;
  /** Transformer blocks. */
  readonly blocks: number;
  /** All weights by name; linear maps as [in, out]. */
  readonly weights: ReadonlyMap<string, Weight>;
  /** Shortest audio the front end can take, in samples. */
  readonly minSamples: number;
  /** Longest audio its positions allow, in samples. */
  readonly maxSamples: number;
  /**
   * The sizes that the front end's shapes name, for S samples of audio; "T" is
   * the number of frames.
   */
  stemSizes(samples: number): Readonly<Record<string, number>>;
  /**
   * Whether the front end can be trained: it takes its weights from `weight`,
   * and gradients pass through it. Constant where this is left out.
   */
  readonly stemTrains?: boolean;
  /** Emits the front end: audio [1, S] in, frames [T, d] out. */
  emitStem(tape: Tape, audio: Value, weight: WeightOnTape): Value;
  /**
   * Emits what all blocks share and returns the emitter of single blocks.
   *
   * @param shape Integer input that holds `blockShape`
   * @param mask [B, 1, 1, T], added to attention scores
   */
  blockEmitter(
    tape: Tape,
    weight: WeightOnTape,
    shape: Value,
    mask?: Value,
  ): BlockEmitter;
  /** What to feed as `shape` for a batch of B utterances of T frames. */
  blockShape(batch: number, frames: number): readonly number[];
  /**
   * Emits the norm before pooling: frames [N, d] in and out.
   *
   * @param pool [B, N], 1 / T_b where frame n belongs to utterance b, else 0
   */
  emitNorm(
    tape: Tape,
    frames: Value,
    weight: WeightOnTape,
    pool: Value,
  ): Value;
}
