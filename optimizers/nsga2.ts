/**
 * NSGA-II as Optuna runs it.
 *
 * Notation
 * - generation g: trials that were asked for while generation g - 1 was full, which it
 *   is once `populationSize` of its trials are complete; 0 is random
 * - parents of g: the best of generation g - 1 and of that one's parents
 *
 * Source: K. Deb et al., "A fast and elitist multiobjective genetic algorithm:
 * NSGA-II", IEEE Transactions on Evolutionary Computation 6 (2002); optuna 4.9.0 and
 * 5.0.0 (`samplers/nsgaii/`, `samplers/_ga/_base.py`), default settings: uniform
 * crossover, mutation by a random value.
 *
 * @module
 */
import { completeValues } from "./history.ts";
import { exp, log, nextBelow } from "./numeric/math.ts";
import { RandomState } from "./numeric/mt19937.ts";
import { leastCrowded } from "./pareto/crowding.ts";
import {
  lexicographic,
  type Losses,
  nonDominationRanks,
  toLosses,
  weaklyDominates,
} from "./pareto/dominance.ts";
import { isActive, type Parameter, type SearchSpace } from "./space.ts";
import { fixedValue } from "./tpe/optuna_axes.ts";
import { sharedNames } from "./tpe/optuna_groups.ts";
import { OptunaRandomSampler } from "./tpe/optuna_random.ts";
import type {
  Direction,
  Params,
  Proposal,
  Sampler,
  TrialRecord,
} from "./types.ts";

const CROSSOVER_PROBABILITY = 0.9;
const SWAPPING_PROBABILITY = 0.5;

/** What `NSGAIISampler(seed=...)` needs to know of its study. */
export interface Nsga2Options {
  readonly seed: number;
  readonly directions: readonly Direction[];
  /** Complete trials of a generation, at least 2. */
  readonly populationSize: number;
}

/** A complete trial as a parent. */
interface Individual {
  readonly trial: TrialRecord;
  readonly values: readonly number[];
  readonly losses: Losses;
}

/** Equal to Optuna's `NSGAIISampler(seed)` of 4.x and 5.0. */
export class Nsga2Sampler implements Sampler {
  readonly independent = false;
  readonly #space: SearchSpace;
  readonly #options: Nsga2Options;
  readonly #random: OptunaRandomSampler;
  /** A second stream of the same seed, for parents, crossover and mutation. */
  readonly #stream: RandomState;
  /** Generation of each trial, by number. */
  readonly #generations: number[] = [];
  /** Numbers of the parents of each generation, best ranks first. */
  readonly #parents: (readonly number[])[] = [[]];

  /**
   * Starts both streams of a seed.
   *
   * @throws {RangeError} If the seed is not an integer in 0..2^32 - 1
   */
  constructor(space: SearchSpace, options: Nsga2Options) {
    this.#space = space;
    this.#options = options;
    this.#random = new OptunaRandomSampler(space, options.seed, "half-up");
    this.#stream = new RandomState(options.seed);
  }

  propose(history: readonly TrialRecord[]): Proposal {
    const complete = this.#individuals(history);
    const generation = this.#nextGeneration(complete);
    const parents = this.#parentsOf(generation, complete);
    this.#generations[history.length] = generation;
    const child = parents.length === 0 ? {} : this.#child(parents, complete);
    const params: Record<string, number> = {};
    for (const parameter of this.#space) {
      if (!isActive(parameter, params)) continue;
      const { name } = parameter;
      params[name] = Object.hasOwn(child, name)
        ? child[name]
        : this.#random.draw(parameter);
    }
    return { params, phase: parents.length === 0 ? "startup" : "model" };
  }

  #individuals(history: readonly TrialRecord[]): Individual[] {
    return history.flatMap((trial) => {
      const values = completeValues(trial);
      return values === undefined ? [] : [{
        trial,
        values,
        losses: toLosses(values, this.#options.directions),
      }];
    });
  }

  #nextGeneration(complete: readonly Individual[]): number {
    const generations = complete.map(({ trial }) =>
      this.#generations[trial.number]
    );
    const latest = Math.max(0, ...generations);
    const size = generations.filter((g) => g === latest).length;
    return size < this.#options.populationSize ? latest : latest + 1;
  }

  /** Best ranks first for the trial that begins a generation, then by number. */
  #parentsOf(
    generation: number,
    complete: readonly Individual[],
  ): readonly Individual[] {
    const chosen = (numbers: readonly number[]) =>
      complete.filter(({ trial }) => numbers.includes(trial.number));
    const known = this.#parents[generation];
    if (known !== undefined) return chosen(known);
    const population = complete.filter(({ trial }) =>
      this.#generations[trial.number] === generation - 1
    );
    const elite = this.#elite([
      ...population,
      ...chosen(this.#parents[generation - 1]),
    ]);
    this.#parents[generation] = elite.map(({ trial }) => trial.number);
    return elite;
  }

  /** The least dominated individuals, within the last rank the least crowded. */
  #elite(population: readonly Individual[]): Individual[] {
    const ranks = nonDominationRanks(population.map(({ losses }) => losses));
    const elite: Individual[] = [];
    for (let rank = 0; elite.length < this.#options.populationSize; rank++) {
      const equal = population.filter((_, i) => ranks[i] === rank);
      const left = this.#options.populationSize - elite.length;
      if (equal.length < left) elite.push(...equal);
      else {
        elite.push(
          ...leastCrowded(equal.map(({ values }) => values))
            .slice(0, left).map((i) => equal[i]),
        );
      }
    }
    return elite;
  }

  /** Values of a child; what mutates is left out, to be drawn at random. */
  #child(
    parents: readonly Individual[],
    complete: readonly Individual[],
  ): Params {
    const shared = sharedNames(
      complete.map(({ trial }) => Object.keys(trial.params)),
    );
    const space = this.#space
      .filter((parameter) =>
        shared.includes(parameter.name) && fixedValue(parameter) === null
      )
      .toSorted((s, t) => s.name < t.name ? -1 : 1);
    const child = this.#stream.random() < CROSSOVER_PROBABILITY
      ? this.#crossed(parents, space)
      : this.#copied(parents, space);
    const probability = 1 / Math.max(1, child.length);
    return Object.fromEntries(
      child.filter(() => this.#stream.random() >= probability),
    );
  }

  #copied(
    parents: readonly Individual[],
    space: SearchSpace,
  ): [name: string, value: number][] {
    const { params } = parents[this.#stream.integer(parents.length)].trial;
    return space.map(({ name }) => [name, params[name]]);
  }

  /** Each value of one of two parents, categories first. */
  #crossed(
    parents: readonly Individual[],
    space: SearchSpace,
  ): [name: string, value: number][] {
    const first = this.#tournament(parents);
    const second = this.#tournament(parents.filter((p) => p !== first));
    const isCategorical = ({ kind }: Parameter) => kind === "categorical";
    return [
      ...space.filter(isCategorical),
      ...space.filter((parameter) => !isCategorical(parameter)),
    ].map((parameter) => {
      const isSecond = this.#stream.random() >= SWAPPING_PROBABILITY;
      const { params } = (isSecond ? second : first).trial;
      return [parameter.name, thereAndBack(parameter, params[parameter.name])];
    });
  }

  /** The better of two drawn individuals, the second one on ties. */
  #tournament(individuals: readonly Individual[]): Individual {
    const draw = () => individuals[this.#stream.integer(individuals.length)];
    const [a, b] = [draw(), draw()];
    return weaklyDominates(a.losses, b.losses) &&
        lexicographic(a.losses, b.losses) !== 0
      ? a
      : b;
  }
}

/** A value after crossover, which happens on the parameter's own scale. */
function thereAndBack(parameter: Parameter, value: number): number {
  if (parameter.kind !== "log-uniform") return value;
  const { low, high } = parameter;
  return Math.min(Math.max(exp(log(value)), low), nextBelow(high));
}
