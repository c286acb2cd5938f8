import type { Tape, Value } from "../graph/tape.ts";
import { add, concat, split } from "./shape.ts";

/** A matrix W [in, out], or its sum with another of low rank. */
export interface Matrix extends Value {
  /** What is added. */
  readonly lowRank?: LowRank;
}

/**
 * scale A B, with A [in, parts r] and B [parts r, out / parts]: for each of the
 * parts that stand side by side in W, r columns of A times r rows of B.
 */
export interface LowRank {
  /** A. */
  readonly a: Value;
  /** B. */
  readonly b: Value;
  /** Number of parts. */
  readonly parts: number;
  /** Factor. */
  readonly scale: number;
}

/** Options of {@linkcode linear}. */
export interface LinearOptions {
  /** Factor of the product; 1 by default. */
  readonly alpha?: number;
  /** Factor of the bias; 1 by default. */
  readonly beta?: number;
}

/**
 * y = alpha x W + beta b on rows; what is added to W is never multiplied out.
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
  w: Matrix,
  b?: Value,
  options: LinearOptions = {},
): Value {
  const y = product(tape, x, w, b, options);
  if (!w.lowRank) return y;
  const { a, b: B, parts, scale } = w.lowRank;
  const alpha = (options.alpha ?? 1) * scale;
  const inner = product(tape, x, a);
  if (parts === 1) {
    return add(tape, y, product(tape, inner, B, undefined, { alpha }));
  }
  const sizes = new Array<number>(parts).fill(Number(a.dims[1]) / parts);
  const factors = split(tape, B, sizes);
  const outer = split(tape, inner, sizes, 1)
    .map((part, i) => product(tape, part, factors[i], undefined, { alpha }));
  return add(tape, y, concat(tape, outer, 1));
}

function product(
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
