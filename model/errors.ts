/**
 * A fault in what the model was given: a weights file of another shape or
 * checksum, weights that are not numbers, an unknown encoder or recipe. The
 * command line catches it and reports its message as bad data.
 */
export class ModelError extends Error {
  /** Class name, for messages that crossed a worker. */
  override readonly name = "ModelError";
}
