/**
 * What a trial predicted, packed for the journal: a byte and a float32 for each
 * utterance, since every trial of a study is kept.
 *
 * @module
 */
import type { ScoreRecord } from "./records.ts";

/** What a model made of one utterance. */
export interface PackedPrediction {
  /** Predicted class, 0 to 255. */
  readonly predicted: number;
  /** Probability of the true class. */
  readonly pTrue: number;
}

/** Decimal digits that are kept of a probability: as many as float32 holds. */
const DIGITS = 6;

/** Packs predictions in the order of the part's utterances. */
export function packPredictions(
  predictions: readonly PackedPrediction[],
): Pick<ScoreRecord, "predicted" | "p_true"> {
  const bytes = Uint8Array.from(predictions, ({ predicted }) => predicted);
  const floats = new DataView(new ArrayBuffer(4 * predictions.length));
  predictions.forEach(({ pTrue }, i) =>
    floats.setFloat32(4 * i, Number(pTrue.toPrecision(DIGITS)), true)
  );
  return {
    predicted: bytes.toBase64(),
    p_true: new Uint8Array(floats.buffer).toBase64(),
  };
}

/** Unpacks what {@linkcode packPredictions} packed. */
export function unpackPredictions(
  { predicted, p_true }: Pick<ScoreRecord, "predicted" | "p_true">,
): PackedPrediction[] {
  const floats = new DataView(Uint8Array.fromBase64(p_true).buffer);
  return Array.from(Uint8Array.fromBase64(predicted), (predicted, i) => ({
    predicted,
    pTrue: Number(floats.getFloat32(4 * i, true).toPrecision(DIGITS)),
  }));
}
