import type { Tape, Value } from "../graph/tape.ts";

/**
 * Softmax cross-entropy L = -sum of y log softmax(z).
 *
 *     g(z) = g(L) (softmax(z) r - y),  r = row sums of y
 *
 * Rows of `targets` carry their weight in the batch: they sum to 1 / B for a
 * mean over B utterances.
 *
 * @param logits z, [B, classes]
 * @param targets y, [B, classes]
 * @returns The loss, a scalar
 */
export function crossEntropy(
  tape: Tape,
  logits: Value,
  targets: Value,
): Value {
  const { dims } = logits;
  const log = tape.op("LogSoftmax", [logits], dims, { axis: -1n });
  const terms = tape.op("Mul", [log, targets], dims);
  const sum = tape.op("ReduceSum", [terms], [], { keepdims: 0n });
  return tape.record(
    tape.op("Neg", [sum], []),
    [logits],
    (dLoss) =>
      tape.accumulate(logits, () => {
        const weight = tape.op(
          "ReduceSum",
          [targets, tape.integers([-1])],
          [dims[0], 1],
          { keepdims: 1n },
        );
        const p = tape.op("Exp", [log], dims);
        const weighted = tape.op("Mul", [p, weight], dims);
        const residual = tape.op("Sub", [weighted, targets], dims);
        return tape.op("Mul", [residual, dLoss], dims);
      }),
  );
}
