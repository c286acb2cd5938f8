import type { Tape, Value } from "../graph/tape.ts";

/** PyTorch's default in `layer_norm`. */
const EPSILON = 1e-5;

/**
 * Normalisation of each utterance over all its frames and channels:
 * y = (x - mean) r with r = 1 / sqrt(variance + 1e-5).
 *
 *     g(x) = r (g(y) - mean(g(y)) - y mean(g(y) y))
 *
 * as SpeechBrain's `output_norm`. Padding gets zeros and no gradient.
 *
 * @param weights [B, N], 1 / T_b where frame n belongs to utterance b, else 0
 * @param x [N, d]
 * @returns [N, d]
 */
export function utteranceNorm(tape: Tape, weights: Value, x: Value): Value {
  const [B, N] = weights.dims;
  const { dims } = x;
  const [each, row] = [[B, 1], [N, 1]];
  // 1 where a frame belongs to an utterance
  const member = tape.op("Sign", [weights], weights.dims);
  const spread = (v: Value) =>
    tape.op("Gemm", [member, v], row, { transA: 1n });
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], dims);
  const mean = (v: Value) => {
    const overChannels = tape.op("ReduceMean", [v], row, {
      axes: [-1],
      keepdims: 1n,
    });
    return tape.op("MatMul", [weights, overChannels], each);
  };
  const minusMean = (v: Value) => tape.op("Sub", [v, spread(mean(v))], dims);

  const centred = minusMean(x);
  const variance = mean(times(centred, centred));
  const raised = tape.op("Add", [variance, tape.scalar(EPSILON)], each);
  const deviation = tape.op("Sqrt", [raised], each);
  const r = spread(tape.op("Reciprocal", [deviation], each));
  const y = times(centred, r);
  return tape.record(y, [x], (dy) =>
    tape.accumulate(x, () => {
      const along = times(y, spread(mean(times(dy, y))));
      return times(tape.op("Sub", [minusMean(dy), along], dims), r);
    }));
}
