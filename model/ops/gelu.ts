import { MICROSOFT } from "../graph/builder.ts";
import type { Tape, Value } from "../graph/tape.ts";

/**
 * Gaussian error linear unit in its exact form:
 * y = x P(x) with P(x) = (1 + erf(x / sqrt 2)) / 2.
 *
 *     g(x) = g(y) (P(x) + x p(x)),  p(x) = exp(-x² / 2) / sqrt(2 pi)
 *
 * Far below zero x p(x) falls to subnormal numbers, with which processors
 * multiply many times slower. In the order (x p(x) + erf / 2) + 1 / 2 the first
 * sum rounds to -1/2 there, and the gradient to zero.
 *
 * Source: Hendrycks and Gimpel 2016, arXiv 1606.08415
 *
 * @param x Any shape
 * @returns Same shape
 */
export function gelu(tape: Tape, x: Value): Value {
  if (!x.differentiable) return tape.op("Gelu", [x], x.dims, {}, MICROSOFT);
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], x.dims);
  const plus = (a: Value, b: Value) => tape.op("Add", [a, b], x.dims);
  const half = tape.scalar(0.5);

  const erf = tape.op("Erf", [times(x, tape.scalar(Math.SQRT1_2))], x.dims);
  const halfErf = times(erf, half);
  const cumulative = plus(halfErf, half);
  return tape.record(
    times(x, cumulative),
    [x],
    (dy) =>
      tape.accumulate(x, () => {
        const exponent = times(times(x, x), tape.scalar(-0.5));
        const density = tape.op("Exp", [exponent], x.dims);
        const scaled = times(
          times(density, x),
          tape.scalar(1 / Math.sqrt(2 * Math.PI)),
        );
        return times(dy, plus(plus(scaled, halfErf), half));
      }),
  );
}
