import type { Tape, Value } from "../graph/tape.ts";

/** y = max(x, 0);  g(x) = g(y) where y > 0, else 0. */
export function relu(tape: Tape, x: Value): Value {
  const y = tape.op("Relu", [x], x.dims);
  return tape.record(y, [x], (dy) =>
    tape.accumulate(x, () => {
      const positive = tape.op("Sign", [y], x.dims);
      return tape.op("Mul", [dy, positive], x.dims);
    }));
}
