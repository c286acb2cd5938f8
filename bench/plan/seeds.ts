/**
 * The three streams of a master seed, as numpy's `SeedSequence(seed,
 * spawn_key=...)` derives them, so that anyone can recompute them in Python.
 *
 * @module
 */
import { crc32 } from "node:zlib";
import { countsBySeed, type Protocol } from "../../corpora/mod.ts";
import { SeedSequence } from "../../optimizers/numeric/seed_sequence.ts";
import type { Plan } from "./plan.ts";

const SEARCH = 0;
const TRAIN = 1;
const SPLIT = 2;

/** First 32-bit word of a stream. */
function firstWord(seed: number, spawnKey: readonly number[]): number {
  return new SeedSequence(seed, spawnKey).generateState(1)[0];
}

/**
 * Seed of an optimizer, `SeedSequence(seed, spawn_key=key).generate_state(1)[0]`.
 *
 * By rule 2, key = (0, zlib.crc32(preset)): each preset draws from a stream of
 * its own, whatever its pruner. By rule 1, key = (0,): all draw from one, so that
 * random search and Optuna's start-up of one master seed propose the same values.
 *
 * @param seed Master seed of the search stream
 * @param preset Name of the preset
 * @param rule The plan's seed rule
 */
export function searchSeed(
  seed: number,
  preset: string,
  rule: Plan["seedRule"],
): number {
  return firstWord(seed, rule === 1 ? [SEARCH] : [SEARCH, crc32(preset)]);
}

/**
 * Seed of a trial's training: spawn key (1, trial), or (1,) when all trials of
 * the study share one.
 */
export function trainSeed(seed: number, trial?: number): number {
  return firstWord(seed, trial === undefined ? [TRAIN] : [TRAIN, trial]);
}

/**
 * Seed of the partition: spawn key (2,); the seed itself where a protocol walks
 * through its partitions by consecutive seeds.
 */
export function splitSeed(protocol: Protocol, seed: number): number {
  return countsBySeed(protocol) ? seed : firstWord(seed, [SPLIT]);
}
