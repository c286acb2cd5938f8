import type { Tape, Value } from "../graph/tape.ts";
import { GELU_SCALE, scaledGelu } from "../ops/gelu.ts";
import { linear } from "../ops/linear.ts";
import type { WeightOnTape } from "./encoder.ts";

/**
 * The feed-forward part of a block, fc2 gelu(fc1 x).
 *
 * @param x [N, d]
 * @param own Weights of the block: fc1.w [d, m], fc1.b [m], fc2.w [m, d],
 *   fc2.b [d]
 * @returns [N, d]
 */
export function feedForward(tape: Tape, x: Value, own: WeightOnTape): Value {
  const inner = linear(tape, x, own("fc1.w"), own("fc1.b"), {
    alpha: GELU_SCALE,
    beta: GELU_SCALE,
  });
  return linear(tape, scaledGelu(tape, inner), own("fc2.w"), own("fc2.b"), {
    alpha: GELU_SCALE,
  });
}
