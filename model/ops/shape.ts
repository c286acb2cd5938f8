/**
 * Operations that only move numbers or add them.
 *
 * @module
 */
import type { Size, Tape, Value } from "../graph/tape.ts";

/** A shape as the graph needs it and as people read it. */
export interface Shape {
  /** The shape as an int64 vector, possibly computed when the graph runs. */
  readonly value: Value;
  /** The same for the reader and the work count. */
  readonly dims: readonly Size[];
}

/** a + b of equal shapes; both get the gradient unchanged. */
export function add(tape: Tape, a: Value, b: Value): Value {
  const sum = tape.op("Add", [a, b], a.dims);
  return tape.record(sum, [a, b], (dy) => {
    tape.accumulate(a, () => dy);
    tape.accumulate(b, () => dy);
  });
}

/** Reshapes `x` to `to`; `from` is its own shape, for the gradient. */
export function reshape(tape: Tape, x: Value, from: Shape, to: Shape): Value {
  const view = tape.op("Reshape", [x, to.value], to.dims);
  return tape.record(
    view,
    [x],
    (dy) =>
      tape.accumulate(x, () => tape.op("Reshape", [dy, from.value], from.dims)),
  );
}

/** Permutes axes: axis i of the result is axis `axes[i]` of `x`. */
export function transpose(
  tape: Tape,
  x: Value,
  axes: readonly number[],
): Value {
  const inverse = axes.map((_, i) => axes.indexOf(i));
  const turned = tape.op(
    "Transpose",
    [x],
    axes.map((axis) => x.dims[axis]),
    { perm: axes },
  );
  return tape.record(
    turned,
    [x],
    (dy) =>
      tape.accumulate(
        x,
        () => tape.op("Transpose", [dy], x.dims, { perm: inverse }),
      ),
  );
}

/**
 * Cuts `x` along an axis, the first by default; the gradient joins the parts
 * again.
 */
export function split(
  tape: Tape,
  x: Value,
  sizes: readonly number[],
  axis: number = 0,
): Value[] {
  const parts = tape.ops(
    "Split",
    [x, tape.integers(sizes)],
    sizes.map((size) => x.dims.toSpliced(axis, 1, size)),
    { axis: BigInt(axis) },
  );
  return tape.recordAll(parts, [x], (gradients) =>
    tape.accumulate(x, () => {
      const known = gradients.filter((g) => g !== undefined);
      if (known.length === sizes.length) {
        return tape.op("Concat", known, x.dims, { axis: BigInt(axis) });
      }
      throw new TypeError(
        `Cannot differentiate split: ${known.length} of ${sizes.length} parts are used, expected all`,
      );
    }));
}

/**
 * Joins values along an axis, the first by default; the gradient is cut into
 * the parts.
 */
export function concat(
  tape: Tape,
  parts: readonly Value[],
  axis: number = 0,
): Value {
  const sizes = parts.map(({ dims }) => Number(dims[axis]));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const joined = tape.op(
    "Concat",
    parts,
    parts[0].dims.toSpliced(axis, 1, total),
    { axis: BigInt(axis) },
  );
  return tape.record(joined, parts, (dy) => {
    const gradients = tape.ops(
      "Split",
      [dy, tape.integers(sizes)],
      parts.map(({ dims }) => dims),
      { axis: BigInt(axis) },
    );
    parts.forEach((part, i) => tape.accumulate(part, () => gradients[i]));
  });
}
