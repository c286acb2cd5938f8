import type { Encoder } from "../encoders/encoder.ts";
import type { LinearHead } from "./probe.ts";

/** What training left, as it was scored; can be posted between workers. */
export interface TrainedModel {
  /** The head, on pooled features. */
  readonly head: LinearHead;
  /** Trained weights of the encoder by name; none where it was never unfrozen. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** The encoder with its trained weights in place; the one given stays as it is. */
export function tunedEncoder(
  encoder: Encoder,
  { weights }: Pick<TrainedModel, "weights">,
): Encoder {
  const tuned = new Map(encoder.weights);
  for (const [name, data] of weights) {
    tuned.set(name, { data, dims: encoder.weights.get(name)!.dims });
  }
  return { ...encoder, weights: tuned };
}
