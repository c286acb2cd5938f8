import type { Tape, Value } from "../graph/tape.ts";

/** PyTorch's default in `GroupNorm`. */
const EPSILON = 1e-5;

/**
 * Normalisation of each channel over time: y = w n + b with n = (x - mean) r
 * and r = 1 / sqrt(variance + 1e-5).
 *
 *     g(w) = sum over time of g(y) n    g(b) = sum over time of g(y)
 *     g(x) = r w (g(y) - mean(g(y)) - n mean(g(y) n))
 *
 * as PyTorch's `GroupNorm` with as many groups as channels.
 *
 * Source: Ulyanov et al. 2016, arXiv 1607.08022
 *
 * @param x [1, channels, T]
 * @param w [channels, 1]
 * @param b [channels, 1]
 * @returns [1, channels, T]
 */
export function instanceNorm(
  tape: Tape,
  x: Value,
  w: Value,
  b: Value,
): Value {
  const { dims } = x;
  const column = [dims[0], dims[1], 1];
  const minus = (a: Value, b: Value) => tape.op("Sub", [a, b], dims);
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], dims);
  const mean = (v: Value) =>
    tape.op("ReduceMean", [v], column, { axes: [-1], keepdims: 1n });
  const overTime = (v: Value) =>
    tape.op("ReduceSum", [v, tape.integers([0, 2])], [dims[1]], {
      keepdims: 0n,
    });
  const toWeight = (v: Value) =>
    tape.op("Unsqueeze", [overTime(v), tape.integers([1])], w.dims);

  const centred = minus(x, mean(x));
  const variance = mean(times(centred, centred));
  const raised = tape.op("Add", [variance, tape.scalar(EPSILON)], column);
  const deviation = tape.op("Sqrt", [raised], column);
  const r = tape.op("Reciprocal", [deviation], column);
  const n = times(centred, r);
  return tape.record(
    tape.op("Add", [times(n, w), b], dims),
    [x, w, b],
    (dy) => {
      tape.accumulate(w, () => toWeight(times(dy, n)));
      tape.accumulate(b, () => toWeight(dy));
      tape.accumulate(x, () => {
        const along = times(n, mean(times(dy, n)));
        const rest = minus(minus(dy, mean(dy)), along);
        return times(rest, tape.op("Mul", [r, w], column));
      });
    },
  );
}
