import type { Size, Tape, Value } from "../graph/tape.ts";

/**
 * The largest of each square of 2 x 2, which gets the whole gradient; of equal
 * ones the first. A last odd row or column is left out.
 *
 * @param x [B, C, H, W]
 * @param height Name or number of floor(H / 2)
 * @param width Name or number of floor(W / 2)
 * @returns [B, C, floor(H / 2), floor(W / 2)]
 */
export function maxPool(
  tape: Tape,
  x: Value,
  height: Size,
  width: Size,
): Value {
  const dims = [x.dims[0], x.dims[1], height, width];
  const square = { kernel_shape: [2, 2], strides: [2, 2] };
  const [y, where] = tape.ops("MaxPool", [x], [dims, dims], square);
  return tape.record(
    y,
    [x],
    (dy) =>
      tape.accumulate(x, () => {
        const shape = tape.op("Shape", [x], [4]);
        return tape.op("MaxUnpool", [dy, where, shape], x.dims, square);
      }),
  );
}
