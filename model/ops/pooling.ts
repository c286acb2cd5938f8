/**
 * Frames to one vector for each utterance.
 *
 * `weights` [B, N] holds 1 / T_b where frame n belongs to utterance b, else 0,
 * so that one product pools any batch and leaves padding out.
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";

/** Keeps the deviation and its gradient finite for constant channels. */
const EPSILON = 1e-5;

/**
 * Mean over frames m = A x;  g(x) = Aᵀ g(m).
 *
 * @param weights A, [B, N]
 * @param x [N, d]
 * @returns [B, d]
 */
export function meanPool(tape: Tape, weights: Value, x: Value): Value {
  const mean = pool(tape, weights, x);
  return tape.record(
    mean,
    [x],
    (dm) => tape.accumulate(x, () => unpool(tape, weights, dm, x)),
  );
}

/**
 * Mean and standard deviation over frames, side by side:
 * m = A x and s = sqrt(A x² - m² + 1e-5).
 *
 *     with e = g(s) / s:   g(x) = Aᵀ (g(m) - m e) + x Aᵀ e
 *
 * @param weights A, [B, N]
 * @param x [N, d]
 * @returns [B, 2 d], means first
 */
export function meanDeviationPool(
  tape: Tape,
  weights: Value,
  x: Value,
): Value {
  const m = pool(tape, weights, x);
  const { dims } = m;
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], dims);
  const square = pool(tape, weights, tape.op("Mul", [x, x], x.dims));
  // Rounding can push the difference of a constant channel below zero
  const variance = tape.op(
    "Relu",
    [tape.op("Sub", [square, times(m, m)], dims)],
    dims,
  );
  const s = tape.op(
    "Sqrt",
    [tape.op("Add", [variance, tape.scalar(EPSILON)], dims)],
    dims,
  );
  const width = Number(dims[1]);
  const both = tape.op("Concat", [m, s], [dims[0], 2 * width], { axis: -1n });
  return tape.record(both, [x], (gradient) =>
    tape.accumulate(x, () => {
      const [dm, ds] = tape.ops(
        "Split",
        [gradient, tape.integers([width, width])],
        [dims, dims],
        { axis: -1n },
      );
      const e = tape.op("Div", [ds, s], dims);
      const constant = tape.op("Sub", [dm, times(m, e)], dims);
      const slope = unpool(tape, weights, e, x);
      return tape.op("Add", [
        unpool(tape, weights, constant, x),
        tape.op("Mul", [x, slope], x.dims),
      ], x.dims);
    }));
}

function pool(tape: Tape, weights: Value, x: Value): Value {
  const dims = [weights.dims[0], x.dims[1]];
  tape.countProduct([...dims, weights.dims[1]]);
  return tape.op("MatMul", [weights, x], dims);
}

/** Spreads a gradient [B, d] over the frames of each utterance: [N, d]. */
function unpool(tape: Tape, weights: Value, gradient: Value, x: Value): Value {
  tape.countProduct([...x.dims, weights.dims[0]]);
  return tape.op("Gemm", [weights, gradient], x.dims, { transA: 1n });
}
