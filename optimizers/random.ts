/**
 * Random search with one documented draw for each parameter.
 *
 * @module
 */
import { exp, log } from "./numeric/math.ts";
import { RandomState } from "./numeric/mt19937.ts";
import {
  isActive,
  type Parameter,
  type SearchSpace,
  valueCount,
} from "./space.ts";
import type { Proposal, Sampler } from "./types.ts";

/**
 * Independent uniform configurations from `RandomState(seed)`: one double u for each
 * parameter in the order of the space, also where it can take one value only or does
 * not exist in the configuration.
 *
 * - log-uniform: exp(log low + u (log high - log low)); uniform: low + u (high - low)
 * - integer, stepped, categorical: value number floor(u k) of its k values
 * - log-integer: exp(log(low - 1/2) + u (log(high + 1/2) - log(low - 1/2))), rounded
 */
export class RandomSampler implements Sampler {
  readonly independent = true;
  readonly #space: SearchSpace;
  readonly #stream: RandomState;

  /**
   * Starts the stream of a seed.
   *
   * @throws {RangeError} If `seed` is not an integer in 0..2^32 - 1
   */
  constructor(space: SearchSpace, seed: number) {
    this.#space = space;
    this.#stream = new RandomState(seed);
  }

  propose(): Proposal {
    const params: Record<string, number> = {};
    for (const parameter of this.#space) {
      const u = this.#stream.random();
      if (!isActive(parameter, params)) continue;
      params[parameter.name] = valueAt(parameter, u);
    }
    return { params, phase: "random" };
  }
}

/** Value of a parameter at u in [0, 1) of its range. */
function valueAt(parameter: Parameter, u: number): number {
  const index = Math.floor(u * valueCount(parameter));
  switch (parameter.kind) {
    case "log-uniform": {
      const low = log(parameter.low);
      const value = exp(low + u * (log(parameter.high) - low));
      return Math.min(Math.max(value, parameter.low), parameter.high);
    }
    case "log-integer": {
      const low = log(parameter.low - 0.5);
      const value = Math.round(
        exp(low + u * (log(parameter.high + 0.5) - low)),
      );
      return Math.min(Math.max(value, parameter.low), parameter.high);
    }
    case "uniform":
      return parameter.low + u * (parameter.high - parameter.low);
    case "integer":
      return parameter.low + index;
    case "stepped":
      return Math.min(parameter.low + index * parameter.step, parameter.high);
    case "categorical":
      return parameter.choices[index];
  }
}
