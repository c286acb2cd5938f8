/**
 * Optuna's TPE sampler in three of its versions, by default:
 *
 * | version | components' widths | parameters are modelled | running trials |
 * |---|---|---|---|
 * | 4.0 (to 4.8) | the prior's centre is a neighbour | one by one, in the order of the space | invisible |
 * | 4.9 | the prior's centre is not | one by one, in the order of the space | invisible |
 * | 5.0 | as 4.9 | together, in the order of their names; one by one for several objectives | among the worse ones |
 *
 * The best trials by several objectives weigh, in 4.x, as much as they add to their
 * hypervolume; in 5.0 all the same.
 *
 * Parameters that are modelled together are drawn first, then the others one after the
 * other in the order of the space, where they exist.
 *
 * Source: Bergstra et al. 2011, "Algorithms for Hyper-Parameter Optimization";
 * optuna 4.0.0 to 5.0.0 (`samplers/_tpe/sampler.py`).
 *
 * @module
 */
import { completeValues } from "../history.ts";
import type { TieOrder } from "../numeric/argsort.ts";
import { argmax } from "../numeric/argmax.ts";
import { RandomState } from "../numeric/mt19937.ts";
import { isActive, type SearchSpace } from "../space.ts";
import type {
  Direction,
  Params,
  Proposal,
  Sampler,
  TrialRecord,
} from "../types.ts";
import { type Axis, axisOf, fixedValue, toAxis } from "./optuna_axes.ts";
import { sharedNames, SpaceGroups } from "./optuna_groups.ts";
import { drawCandidates, logDensity } from "./optuna_mixture.ts";
import { parzenMixture, type WidthRule } from "./optuna_parzen.ts";
import { OptunaRandomSampler } from "./optuna_random.ts";
import { MOST_BELOW, type Split, splitTrials } from "./optuna_split.ts";
import { volumeWeights } from "./optuna_weights.ts";

/** Version of Optuna whose rules are followed; 4.0 stands for 4.0 to 4.8. */
export type OptunaVersion = "4.0" | "4.9" | "5.0";

/** Finished trials before the model proposes. */
const STARTUP_TRIALS = 10;
const CANDIDATES = 24;

/** Where Optuna's TPE departs from its version's defaults. */
export interface TpeOptions {
  /**
   * Model the parameters that all finished trials have together. Default: in 5.0 with
   * one objective, or with `group`.
   */
  readonly multivariate?: boolean;
  /**
   * Model those together that always come together, group by group; needs
   * `multivariate`. Default: false.
   */
  readonly group?: boolean;
  /** Count running trials among the worse ones. Default: in 5.0. */
  readonly constantLiar?: boolean;
}

/** What `TPESampler(seed=...)` needs to know of its study. */
export interface OptunaOptions extends TpeOptions {
  readonly version: OptunaVersion;
  readonly seed: number;
  readonly directions: readonly Direction[];
  readonly ties: TieOrder;
}

/** What a proposal rests on. */
interface Model {
  readonly split: Split;
  /** Weight of each trial below; `undefined` where age decides. */
  readonly importance: ReadonlyMap<TrialRecord, number> | undefined;
}

/** Equal to Optuna's `TPESampler(seed)`. */
export class OptunaSampler implements Sampler {
  readonly independent = false;
  readonly #space: SearchSpace;
  readonly #options: OptunaOptions;
  readonly #axes: ReadonlyMap<string, Axis>;
  readonly #multivariate: boolean;
  readonly #constantLiar: boolean;
  readonly #rule: WidthRule;
  readonly #groups = new SpaceGroups();
  readonly #startup: OptunaRandomSampler;
  /** A second stream of the same seed: start-up and model never mix. */
  readonly #stream: RandomState;
  /** What was drawn jointly for each trial, whether or not it exists in it. */
  readonly #drawn = new Map<number, Params>();

  /**
   * Starts both streams of a seed.
   *
   * @throws {RangeError} If the seed is not an integer in 0..2^32 - 1, or there are
   * groups but no joint model
   */
  constructor(space: SearchSpace, options: OptunaOptions) {
    const { version, seed, directions, group = false } = options;
    const is5 = version === "5.0";
    this.#space = space;
    this.#options = options;
    this.#axes = new Map(
      space.filter((parameter) => fixedValue(parameter) === null)
        .map((parameter) => [parameter.name, axisOf(parameter)]),
    );
    this.#multivariate = options.multivariate ??
      (is5 && (group || directions.length === 1));
    if (group && !this.#multivariate) {
      throw new RangeError(
        "Cannot model parameters in groups: found multivariate = false, expected true",
      );
    }
    this.#constantLiar = options.constantLiar ?? is5;
    this.#rule = this.#multivariate && !is5
      ? "shared"
      : version === "4.0"
      ? "with-prior"
      : "observations";
    this.#startup = new OptunaRandomSampler(
      space,
      seed,
      is5 ? "half-up" : "half-even",
    );
    this.#stream = new RandomState(seed);
  }

  propose(history: readonly TrialRecord[]): Proposal {
    const finished = history.filter((trial) =>
      trial.state === "pruned" || completeValues(trial) !== undefined
    );
    const groups = this.#multivariate ? this.#jointGroups(finished) : [];
    const model = finished.length < STARTUP_TRIALS
      ? null
      : this.#modelOf(history);
    const drawn: Params = model === null ? {} : Object.assign(
      {},
      ...groups.map((group) => this.#bestCandidate(group, model)),
    );
    this.#drawn.set(history.length, drawn);
    const params: Record<string, number> = {};
    for (const parameter of this.#space) {
      if (!isActive(parameter, params)) continue;
      const { name } = parameter;
      const only = fixedValue(parameter);
      params[name] = only !== null
        ? only
        : model === null
        ? this.#startup.draw(parameter)
        : Object.hasOwn(drawn, name)
        ? drawn[name]
        : this.#bestCandidate([name], model)[name];
    }
    return { params, phase: model === null ? "startup" : "model" };
  }

  /** Names of the parameters that are modelled together, group after group. */
  #jointGroups(finished: readonly TrialRecord[]): string[][] {
    const names = finished.map(({ params }) => Object.keys(params));
    const groups = this.#options.group
      ? this.#groups.refinedBy(names)
      : [sharedNames(names)];
    return groups
      .map((group) => group.filter((name) => this.#axes.has(name)).sort())
      .filter((group) => group.length > 0);
  }

  #modelOf(others: readonly TrialRecord[]): Model {
    const { directions, version } = this.#options;
    const several = directions.length > 1;
    const is5 = version === "5.0";
    const split = splitTrials(others, {
      directions,
      most: several && is5 ? Infinity : MOST_BELOW,
      running: this.#constantLiar,
    });
    if (!several) return { split, importance: undefined };
    const weights = is5
      ? split.below.map(() => 1)
      : volumeWeights(split.below, directions);
    return {
      split,
      importance: new Map(split.below.map((trial, i) => [trial, weights[i]])),
    };
  }

  /** Best of 24 draws from the better trials' mixture by density ratio. */
  #bestCandidate(
    names: readonly string[],
    { split, importance }: Model,
  ): Record<string, number> {
    const axes = names.map((name) => this.#axes.get(name)!);
    const mixtureOf = (
      trials: readonly TrialRecord[],
      importance?: ReadonlyMap<TrialRecord, number>,
    ) => {
      const observed = trials.flatMap((trial) => {
        const params = this.#visibleParams(trial);
        return names.every((name) => Object.hasOwn(params, name))
          ? [{ trial, params }]
          : [];
      });
      return parzenMixture(
        axes,
        axes.map((axis) =>
          Float64Array.from(
            observed,
            ({ params }) => toAxis(axis, params[axis.name]),
          )
        ),
        this.#rule,
        this.#options.ties,
        importance && observed.map(({ trial }) => importance.get(trial)!),
      );
    };
    const good = mixtureOf(split.below, importance);
    const bad = mixtureOf(split.above);
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

  /** A running trial shows what was drawn for it, even where that does not exist. */
  #visibleParams({ state, number, params }: TrialRecord): Params {
    return state === "running"
      ? { ...this.#drawn.get(number), ...params }
      : params;
  }
}
