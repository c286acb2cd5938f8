import type { Encoder } from "./encoders/encoder.ts";
import { float32, int64, type Tensor } from "./ort.ts";

/** Frames of one utterance, as they enter the trained blocks. */
export interface Frames {
  /** [T, d] in row-major order. */
  readonly data: Float32Array;
  /** T. */
  readonly count: number;
}

/** Utterances side by side, padded to the longest. */
export interface Batch {
  /** Inputs of a graph by name. */
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** What the named sizes are: B, T, N = B T. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** Added to the attention scores of padded frames. */
const MASKED = -1e9;

/**
 * Feeds for graphs that start at frames: `frames` [N, d], `pool` [B, N],
 * `shape`, and `mask` [B, 1, 1, T]. Padded frames are masked as keys, and
 * pooling leaves them out, so that they neither change the result nor get a
 * gradient.
 */
export function batchOf(
  encoder: Encoder,
  utterances: readonly Frames[],
): Batch {
  const B = utterances.length;
  const T = Math.max(...utterances.map((u) => u.count));
  const N = B * T;
  const d = encoder.width;
  let data = utterances[0].data;
  if (B > 1) {
    data = new Float32Array(N * d);
    utterances.forEach((u, b) => data.set(u.data, b * T * d));
  }
  const pool = new Float32Array(B * N);
  const mask = new Float32Array(N);
  utterances.forEach(({ count }, b) => {
    const start = b * N + b * T;
    pool.fill(1 / count, start, start + count);
    mask.fill(MASKED, b * T + count, (b + 1) * T);
  });
  return {
    feeds: {
      frames: float32(data, [N, d]),
      pool: float32(pool, [B, N]),
      shape: int64(encoder.blockShape(B, T)),
      mask: float32(mask, [B, 1, 1, T]),
    },
    sizes: { B, T, N },
  };
}

/**
 * Targets [B, C] whose rows sum to 1 / B: one-hot labels, a share `smoothing`
 * of each spread evenly over all classes.
 */
export function targetsOf(
  labels: readonly number[],
  classes: number,
  smoothing: number,
): Tensor {
  const B = labels.length;
  const rows = new Float32Array(B * classes).fill(smoothing / classes / B);
  labels.forEach((label, b) => {
    rows[b * classes + label] += (1 - smoothing) / B;
  });
  return float32(rows, [B, classes]);
}
