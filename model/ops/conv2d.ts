import { MICROSOFT } from "../graph/builder.ts";
import type { Tape, Value } from "../graph/tape.ts";

/**
 * Convolution in two dimensions with odd square kernels, stride 1 and as many
 * zeros around as keep the size.
 *
 *     y[b, d, i, j] = sum over c, k, l of w[d, c, k, l] x[b, c, i + k - p, j + l - p]
 *
 *     g(w) = g(y) times the K² shifted copies of x, as one product an utterance
 *     g(x) = g(y) under the kernels turned around
 *
 * @param x [B, C, H, W]
 * @param w [D, C, K, K]
 * @returns [B, D, H, W]
 */
export function conv2d(tape: Tape, x: Value, w: Value): Value {
  const [B, , H, W] = x.dims;
  const [D, C, K] = w.dims.map(Number);
  const count = () => tape.countProduct([B, ...w.dims, H, W]);
  const convolve = (input: Value, kernel: Value, channels: number) => {
    count();
    return tape.op("Conv", [input, kernel], [B, channels, H, W], {
      kernel_shape: [K, K],
      pads: new Array(4).fill((K - 1) / 2),
    });
  };
  return tape.record(convolve(x, w, D), [x, w], (dy) => {
    tape.accumulate(w, () => {
      count();
      return kernelGradient(tape, x, w, dy);
    });
    tape.accumulate(x, () => convolve(dy, turned(tape, w), C));
  });
}

/** g(y) [B, D, H W] times shifted copies [B, K² C, H W] turned, summed over B. */
function kernelGradient(tape: Tape, x: Value, w: Value, dy: Value): Value {
  const [B] = x.dims;
  const [D, C, K] = w.dims.map(Number);
  const p = (K - 1) / 2;
  const padded = tape.op(
    "Pad",
    [x, tape.integers([0, 0, p, p, 0, 0, p, p])],
    [B, C, "H + 2 p", "W + 2 p"],
  );
  const size = tape.op("Shape", [dy], [2], { start: 2n, end: 4n });
  const shifted = Array.from({ length: K * K }, (_, tap) => {
    const start = tape.integers([Math.floor(tap / K), tap % K]);
    const end = tape.op("Add", [start, size], [2]);
    return tape.op(
      "Slice",
      [padded, start, end, tape.integers([2, 3])],
      x.dims,
    );
  });
  const flat = (v: Value, channels: number) =>
    tape.op(
      "Reshape",
      [v, tape.integers([0, channels, -1])],
      [B, channels, "H W"],
    );
  const copies = K === 1
    ? shifted[0]
    : tape.op("Concat", shifted, [B, K * K * C, ...x.dims.slice(2)], {
      axis: 1n,
    });
  const products = tape.op(
    "FusedMatMul",
    [flat(dy, D), flat(copies, K * K * C)],
    [B, D, K * K * C],
    { transB: 1n },
    MICROSOFT,
  );
  const sum = tape.op(
    "ReduceSum",
    [products, tape.integers([0])],
    [D, K * K * C],
    { keepdims: 0n },
  );
  const byTap = tape.op(
    "Reshape",
    [sum, tape.integers([D, K * K, C])],
    [D, K * K, C],
  );
  const byChannel = tape.op("Transpose", [byTap], [D, C, K * K], {
    perm: [0, 2, 1],
  });
  return tape.op("Reshape", [byChannel, tape.integers([D, C, K, K])], w.dims);
}

/** Kernels from input to output channels, turned by half a circle: [C, D, K, K]. */
function turned(tape: Tape, w: Value): Value {
  const [D, C, K] = w.dims.map(Number);
  const around = tape.op("Slice", [
    w,
    tape.integers([K - 1, K - 1]),
    tape.integers([-K - 1, -K - 1]),
    tape.integers([2, 3]),
    tape.integers([-1, -1]),
  ], w.dims);
  return tape.op("Transpose", [around], [C, D, K, K], { perm: [1, 0, 2, 3] });
}
