/**
 * Grids: lists of configurations, tried one after the other.
 *
 * @module
 */
import { typeFault } from "./check_value.ts";
import { exp, log } from "./numeric/math.ts";
import { RandomState } from "./numeric/mt19937.ts";
import {
  checkParams,
  paperSpace,
  type Parameter,
  type SearchSpace,
  valueCount,
} from "./space.ts";
import type { Params, Phase, Proposal, Sampler } from "./types.ts";

/** Values to try of each parameter, by name. */
export type GridLevels = Readonly<Record<string, readonly number[]>>;

/** Levels of the paper's exhaustive search. */
export const PUBLISHED_LEVELS: GridLevels = {
  lr: [1e-6, 5e-6, 1e-5, 5e-5, 1e-4, 5e-4, 1e-3],
  num_epochs: [1, 3, 5, 7, 10],
  unfreeze_epoch: [0, 1, 2, 3, 4],
  max_length: [32000, 48000, 64000, 80000, 112000, 160000],
};

/**
 * The 882 configurations of the paper's exhaustive search in its order: nested loops,
 * learning rate outermost, configurations that unfreeze after the last epoch left out.
 */
export function publishedGrid(): Params[] {
  const order = paperSpace().map(({ name }) => name);
  return cartesian(order, PUBLISHED_LEVELS)
    .filter(({ num_epochs, unfreeze_epoch }) => num_epochs >= unfreeze_epoch);
}

/** Levels of a continuous parameter, and most levels of any, by default. */
const DEFAULT_LEVELS = 5;

/**
 * Levels for a space of one's own: the ends and evenly spread values between
 * them, on a log scale where the parameter has one; every choice of a
 * categorical parameter.
 */
export function evenLevels(space: SearchSpace): GridLevels {
  return Object.fromEntries(space.map((parameter) => {
    if (parameter.kind === "categorical") {
      return [parameter.name, parameter.choices];
    }
    const count = Math.min(valueCount(parameter), DEFAULT_LEVELS);
    const levels = Array.from(
      { length: count },
      (_, i) => levelAt(parameter, count === 1 ? 0 : i / (count - 1)),
    );
    return [parameter.name, [...new Set(levels)]];
  }));
}

function levelAt(
  parameter: Exclude<Parameter, { kind: "categorical" }>,
  share: number,
): number {
  const { kind, low, high } = parameter;
  if (share === 0) return low;
  if (share === 1) return high;
  switch (kind) {
    case "log-uniform":
      return exp(log(low) + share * (log(high) - log(low)));
    case "uniform":
      return low + share * (high - low);
    case "log-integer":
      return Math.round(exp(log(low) + share * (log(high) - log(low))));
    case "integer":
      return low + Math.round(share * (high - low));
    case "stepped":
      return low +
        Math.round(share * (high - low) / parameter.step) * parameter.step;
  }
}

/** The configurations of a grid, in the order of nested loops over the space. */
export function gridConfigurations(
  space: SearchSpace,
  grid: GridLevels | readonly Params[] | undefined,
): readonly Params[] {
  if (grid === undefined) {
    return isPaperSpace(space)
      ? publishedGrid()
      : gridConfigurations(space, evenLevels(space));
  }
  const configurations = isConfigurations(grid)
    ? grid
    : cartesian(space.map(({ name }) => name), grid);
  if (configurations.length === 0) {
    throw new RangeError(
      "Cannot lay out a grid: found no configuration, expected at least one",
    );
  }
  configurations.forEach((params, i) =>
    checkParams(space, params, `Cannot use configuration ${i} of the grid`)
  );
  return configurations;
}

function isConfigurations(
  grid: GridLevels | readonly Params[],
): grid is readonly Params[] {
  return Array.isArray(grid);
}

function isPaperSpace(space: SearchSpace): boolean {
  return JSON.stringify(space) === JSON.stringify(paperSpace());
}

/** The configurations in an order that a seed decides (`RandomState.permutation`). */
export function shuffledConfigurations(
  configurations: readonly Params[],
  seed: number,
): Params[] {
  return new RandomState(seed).permutation(configurations.length)
    .map((i) => configurations[i]);
}

/**
 * All configurations in the order of Optuna's `GridSampler(levels, seed)`: nested loops
 * over the sorted names, then shuffled. No combination is left out.
 *
 * Source: optuna 4.9.0 and 5.0.0 (`samplers/_grid.py`).
 */
export function optunaGridConfigurations(
  space: SearchSpace,
  grid: GridLevels | readonly Params[] | undefined,
  seed: number,
): readonly Params[] {
  const levels = grid ??
    (isPaperSpace(space) ? PUBLISHED_LEVELS : evenLevels(space));
  if (isConfigurations(levels)) {
    throw new RangeError(
      "Cannot lay out Optuna's grid: found a list of configurations, expected the values of each parameter",
    );
  }
  const configurations = cartesian(
    space.map(({ name }) => name).sort(),
    levels,
  );
  new RandomState(seed).shuffle(configurations);
  return gridConfigurations(space, configurations);
}

/** Most configurations of a grid: they are all held in memory. */
const MOST_CONFIGURATIONS = 1_000_000;

/**
 * Every combination of levels, the last name varying fastest.
 *
 * @throws {RangeError} If levels and names do not correspond, or combine to more
 * than a million configurations
 */
function cartesian(names: readonly string[], levels: GridLevels): Params[] {
  for (const name of new Set([...names, ...Object.keys(levels)])) {
    if (!names.includes(name)) {
      throw new RangeError(
        `Cannot lay out a grid: found levels for "${name}", expected only ${
          names.join(", ")
        }`,
      );
    }
    const own: unknown = Object.hasOwn(levels, name) ? levels[name] : [];
    if (!Array.isArray(own)) {
      const start = `Cannot lay out a grid: found levels for "${name}":`;
      throw typeFault(start, own, "a list of numbers");
    }
    if (own.length === 0) {
      throw new RangeError(
        `Cannot lay out a grid: found no levels for "${name}", expected at least one`,
      );
    }
  }
  const size = names.reduce((n, name) => n * levels[name].length, 1);
  if (size > MOST_CONFIGURATIONS) {
    throw new RangeError(
      `Cannot lay out a grid: found ${size} configurations, expected at most ${MOST_CONFIGURATIONS}; give fewer values for each parameter`,
    );
  }
  return names.reduce<Params[]>(
    (configurations, name) =>
      configurations.flatMap((params) =>
        levels[name].map((value) => ({ ...params, [name]: value }))
      ),
    [{}],
  );
}

/** Proposes the configurations of a list, then nothing. */
export class GridSampler implements Sampler {
  readonly independent = true;
  readonly #configurations: readonly Params[];
  readonly #phase: Phase;
  #next = 0;

  /**
   * Starts at the first configuration.
   *
   * @param configurations In the order in which they are tried
   * @param phase What the proposals are said to be
   */
  constructor(configurations: readonly Params[], phase: Phase = "grid") {
    this.#configurations = configurations;
    this.#phase = phase;
  }

  propose(): Proposal | null {
    const params = this.#configurations[this.#next++];
    return params === undefined ? null : { params, phase: this.#phase };
  }
}
