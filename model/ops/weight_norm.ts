import type { Tape, Value } from "../graph/tape.ts";

/**
 * A kernel as length and direction: w = g u with u = v / |v|, where |v| is the
 * 2-norm over both channel axes, for each tap of its own.
 *
 *     g(g) = sum of g(w) u    g(v) = g / |v| (g(w) - u g(g))
 *
 * as PyTorch's `weight_norm(..., dim=2)`.
 *
 * Source: Salimans and Kingma 2016, arXiv 1602.07868
 *
 * @param length g, [1, 1, K]
 * @param direction v, [out, in, K]
 * @returns [out, in, K]
 */
export function weightNorm(
  tape: Tape,
  length: Value,
  direction: Value,
): Value {
  const { dims } = direction;
  const sum = (v: Value) =>
    tape.op("ReduceSum", [v, tape.integers([0, 1])], length.dims, {
      keepdims: 1n,
    });
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], dims);
  const norm = tape.op(
    "Sqrt",
    [sum(times(direction, direction))],
    length.dims,
  );
  const u = tape.op("Div", [direction, norm], dims);
  return tape.record(times(u, length), [length, direction], (dw) => {
    const along = sum(times(dw, u));
    tape.accumulate(length, () => along);
    tape.accumulate(direction, () => {
      const across = tape.op("Sub", [dw, times(u, along)], dims);
      return times(across, tape.op("Div", [length, norm], length.dims));
    });
  });
}
