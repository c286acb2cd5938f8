/**
 * The fine-tuning core: an encoder in, a setting in, a score out.
 *
 * @module
 */
export type {
  EpochReport,
  Example,
  FineTuneOptions,
  Prediction,
  RandomStream,
  Score,
  Setting,
  TrialCost,
  TrialResult,
} from "./types.ts";
export { ModelError } from "./errors.ts";
export {
  type EncoderEntry,
  encoderEntry,
  type EncoderName,
  ENCODERS,
} from "./encoders/registry.ts";
