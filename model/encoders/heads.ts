/**
 * From a joint projection to attention heads and back.
 *
 * Notation: B utterances, T frames, N = B T, d width, H heads, c = d / H.
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";
import { reshape, split, transpose } from "../ops/shape.ts";

/** Two ways, see {@linkcode attentionHeads}. */
export interface AttentionHeads {
  /** q, k, v side by side [N, 3 d] to three of [B, H, T, c]. */
  part(projected: Value): [Value, Value, Value];
  /** [B, H, T, c] to [N, d]. */
  join(mixed: Value): Value;
}

/** What to feed as `shape`: [B, T, 3, H, c]. */
export function headsShape(
  batch: number,
  frames: number,
  heads: number,
  width: number,
): number[] {
  return [batch, frames, 3, heads, width / heads];
}

/**
 * Prepares the shapes, which all blocks share.
 *
 * @param shape Integer input that holds `headsShape`, fed at run time so that
 *   one graph serves every length and batch
 */
export function attentionHeads(
  tape: Tape,
  shape: Value,
  heads: number,
  width: number,
): AttentionHeads {
  const c = width / heads;
  const take = (at: number[]) =>
    tape.op("Gather", [shape, tape.integers(at)], [at.length], { axis: 0n });
  const rows = { value: tape.integers([-1, width]), dims: ["N", width] };
  const tripleRows = {
    value: tape.integers([-1, 3 * width]),
    dims: ["N", 3 * width],
  };
  const byFrame = { value: shape, dims: ["B", "T", 3, heads, c] };
  const joined = { value: take([0, 1, 3, 4]), dims: ["B", "T", heads, c] };
  const single = { value: take([0, 3, 1, 4]), dims: ["B", heads, "T", c] };
  const stacked = {
    value: tape.op(
      "Concat",
      [tape.integers([1]), single.value],
      [5],
      { axis: 0n },
    ),
    dims: [1, "B", heads, "T", c],
  };
  return {
    part(projected) {
      const triple = transpose(
        tape,
        reshape(tape, projected, tripleRows, byFrame),
        [2, 0, 3, 1, 4],
      );
      const [q, k, v] = split(tape, triple, [1, 1, 1])
        .map((value) => reshape(tape, value, stacked, single));
      return [q, k, v];
    },
    join: (mixed) =>
      reshape(tape, transpose(tape, mixed, [0, 2, 1, 3]), joined, rows),
  };
}
