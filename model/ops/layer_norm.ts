import type { Tape, Value } from "../graph/tape.ts";

/** Added to the variance, as in the exports. */
const EPSILON = 1e-5;

/**
 * Layer normalisation of rows with a weight and no bias:
 * y = w n with n = (x - mean) / sqrt(variance + 1e-5).
 *
 *     g(w) = sum over rows of g(y) n
 *     g(x) = (h - mean(h) - n mean(h n)) / sqrt(variance + 1e-5),  h = g(y) w
 *
 * Source: Ba et al. 2016, arXiv 1607.06450
 *
 * @param x [rows, d]
 * @param w [d]
 * @returns [rows, d]
 */
export function layerNorm(tape: Tape, x: Value, w: Value): Value {
  const [rows] = x.dims;
  const column = [rows, 1];
  const attributes = { axis: -1n, epsilon: EPSILON };
  if (!x.differentiable && !w.differentiable) {
    return tape.op("LayerNormalization", [x, w], x.dims, attributes);
  }
  const [y, mean, inverseDeviation] = tape.ops(
    "LayerNormalization",
    [x, w],
    [x.dims, column, column],
    attributes,
  );
  return tape.record(y, [x, w], (dy) => {
    const centred = tape.op("Sub", [x, mean], x.dims);
    const n = tape.op("Mul", [centred, inverseDeviation], x.dims);
    tape.accumulate(w, () => {
      const terms = tape.op("Mul", [dy, n], x.dims);
      return tape.op("ReduceSum", [terms, tape.integers([0])], w.dims, {
        keepdims: 0n,
      });
    });
    tape.accumulate(x, () => {
      const rowMean = (v: Value) =>
        tape.op("ReduceMean", [v], column, { axes: [-1], keepdims: 1n });
      const h = tape.op("Mul", [dy, w], x.dims);
      const along = rowMean(tape.op("Mul", [h, n], x.dims));
      const offset = tape.op("Sub", [h, rowMean(h)], x.dims);
      const projected = tape.op("Mul", [n, along], x.dims);
      const rest = tape.op("Sub", [offset, projected], x.dims);
      return tape.op("Mul", [rest, inverseDeviation], x.dims);
    });
  });
}
