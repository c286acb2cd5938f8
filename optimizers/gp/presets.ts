/**
 * The three Ax presets.
 *
 * @module
 */
import { RandomState } from "../numeric/mt19937.ts";
import { type SearchSpace, valueCount } from "../space.ts";
import type { Direction } from "../types.ts";
import { AxSampler } from "./ax.ts";

/** What an Ax preset needs beside the space. */
export interface AxOptions {
  /** Integer in 0..2^32 - 1. */
  readonly seed: number;
  /** Which way the objective is better. */
  readonly direction: Direction;
}

/**
 * Ax 1.3.1's `Client(random_seed=seed)`: the centre, four Sobol points, then the
 * model. Its Sobol seed is the first output of MT19937, modulo 100000.
 *
 * @throws {RangeError} If the seed is outside its range, or the space has more
 * than 512 parameters to choose
 */
export function axClient(space: SearchSpace, options: AxOptions): AxSampler {
  return new AxSampler(space, options, {
    startsAtCentre: true,
    startupTrials: 5,
    startupValues: 2,
    sobolSeed: new RandomState(options.seed).nextUint32() % 100_000,
    choiceSpacing: "value",
    repeats: false,
  });
}

/**
 * Ax 1.3.1's `AxClient(random_seed=seed)` without a stated number of trials: two
 * Sobol points for each parameter to choose, at least five, then the model.
 *
 * @throws {RangeError} As {@linkcode axClient}
 */
export function axLegacy(space: SearchSpace, options: AxOptions): AxSampler {
  return legacy(space, options, "value");
}

/**
 * What the published script did: `AxClient` of 2025, which puts categories at
 * equal distances, told the negated accuracy and left to maximise it. It goes
 * against the direction it is given: a sign error, kept for calibration.
 *
 * @throws {RangeError} As {@linkcode axClient}
 */
export function axPublished(space: SearchSpace, options: AxOptions): AxSampler {
  const direction = options.direction === "maximize" ? "minimize" : "maximize";
  return legacy(space, { seed: options.seed, direction }, "index");
}

function legacy(
  space: SearchSpace,
  options: AxOptions,
  choiceSpacing: "value" | "index",
): AxSampler {
  const chosen = space.filter((parameter) => valueCount(parameter) > 1).length;
  const startupTrials = Math.max(5, 2 * chosen);
  return new AxSampler(space, options, {
    startsAtCentre: false,
    startupTrials,
    startupValues: Math.ceil(startupTrials / 2),
    sobolSeed: options.seed,
    choiceSpacing,
    repeats: true,
  });
}
