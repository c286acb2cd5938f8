import { MICROSOFT } from "../graph/builder.ts";
import type { Tape, Value } from "../graph/tape.ts";

/** Angles of a rotary position embedding, as constants on a tape. */
export interface RotaryTables {
  /** cos(t f_j); [positions, pairs]. */
  readonly cos: Value;
  /** sin(t f_j); [positions, pairs]. */
  readonly sin: Value;
  /** -sin(t f_j); [positions, pairs]. */
  readonly negativeSin: Value;
}

/** Makes the tables for frames 0 .. positions-1 and frequencies f_j. */
export function rotaryTables(
  tape: Tape,
  frequencies: Float32Array,
  positions: number,
): RotaryTables {
  const pairs = frequencies.length;
  const table = (name: string, f: (angle: number) => number) => {
    const data = Float32Array.from(
      { length: positions * pairs },
      (_, i) => f(Math.fround(Math.floor(i / pairs) * frequencies[i % pairs])),
    );
    return tape.constant(name, data, [positions, pairs]);
  };
  return {
    cos: table("rotary cos", Math.cos),
    sin: table("rotary sin", Math.sin),
    negativeSin: table("rotary -sin", (angle) => -Math.sin(angle)),
  };
}

/**
 * Turns the first channels of each head, pairwise and by an angle that grows
 * with the frame: (a, b) to (a cos - b sin, b cos + a sin). Pairs are
 * neighbours (0, 1), (2, 3), ...; the other channels pass through.
 *
 * A rotation's gradient is the inverse rotation.
 *
 * Source: Su et al. 2021, arXiv 2104.09864
 *
 * @param x [batch, heads, T, c]
 * @returns Same shape
 */
export function rotary(tape: Tape, x: Value, tables: RotaryTables): Value {
  const attributes = {
    interleaved: 1n,
    num_heads: BigInt(x.dims[1]),
    rotary_embedding_dim: BigInt(2 * Number(tables.cos.dims[1])),
  };
  const turn = (v: Value, sin: Value) =>
    tape.op(
      "RotaryEmbedding",
      [v, tape.integers([0]), tables.cos, sin],
      x.dims,
      attributes,
      MICROSOFT,
    );
  return tape.record(
    turn(x, tables.sin),
    [x],
    (dy) => tape.accumulate(x, () => turn(dy, tables.negativeSin)),
  );
}
