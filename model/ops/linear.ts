import type { Tape, Value } from "../graph/tape.ts";

/**
 * y = x W + b on rows.
 *
 *     g(x) = g(y) Wᵀ    g(W) = xᵀ g(y)    g(b) = sum of g(y) over rows
 *
 * @param x [rows, in]
 * @param w [in, out]
 * @param b [out], optional
 * @returns [rows, out]
 */
export function linear(tape: Tape, x: Value, w: Value, b?: Value): Value {
  const [rows, inner] = x.dims;
  const outer = w.dims[1];
  const inputs = b ? [x, w, b] : [x, w];
  const count = () => tape.countProduct([rows, inner, outer]);
  count();
  const y = tape.op("Gemm", inputs, [rows, outer]);
  return tape.record(y, inputs, (dy) => {
    tape.accumulate(w, () => {
      count();
      return tape.op("Gemm", [x, dy], w.dims, { transA: 1n });
    });
    if (b) {
      tape.accumulate(
        b,
        () =>
          tape.op("ReduceSum", [dy, tape.integers([0])], b.dims, {
            keepdims: 0n,
          }),
      );
    }
    tape.accumulate(x, () => {
      count();
      return tape.op("Gemm", [dy, w], x.dims, { transB: 1n });
    });
  });
}
