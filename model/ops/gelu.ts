import type { Tape, Value } from "../graph/tape.ts";

/**
 * By how much to shrink what goes into {@linkcode scaledGelu} and what comes
 * out of it to get the Gaussian error linear unit:
 * gelu(x) = GELU_SCALE scaledGelu(GELU_SCALE x).
 */
export const GELU_SCALE: number = Math.SQRT1_2;

/**
 * The Gaussian error linear unit in its exact form, up to scale:
 * u = h (1 + erf h) = sqrt 2 gelu(sqrt 2 h).
 *
 * The two factors cost nothing in the products before and after it, and a pass
 * over the widest tensor of the network each when they stand here.
 *
 *     g(h) = g(u) (1 + erf h + 2 / sqrt(pi) h exp(-h²))
 *
 * Far below zero h exp(-h²) falls to subnormal numbers, with which processors
 * multiply many times slower. Added to erf h before the 1, it rounds away there
 * and leaves a gradient of zero.
 *
 * Source: Hendrycks and Gimpel 2016, arXiv 1606.08415
 *
 * @param h Any shape
 * @returns Same shape
 */
export function scaledGelu(tape: Tape, h: Value): Value {
  const times = (a: Value, b: Value) => tape.op("Mul", [a, b], h.dims);
  const plus = (a: Value, b: Value) => tape.op("Add", [a, b], h.dims);
  const one = tape.scalar(1);
  const erf = tape.op("Erf", [h], h.dims);
  return tape.record(
    times(h, plus(erf, one)),
    [h],
    (du) =>
      tape.accumulate(h, () => {
        // 2 / sqrt(pi) enters as a term of the exponent
        const factor = tape.scalar(Math.log(2 / Math.sqrt(Math.PI)));
        const exponent = tape.op("Sub", [factor, times(h, h)], h.dims);
        const slope = times(h, tape.op("Exp", [exponent], h.dims));
        return times(du, plus(plus(slope, erf), one));
      }),
  );
}
