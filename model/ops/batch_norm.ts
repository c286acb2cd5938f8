import type { Tape, Value } from "../graph/tape.ts";

/** PyTorch's default in `BatchNorm2d`. */
export const BATCH_NORM_EPSILON = 1e-5;

/** What {@linkcode batchNorm} gives. */
export interface BatchNormed {
  /** Same shape as the input. */
  readonly y: Value;
  /** Mean of the batch, [1, C, 1, 1]. */
  readonly mean: Value;
  /** Variance of the batch, divided by the number of values; [1, C, 1, 1]. */
  readonly variance: Value;
}

/**
 * Normalisation of each channel over utterances and positions:
 * y = w n + b with n = (x - mean) r and r = 1 / sqrt(variance + 1e-5).
 *
 *     g(w) = sum of g(y) n    g(b) = sum of g(y)
 *     g(x) = r w (g(y) - mean(g(y)) - n mean(g(y) n))
 *
 * as PyTorch's `BatchNorm2d` in training.
 *
 * Source: Ioffe and Szegedy 2015, arXiv 1502.03167
 *
 * @param x [B, C, H, W]
 * @param w [1, C, 1, 1]
 * @param b [1, C, 1, 1]
 */
export function batchNorm(
  tape: Tape,
  x: Value,
  w: Value,
  b: Value,
): BatchNormed {
  const { dims } = x;
  const channel = w.dims;
  const minus = (a: Value, b: Value) => tape.op("Sub", [a, b], dims);
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], dims);
  const mean = (v: Value) =>
    tape.op("ReduceMean", [v], channel, { axes: [0, 2, 3], keepdims: 1n });
  const sum = (v: Value) =>
    tape.op("ReduceSum", [v, tape.integers([0, 2, 3])], channel, {
      keepdims: 1n,
    });

  const centre = mean(x);
  const centred = minus(x, centre);
  const variance = mean(times(centred, centred));
  const raised = tape.op(
    "Add",
    [variance, tape.scalar(BATCH_NORM_EPSILON)],
    channel,
  );
  const deviation = tape.op("Sqrt", [raised], channel);
  const r = tape.op("Reciprocal", [deviation], channel);
  const n = times(centred, r);
  const y = tape.record(
    tape.op("Add", [times(n, w), b], dims),
    [x, w, b],
    (dy) => {
      const along = times(dy, n);
      tape.accumulate(w, () => sum(along));
      tape.accumulate(b, () => sum(dy));
      tape.accumulate(x, () => {
        const rest = minus(minus(dy, mean(dy)), times(n, mean(along)));
        return times(rest, tape.op("Mul", [r, w], channel));
      });
    },
  );
  return { y, mean: centre, variance };
}
