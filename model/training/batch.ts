import type { Encoder } from "../encoders/encoder.ts";
import { float32, int64, type Tensor } from "../ort.ts";
import type { Recipe } from "../recipe.ts";

/** One utterance as it enters the trained part of the network. */
export interface Frames {
  /** [T, k d] in row-major order, or audio [S] where the front end is trained. */
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
 * Feeds for graphs above the front one: `frames` [N, d] or `audio` [1, S],
 * `pool` [B, N], `shape`, and `mask` [B, 1, 1, T]. Padded frames are masked as
 * keys, and pooling leaves them out, so that they neither change the result nor
 * get a gradient.
 *
 * @throws {RangeError} If the front end is trained on more than one utterance
 */
export function batchOf(
  encoder: Encoder,
  utterances: readonly Frames[],
  stem: Recipe["stem"] = "frozen",
): Batch {
  const B = utterances.length;
  if (stem === "trained" && B > 1) {
    throw new RangeError(
      `Cannot train the front end on ${B} utterances at once: expected 1; set the recipe's batch to 1`,
    );
  }
  const T = Math.max(...utterances.map((u) => u.count));
  const N = B * T;
  const d = utterances[0].data.length / utterances[0].count;
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
  const samples = data.length;
  const input: Batch["feeds"] = stem === "trained"
    ? { audio: float32(data, [1, samples]) }
    : { frames: float32(data, [N, d]) };
  return {
    feeds: {
      ...input,
      pool: float32(pool, [B, N]),
      shape: int64(encoder.blockShape(B, T)),
      mask: float32(mask, [B, 1, 1, T]),
    },
    sizes: {
      ...(stem === "trained" ? encoder.stemSizes(samples) : {}),
      ...{ B, T, N },
    },
  };
}

/**
 * Targets [B, C] whose rows sum to 1 / B: one-hot labels, a share `smoothing`
 * of each spread evenly over all classes.
 *
 * @param weights Factor of the rows of each class [C]; 1 by default
 */
export function targetsOf(
  labels: readonly number[],
  classes: number,
  smoothing: number,
  weights?: readonly number[],
): Tensor {
  const B = labels.length;
  const rows = new Float32Array(B * classes).fill(smoothing / classes / B);
  labels.forEach((label, b) => {
    rows[b * classes + label] += (1 - smoothing) / B;
    if (!weights) return;
    const row = rows.subarray(b * classes, (b + 1) * classes);
    row.forEach((target, c) => row[c] = target * weights[label]);
  });
  return float32(rows, [B, classes]);
}
