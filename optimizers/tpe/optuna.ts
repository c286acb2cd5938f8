/**
 * Optuna's TPE sampler in three of its versions.
 *
 * | version | components' widths | parameters are modelled | running trials |
 * |---|---|---|---|
 * | 4.0 (to 4.8) | the prior's centre is a neighbour | one by one, in the order of the space | invisible |
 * | 4.9 | the prior's centre is not | one by one, in the order of the space | invisible |
 * | 5.0 | as 4.9 | together, in the order of their names | among the worse ones |
 *
 * Source: Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization";
 * optuna 4.0.0 to 5.0.0 (`samplers/_tpe/sampler.py`), default settings.
 *
 * @module
 */
import { isComplete } from "../history.ts";
import type { TieOrder } from "../numeric/argsort.ts";
import { argmax } from "../numeric/argmax.ts";
import { RandomState } from "../numeric/mt19937.ts";
import type { SearchSpace } from "../space.ts";
import type { Direction, Proposal, Sampler, TrialRecord } from "../types.ts";
import { type Axis, axisOf, fixedValue, toAxis } from "./optuna_axes.ts";
import { drawCandidates, logDensity } from "./optuna_mixture.ts";
import { parzenMixture, type WidthRule } from "./optuna_parzen.ts";
import { OptunaRandomSampler } from "./optuna_random.ts";
import { splitTrials } from "./optuna_split.ts";

/** Version of Optuna whose rules are followed; 4.0 stands for 4.0 to 4.8. */
export type OptunaVersion = "4.0" | "4.9" | "5.0";

/** Finished trials before the model proposes. */
const STARTUP_TRIALS = 10;
const CANDIDATES = 24;

/** What `TPESampler(seed=...)` needs to know of its study. */
export interface OptunaOptions {
  readonly version: OptunaVersion;
  readonly seed: number;
  readonly direction: Direction;
  readonly ties: TieOrder;
}

/** Equal to Optuna's `TPESampler(seed)` with default settings. */
export class OptunaSampler implements Sampler {
  readonly independent = false;
  readonly #space: SearchSpace;
  readonly #options: OptunaOptions;
  readonly #rule: WidthRule;
  /** Axes that are modelled together, group after group. */
  readonly #groups: readonly (readonly Axis[])[];
  readonly #startup: OptunaRandomSampler;
  /** A second stream of the same seed: start-up and model never mix. */
  readonly #stream: RandomState;

  /**
   * Starts both streams of a seed.
   *
   * @throws {RangeError} If the seed is not an integer in 0..2^32 - 1
   */
  constructor(space: SearchSpace, options: OptunaOptions) {
    const { version, seed } = options;
    this.#space = space;
    this.#options = options;
    this.#rule = version === "4.0" ? "with-prior" : "observations";
    const axes = space.filter((parameter) => fixedValue(parameter) === null)
      .map(axisOf);
    this.#groups = version === "5.0"
      ? [axes.toSorted((s, t) => s.name < t.name ? -1 : 1)]
      : axes.map((axis) => [axis]);
    this.#startup = new OptunaRandomSampler(
      space,
      seed,
      version === "5.0" ? "half-up" : "half-even",
    );
    this.#stream = new RandomState(seed);
  }

  propose(history: readonly TrialRecord[]): Proposal {
    const finished = history.filter((trial) =>
      isComplete(trial) || trial.state === "pruned"
    );
    if (finished.length < STARTUP_TRIALS) {
      return { params: this.#startup.propose().params, phase: "startup" };
    }
    const { direction, version } = this.#options;
    const { below, above } = splitTrials(
      history,
      direction,
      version === "5.0",
    );
    const params: Record<string, number> = {};
    for (const parameter of this.#space) {
      const value = fixedValue(parameter);
      if (value !== null) params[parameter.name] = value;
    }
    for (const axes of this.#groups) {
      Object.assign(params, this.#bestCandidate(axes, below, above));
    }
    return { params, phase: "model" };
  }

  /** Best of 24 draws from the better trials' mixture by density ratio. */
  #bestCandidate(
    axes: readonly Axis[],
    below: readonly TrialRecord[],
    above: readonly TrialRecord[],
  ): Record<string, number> {
    if (axes.length === 0) return {};
    const mixtureOf = (trials: readonly TrialRecord[]) =>
      parzenMixture(
        axes,
        axes.map((axis) =>
          Float64Array.from(trials, ({ params }) =>
            toAxis(axis, params[axis.name]))
        ),
        this.#rule,
        this.#options.ties,
      );
    const good = mixtureOf(below);
    const bad = mixtureOf(above);
    const candidates = drawCandidates(good, CANDIDATES, this.#stream);
    const underGood = logDensity(good, candidates);
    const underBad = logDensity(bad, candidates);
    const best = argmax(underGood.map((value, j) => value - underBad[j]));
    return Object.fromEntries(axes.map((axis, i) => {
      const value = candidates[i][best];
      return [
        axis.name,
        axis.kind === "categorical" ? axis.choices[value] : value,
      ];
    }));
  }
}
