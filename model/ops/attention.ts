import { MICROSOFT } from "../graph/builder.ts";
import type { Size, Tape, Value } from "../graph/tape.ts";

/** Options of {@linkcode product}. */
interface ProductOptions {
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly alpha?: number;
  /** Inner size that counts as work, where it is not all of it. */
  readonly counted?: Size;
}

/** alpha op(a) op(b) on the last two axes, in one node. */
function product(
  tape: Tape,
  a: Value,
  b: Value,
  dims: readonly Size[],
  { transA = false, transB = false, alpha = 1, counted }: ProductOptions,
): Value {
  const inner = a.dims[transA ? a.dims.length - 2 : a.dims.length - 1];
  tape.countProduct([...dims, counted ?? inner]);
  return tape.op(
    "FusedMatMul",
    [a, b],
    dims,
    { transA: transA ? 1n : 0n, transB: transB ? 1n : 0n, alpha },
    MICROSOFT,
  );
}

/**
 * Attention o = P v with P = softmax over keys of (scale q kᵀ + mask).
 *
 *     g(v) = Pᵀ g(o)
 *     g(S) = P (g(o) vᵀ - r)   with r = row sum of g(o) o, elementwise
 *     g(q) = scale g(S) k      g(k) = scale g(S)ᵀ q
 *
 * The row term of the softmax gradient is sum(g(P) P) = sum(g(o) o): taken
 * from [T, c] instead of [T, T] (Dao et al. 2022, arXiv 2205.14135). It is
 * subtracted inside the product: g(o) vᵀ - r = [g(o), r] [v, -1]ᵀ.
 *
 * @param q,k,v [B, heads, T, c]
 * @param mask [B, 1, 1, T], 0 or a large negative number; optional
 * @returns [B, heads, T, c]
 */
export function attention(
  tape: Tape,
  [q, k, v]: readonly [Value, Value, Value],
  scale: number,
  mask?: Value,
): Value {
  const [batch, heads, frames, channels] = q.dims;
  const square = [batch, heads, frames, frames];
  const scaled = product(tape, q, k, square, { transB: true, alpha: scale });
  const scores = mask ? tape.op("Add", [scaled, mask], square) : scaled;
  const p = tape.op("Softmax", [scores], square, { axis: -1n });
  const o = product(tape, p, v, q.dims, {});
  return tape.record(o, [q, k, v], (dO) => {
    tape.accumulate(v, () => product(tape, p, dO, v.dims, { transA: true }));
    const terms = tape.op("Mul", [dO, o], o.dims);
    const row = tape.op(
      "ReduceSum",
      [terms, tape.integers([-1])],
      [batch, heads, frames, 1],
      { keepdims: 1n },
    );
    const wider = [batch, heads, frames, Number(channels) + 1];
    const dOAndRow = tape.op("Concat", [dO, row], wider, { axis: -1n });
    const vAndMinusOne = tape.op(
      "Pad",
      [v, tape.integers([0, 0, 0, 0, 0, 0, 0, 1]), tape.scalar(-1)],
      wider,
    );
    const difference = product(tape, dOAndRow, vAndMinusOne, square, {
      transB: true,
      counted: channels,
    });
    const dS = tape.op("Mul", [p, difference], square);
    tape.accumulate(q, () => product(tape, dS, k, q.dims, { alpha: scale }));
    tape.accumulate(
      k,
      () => product(tape, dS, q, k.dims, { transA: true, alpha: scale }),
    );
  });
}
