/**
 * Search spaces and ask-and-tell optimizers, exact to the libraries they stand
 * for. Pure: no clock, no file, no global randomness.
 *
 * @module
 */
export {
  createOptimizer,
  type OptimizerOptions,
  PRESETS,
  type PrunerName,
  prunerOf,
  takesGrid,
} from "./create.ts";
export { PRUNERS } from "./check_options.ts";
export { checkSpace } from "./check_space.ts";
export {
  evenLevels,
  type GridLevels,
  PUBLISHED_LEVELS,
  publishedGrid,
} from "./grid.ts";
export {
  type Losses,
  nonDominationRanks,
  paretoSet,
  toLosses,
} from "./pareto/dominance.ts";
export { hypervolume, hypervolumeContributions } from "./pareto/hypervolume.ts";
export type { TpeOptions } from "./tpe/optuna.ts";
export type { TieOrder } from "./numeric/argsort.ts";
export { RandomState } from "./numeric/mt19937.ts";
export { SeedSequence } from "./numeric/seed_sequence.ts";
export { HyperbandPruner } from "./pruners/hyperband.ts";
export type { HyperbandOptions } from "./pruners/hyperband.ts";
export { PercentilePruner } from "./pruners/percentile.ts";
export type { PercentileOptions } from "./pruners/percentile.ts";
export { SuccessiveHalvingPruner } from "./pruners/successive_halving.ts";
export type { HalvingOptions } from "./pruners/successive_halving.ts";
export {
  checkParams,
  type Condition,
  isActive,
  paperSpace,
  type Parameter,
  type SearchSpace,
  type ValueRange,
} from "./space.ts";
export type {
  Direction,
  Directions,
  Optimizer,
  Outcome,
  Params,
  Phase,
  Proposal,
  Pruner,
  Report,
  Sampler,
  Trial,
  TrialRecord,
} from "./types.ts";
