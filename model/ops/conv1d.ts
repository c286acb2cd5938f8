/**
 * Convolution of one utterance in time.
 *
 * Notation: x [1, C, L] in, y [1, D, T] out, w [D, C / G, K]; K taps, stride s,
 * G groups, p zeros before and q after.
 *
 *     y[d, t] = b[d] + sum over c, k of w[d, c, k] x[c, s t + k - p]
 *
 * @module
 */
import { MICROSOFT, type Size } from "../graph/builder.ts";
import type { Tape, Value } from "../graph/tape.ts";

/** What the tensors' shapes do not say. */
export interface Conv1dOptions {
  /** Steps between outputs, at most K; 1 by default. */
  readonly stride?: number;
  /** Groups of channels that see each other; 1 by default. */
  readonly groups?: number;
  /** Zeros before and after; none by default, none where stride is above 1. */
  readonly padding?: readonly [number, number];
  /** Name of the output's length, T. */
  readonly frames: Size;
}

type Layout = Required<Omit<Conv1dOptions, "frames">>;

/**
 * The convolution above.
 *
 *     g(w)[., ., k] = g(y) x_kᵀ,  x_k the inputs that meet tap k
 *     g(x) = g(y) under the kernel turned around    g(b) = sum over time of g(y)
 *
 * @param x [1, C, L]
 * @param w [D, C / G, K]
 * @param b [D], optional
 * @returns [1, D, T]
 */
export function conv1d(
  tape: Tape,
  x: Value,
  w: Value,
  b: Value | undefined,
  { stride = 1, groups = 1, padding = [0, 0], frames }: Conv1dOptions,
): Value {
  const [D, , K] = w.dims.map(Number);
  const layout = { stride, groups, padding };
  const count = () => tape.countProduct([...w.dims, frames]);
  const inputs = b ? [x, w, b] : [x, w];
  count();
  const y = tape.op("Conv", inputs, [1, D, frames], {
    kernel_shape: [K],
    strides: [stride],
    pads: padding,
    group: BigInt(groups),
  });
  return tape.record(y, inputs, (dy) => {
    if (b) {
      tape.accumulate(
        b,
        () =>
          tape.op("ReduceSum", [dy, tape.integers([0, 2])], b.dims, {
            keepdims: 0n,
          }),
      );
    }
    tape.accumulate(w, () => {
      count();
      return kernelGradient(tape, x, w, dy, layout);
    });
    tape.accumulate(x, () => {
      count();
      return inputGradient(tape, x, w, dy, layout);
    });
  });
}

/** One product for each tap: g(y) [G, D / G, T] times x_kᵀ [G, T, C / G]. */
function kernelGradient(
  tape: Tape,
  x: Value,
  w: Value,
  dy: Value,
  { stride, groups, padding: [before, after] }: Layout,
): Value {
  const [D, c, K] = w.dims.map(Number);
  const T = dy.dims[2];
  const padded = before + after === 0 ? x : tape.op(
    "Pad",
    [x, tape.integers([0, 0, before, 0, 0, after])],
    [1, x.dims[1], "padded"],
  );
  const byGroup = (v: Value, channels: number) =>
    tape.op(
      "Reshape",
      [v, tape.integers([groups, channels, -1])],
      [groups, channels, T],
    );
  const gradient = byGroup(dy, D / groups);
  // Tap k meets the inputs k, k + s, ..., k + (T - 1) s
  const reach = tape.op(
    "Mul",
    [lengthOf(tape, dy), tape.integers([stride])],
    [1],
  );
  const taps = Array.from({ length: K }, (_, k) => {
    const end = tape.op("Add", [reach, tape.integers([k - stride + 1])], [1]);
    const met = tape.op(
      "Slice",
      [
        padded,
        tape.integers([k]),
        end,
        tape.integers([2]),
        tape.integers([stride]),
      ],
      [1, x.dims[1], T],
    );
    return tape.op(
      "FusedMatMul",
      [gradient, byGroup(met, c)],
      [groups, D / groups, c],
      { transB: 1n },
      MICROSOFT,
    );
  });
  const stacked = tape.op("Concat", taps, [K * groups, D / groups, c], {
    axis: 0n,
  });
  const rows = tape.op(
    "Reshape",
    [stacked, tape.integers([K, D * c])],
    [K, D * c],
  );
  const turned = tape.op("Transpose", [rows], [D * c, K], { perm: [1, 0] });
  return tape.op("Reshape", [turned, tape.integers([D, c, K])], w.dims);
}

/**
 * Output t reaches back to inputs s t .. s t + K - 1. Inputs a, a + s, ... meet
 * the taps a, a + s, ... alone: their gradient is g(y) under these taps, turned
 * around. Inputs at the end that met no tap get zeros.
 */
function inputGradient(
  tape: Tape,
  x: Value,
  w: Value,
  dy: Value,
  { stride, groups, padding: [before, after] }: Layout,
): Value {
  const [, , K] = w.dims.map(Number);
  const longest = Math.ceil(K / stride);
  const C = x.dims[1];
  const phases = Array.from({ length: stride }, (_, a) => {
    const turned = turnedTaps(tape, w, a, stride, groups);
    const [, , taps] = turned.dims.map(Number);
    return tape.op("Conv", [dy, turned], [1, C, "phase"], {
      kernel_shape: [taps],
      strides: [1],
      pads: [taps - 1 - before, longest - 1 - after],
      group: BigInt(groups),
    });
  });
  if (stride === 1) return { ...phases[0], dims: x.dims };
  const side = tape.op("Concat", phases, [stride, C, "phase"], { axis: 0n });
  const rows = tape.op("Reshape", [side, tape.integers([stride, -1])], [
    stride,
    "C phase",
  ]);
  const woven = tape.op("Transpose", [rows], ["C phase", stride], {
    perm: [1, 0],
  });
  const reached = tape.op(
    "Reshape",
    [woven, tape.integers([1, Number(C), -1])],
    [1, C, "reached"],
  );
  const missing = tape.op(
    "Sub",
    [lengthOf(tape, x), lengthOf(tape, reached)],
    [1],
  );
  const amounts = tape.op(
    "Concat",
    [tape.integers([0, 0, 0, 0, 0]), missing],
    [6],
    { axis: 0n },
  );
  return tape.op("Pad", [reached, amounts], x.dims);
}

/** Taps a, a + s, ... from the last to the first, from output to input channels. */
function turnedTaps(
  tape: Tape,
  w: Value,
  first: number,
  stride: number,
  groups: number,
): Value {
  const [D, c, K] = w.dims.map(Number);
  const taps = Math.ceil((K - first) / stride);
  const last = first + (taps - 1) * stride;
  const turned = tape.op(
    "Slice",
    [
      w,
      tape.integers([last]),
      tape.integers([-K - 1]),
      tape.integers([2]),
      tape.integers([-stride]),
    ],
    [D, c, taps],
  );
  const apart = tape.op(
    "Reshape",
    [turned, tape.integers([groups, D / groups, c, taps])],
    [groups, D / groups, c, taps],
  );
  const exchanged = tape.op(
    "Transpose",
    [apart],
    [groups, c, D / groups, taps],
    { perm: [0, 2, 1, 3] },
  );
  return tape.op(
    "Reshape",
    [exchanged, tape.integers([groups * c, D / groups, taps])],
    [groups * c, D / groups, taps],
  );
}

/** Size of the last axis, as int64 [1]. */
function lengthOf(tape: Tape, v: Value): Value {
  return tape.op("Shape", [v], [1], { start: 2n, end: 3n });
}
