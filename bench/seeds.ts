/**
 * The three streams of a master seed, as numpy's `SeedSequence(seed,
 * spawn_key=...)` derives them, so that anyone can recompute them in Python.
 *
 * @module
 */
import { SeedSequence } from "../optimizers/numeric/seed_sequence.ts";

const SEARCH = 0;
const TRAIN = 1;
const SPLIT = 2;

/** First 32-bit word of a stream. */
function firstWord(seed: number, spawnKey: readonly number[]): number {
  return new SeedSequence(seed, spawnKey).generateState(1)[0];
}

/** Seed of the engine: `SeedSequence(seed, spawn_key=(0,)).generate_state(1)[0]`. */
export function searchSeed(seed: number): number {
  return firstWord(seed, [SEARCH]);
}

/**
 * Seed of a trial's training: spawn key (1, trial), or (1,) when all trials of
 * the study share one.
 */
export function trainSeed(seed: number, trial?: number): number {
  return firstWord(seed, trial === undefined ? [TRAIN] : [TRAIN, trial]);
}

/** Seed of the partition: spawn key (2,). */
export function splitSeed(seed: number): number {
  return firstWord(seed, [SPLIT]);
}
