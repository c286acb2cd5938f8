/**
 * Quasi-random search: the start-up of Ax without its model.
 *
 * @module
 */
import { AxSpace } from "./gp/ax_space.ts";
import { SobolSequence } from "./numeric/sobol.ts";
import type { SearchSpace } from "./space.ts";
import type { Params, Proposal, Sampler } from "./types.ts";

/**
 * Successive points of torch's scrambled Sobol sequence as configurations.
 *
 * Source: Ax 1.3.1 `SobolGenerator`, as `AxClient(random_seed=seed)` uses it.
 */
export class SobolConfigurations {
  readonly #space: AxSpace;
  readonly #sequence: SobolSequence | null;

  /**
   * Starts the sequence of a seed.
   *
   * @param seed Its low 32 bits count
   * @throws {RangeError} If the space has more than 512 parameters to choose
   */
  constructor(space: AxSpace, seed: number) {
    const d = space.dimensions.length;
    this.#space = space;
    this.#sequence = d === 0 ? null : new SobolSequence(d, seed);
  }

  /** The next configuration. */
  next(): Params {
    return this.#space.fromSobol(this.#sequence?.next() ?? []);
  }
}

/** Proposes the points of one Sobol sequence, whatever it is told. */
export class SobolSampler implements Sampler {
  /** True: trials can run side by side. */
  readonly independent = true;
  readonly #configurations: SobolConfigurations;

  /**
   * Starts the sequence of a seed.
   *
   * @throws {RangeError} If the space has more than 512 parameters to choose
   */
  constructor(space: SearchSpace, seed: number) {
    this.#configurations = new SobolConfigurations(
      new AxSpace(space, "value"),
      seed,
    );
  }

  /** The next configuration of the sequence. */
  propose(): Proposal {
    return { params: this.#configurations.next(), phase: "startup" };
  }
}
