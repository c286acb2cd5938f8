/**
 * The fine-tuning core: an encoder in, a configuration in, a score out.
 *
 * @module
 */
export type {
  Configuration,
  EpochReport,
  Example,
  FineTuneOptions,
  Prediction,
  RandomStream,
  Score,
  TrialCost,
  TrialResult,
} from "./types.ts";
export type { Parts } from "./training/parts.ts";
export { toConfiguration, valueOf } from "./configuration.ts";
export { ModelError } from "./errors.ts";
export {
  type EncoderEntry,
  encoderEntry,
  type EncoderFamily,
  type EncoderFiles,
  ENCODERS,
  FOLDER_ENCODERS,
  type FolderEncoder,
  folderEncoder,
  NPM_ENCODERS,
  type NpmEncoder,
  npmEncoder,
  type NpmEncoderName,
} from "./encoders/registry.ts";
export {
  type EncoderLoadOptions,
  loadEncoder,
  openEncoder,
} from "./encoders/load.ts";
export {
  readWav2Vec2,
  WAV2VEC2,
  wav2vec2Files,
} from "./encoders/wav2vec2_folder.ts";
export type { FolderFiles } from "./encoders/wav2vec2_config.ts";
export type {
  BlockEmitter,
  Encoder,
  Weight,
  WeightOnTape,
} from "./encoders/encoder.ts";
export type { Recipe } from "./recipe.ts";
export { recipeFor, RECIPES } from "./recipes.ts";
export { type TrainedModel, tunedEncoder } from "./training/trained_model.ts";
export {
  classifierGraph,
  type ClassifierOptions,
} from "./graph/classifier_graph.ts";
export { Classifier } from "./classifier.ts";
export { pooledWidth } from "./graph/graphs.ts";
export { xavierHead } from "./training/head_session.ts";
export type { LowRank, Matrix } from "./ops/linear.ts";
export { ModelRuntime, type RuntimeOptions } from "./runtime.ts";
export { fineTune } from "./training/fine_tune.ts";
export {
  fitAndScoreProbe,
  type ProbeTrialOptions,
} from "./training/probe_trial.ts";
export { productRate } from "./speed.ts";
export { type Answer, argmax, scoreOf } from "./metrics.ts";
export {
  FeatureCache,
  type FeatureOptions,
  type Features,
  type FeatureStore,
} from "./features.ts";
export type { Frames } from "./training/batch.ts";
export {
  fitProbe,
  type LinearHead,
  logProbabilitiesOf,
  type Probe,
  type ProbeOptions,
} from "./training/probe.ts";
export { shuffled } from "./training/shuffle.ts";
export {
  meanAndDeviation,
  type MelLevels,
  MelLevelsSession,
} from "./mel_network/mel_levels.ts";
export { MelNetwork } from "./mel_network/mel_network.ts";
export type { MelNetworkShape } from "./mel_network/graphs.ts";
export type { MelOptions } from "./ops/mel.ts";
export {
  type StartOptions,
  type Step,
  TrainingSession,
  type TrainingSessionOptions,
} from "./training/training_session.ts";
export { GraphBuilder, type Size, type Value } from "./graph/builder.ts";
export type { GraphOptions } from "./graph/graphs.ts";
export { Tape } from "./graph/tape.ts";
export type { Attribute, TensorData } from "./onnx/types.ts";
