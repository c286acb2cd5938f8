import type { Tape, Value } from "../graph/tape.ts";

/**
 * y = factor x;  g(x) = factor g(y).
 *
 * @param x Any shape
 * @param factor A number known when the graph is written
 * @returns Same shape
 */
export function scale(tape: Tape, x: Value, factor: number): Value {
  if (factor === 1) return x;
  const times = (v: Value) => tape.op("Mul", [v, tape.scalar(factor)], x.dims);
  return tape.record(
    times(x),
    [x],
    (dy) => tape.accumulate(x, () => times(dy)),
  );
}
