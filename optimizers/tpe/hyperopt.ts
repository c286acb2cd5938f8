/**
 * The sampler that stands for Hyperopt's `fmin(algo=tpe.suggest)`.
 *
 * Source: hyperopt 0.3.0 (`fmin.py`, `tpe.py`); 0.2.7 proposes the same.
 *
 * @module
 */
import type { TieOrder } from "../numeric/argsort.ts";
import { log } from "../numeric/math.ts";
import { Pcg64 } from "../numeric/pcg64.ts";
import { type Parameter, type SearchSpace, valueCount } from "../space.ts";
import type {
  Direction,
  Params,
  Proposal,
  Sampler,
  TrialRecord,
} from "../types.ts";
import {
  modelPoint,
  type Observation,
  type Prior,
  randomPoint,
} from "./hyperopt_suggest.ts";

/** What a Hyperopt search is made of. */
export interface HyperoptOptions {
  /** Seed of `numpy.random.default_rng`, a non-negative integer. */
  readonly seed: number;
  /** Which way is better; the library itself always minimises a loss. */
  readonly direction: Direction;
  /** Random trials before the model (`n_startup_jobs`); the library's default is 20. */
  readonly startup: number;
  /** Order of equal losses and values. */
  readonly ties: TieOrder;
}

/** One parameter in the library's terms. */
interface Dimension {
  readonly name: string;
  readonly prior: Prior;
  /** Choices of a categorical parameter, by index. */
  readonly choices?: readonly number[];
  /** Added to what the prior draws. */
  readonly offset: number;
}

/** `fmin` draws the seed of each suggestion below this number. */
const SUGGESTION_SEEDS = 2 ** 31 - 1;

/**
 * Hyperopt's TPE, trial by trial.
 *
 * - Trials that failed, were pruned or still run count as infinitely bad; a
 *   trial told as NaN does not exist for the model.
 * - An integer parameter is `quniform` with q = 1, as the authors' script has
 *   it, so that its two end values are drawn half as often at the start.
 * - A stepped parameter is `quniform`, shifted by its lower bound unless that is
 *   a multiple of the step.
 * - A parameter with one value is a constant: nothing is drawn for it.
 */
export class HyperoptSampler implements Sampler {
  readonly independent = false;
  readonly #space: SearchSpace;
  readonly #dimensions: readonly Dimension[];
  readonly #priors: readonly Prior[];
  readonly #options: HyperoptOptions;
  readonly #seeds: Pcg64;

  /** @throws {RangeError} If the seed is not a non-negative integer */
  constructor(space: SearchSpace, options: HyperoptOptions) {
    this.#space = space;
    this.#options = options;
    // The library orders parameters by their labels.
    this.#dimensions = space.filter((p) => valueCount(p) > 1)
      .map(dimensionOf)
      .sort((a, b) => a.name < b.name ? -1 : 1);
    this.#priors = this.#dimensions.map(({ prior }) => prior);
    this.#seeds = new Pcg64(options.seed);
  }

  propose(history: readonly TrialRecord[]): Proposal {
    const { startup, ties } = this.#options;
    const rng = new Pcg64(this.#seeds.integers(SUGGESTION_SEEDS));
    const observed = history.flatMap((trial) => this.#observe(trial));
    if (observed.length < startup) {
      const point = randomPoint(this.#priors, rng);
      return { params: this.#toParams(point), phase: "startup" };
    }
    const point = modelPoint(this.#priors, observed, ties, rng);
    return { params: this.#toParams(point), phase: "model" };
  }

  #observe(trial: TrialRecord): Observation[] {
    const { direction } = this.#options;
    const value = trial.state === "complete" ? trial.value ?? NaN : null;
    if (Number.isNaN(value)) return [];
    const loss = value === null
      ? Infinity
      : direction === "minimize"
      ? value
      : -value;
    const point = this.#dimensions.map(({ name, choices, offset }) =>
      choices
        ? choices.indexOf(trial.params[name])
        : trial.params[name] - offset
    );
    return [{ point, loss }];
  }

  #toParams(point: readonly number[]): Params {
    const drawn = new Map(this.#dimensions.map((dimension, i) => [
      dimension.name,
      dimension.choices?.[point[i]] ?? point[i] + dimension.offset,
    ]));
    return Object.fromEntries(
      this.#space.map((p) => [p.name, drawn.get(p.name) ?? onlyValue(p)]),
    );
  }
}

function dimensionOf(parameter: Parameter): Dimension {
  const { name } = parameter;
  if (parameter.kind === "categorical") {
    const { choices } = parameter;
    const prior: Prior = { kind: "choice", size: choices.length };
    return { name, prior, choices, offset: 0 };
  }
  const { low, high } = parameter;
  switch (parameter.kind) {
    case "log-uniform":
      return {
        name,
        prior: { kind: "loguniform", low: log(low), high: log(high) },
        offset: 0,
      };
    case "uniform":
      return { name, prior: { kind: "uniform", low, high }, offset: 0 };
    case "log-integer":
      throw new RangeError(
        `Cannot give "${name}" a prior: found kind log-integer, expected another`,
      );
    case "integer":
      return { name, prior: { kind: "quniform", low, high, q: 1 }, offset: 0 };
    case "stepped": {
      const q = parameter.step;
      return Number.isInteger(low / q)
        ? { name, prior: { kind: "quniform", low, high, q }, offset: 0 }
        : {
          name,
          prior: { kind: "quniform", low: 0, high: high - low, q },
          offset: low,
        };
    }
  }
}

function onlyValue(parameter: Parameter): number {
  return parameter.kind === "categorical"
    ? parameter.choices[0]
    : parameter.low;
}
