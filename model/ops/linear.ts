import type { Tape, Value } from "../graph/tape.ts";

/** Options of {@linkcode linear}. */
export interface LinearOptions {
  /** Factor of the product; 1 by default. */
  readonly alpha?: number;
  /** Factor of the bias; 1 by default. */
  readonly beta?: number;
}

/**
 * y = alpha x W + beta b on rows.
 *
 *     g(x) = alpha g(y) Wᵀ    g(W) = alpha xᵀ g(y)
 *     g(b) = beta (sum of g(y) over rows)
 *
 * @param x [rows, in]
 * @param w [in, out]
 * @param b [out], optional
 * @returns [rows, out]
 */
export function linear(
  tape: Tape,
  x: Value,
  w: Value,
  b?: Value,
  { alpha = 1, beta = 1 }: LinearOptions = {},
): Value {
  const [rows, inner] = x.dims;
  const outer = w.dims[1];
  const inputs = b ? [x, w, b] : [x, w];
  const count = () => tape.countProduct([rows, inner, outer]);
  count();
  const y = tape.op("Gemm", inputs, [rows, outer], { alpha, beta });
  return tape.record(y, inputs, (dy) => {
    tape.accumulate(w, () => {
      count();
      // Turned once here, and not again for every strip of the product
      const turned = tape.op("Transpose", [x], [inner, rows], { perm: [1, 0] });
      return tape.op("Gemm", [turned, dy], w.dims, { alpha });
    });
    if (b) {
      tape.accumulate(b, () => {
        const sum = tape.op("ReduceSum", [dy, tape.integers([0])], b.dims, {
          keepdims: 0n,
        });
        return beta === 1
          ? sum
          : tape.op("Mul", [sum, tape.scalar(beta)], b.dims);
      });
    }
    tape.accumulate(x, () => {
      count();
      return tape.op("Gemm", [dy, w], x.dims, { alpha, transB: 1n });
    });
  });
}
