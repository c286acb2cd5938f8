/**
 * Reproducibility benchmark of hyper-parameter optimisers for speech emotion
 * recognition: the parts of the suite for use from code. The main job is
 * `deno task bench`.
 *
 * @module
 */
export * from "./corpora/mod.ts";
export * from "./optimizers/mod.ts";
export * from "./model/mod.ts";
