/**
 * Optuna's random sampler, which also makes the first proposals of its TPE.
 *
 * @module
 */
import { argmax } from "../numeric/argmax.ts";
import { exp, nextBelow, roundHalfEven } from "../numeric/math.ts";
import { RandomState } from "../numeric/mt19937.ts";
import { isActive, type Parameter, type SearchSpace } from "../space.ts";
import type { Proposal, Sampler } from "../types.ts";
import { axisOf, fixedValue } from "./optuna_axes.ts";

/** How a version rounds: 4.x halves to even, 5.0 halves up. */
export type Rounding = "half-even" | "half-up";

/**
 * Equal to Optuna's `RandomSampler(seed)`. Each parameter costs one double, a
 * categorical one as many as it has choices, one with a single value, or that does
 * not exist in the configuration, none.
 *
 * Source: optuna 4.9.0 and 5.0.0 (`samplers/_random.py`, `_transform.py`).
 */
export class OptunaRandomSampler implements Sampler {
  readonly independent = true;
  readonly #space: SearchSpace;
  readonly #rounding: Rounding;
  readonly #stream: RandomState;

  /**
   * Starts the stream of a seed.
   *
   * @throws {RangeError} If `seed` is not an integer in 0..2^32 - 1
   */
  constructor(space: SearchSpace, seed: number, rounding: Rounding) {
    this.#space = space;
    this.#rounding = rounding;
    this.#stream = new RandomState(seed);
  }

  propose(): Proposal {
    const params: Record<string, number> = {};
    for (const parameter of this.#space) {
      if (!isActive(parameter, params)) continue;
      params[parameter.name] = this.draw(parameter);
    }
    return { params, phase: "random" };
  }

  /** The next value of one parameter. */
  draw(parameter: Parameter): number {
    const only = fixedValue(parameter);
    if (only !== null) return only;
    const axis = axisOf(parameter);
    if (axis.kind === "categorical") {
      // A one-hot vector of uniforms: the largest wins, the first on ties.
      const draws = axis.choices.map(() => this.#stream.random());
      return axis.choices[argmax(draws)];
    }
    const { first, last, step, logScale } = axis;
    const position = this.#stream.uniform(axis.low, axis.high);
    if (step === 0) {
      const value = Math.min(
        logScale ? exp(position) : position,
        nextBelow(last),
      );
      return this.#rounding === "half-up" ? Math.max(value, first) : value;
    }
    const steps = ((logScale ? exp(position) : position) - first) / step;
    // 5.0 rounds halves up for integers only.
    const whole = this.#rounding === "half-up" && parameter.kind === "integer"
      ? Math.floor(steps + 0.5)
      : roundHalfEven(steps);
    return Math.min(Math.max(whole * step + first, first), last);
  }
}
