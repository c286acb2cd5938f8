/**
 * Presets: the optimizers by name.
 *
 * @module
 */
import { shown } from "./check_value.ts";
import { AxSpace } from "./gp/ax_space.ts";
import { axClient, axLegacy, axPublished } from "./gp/presets.ts";
import {
  gridConfigurations,
  type GridLevels,
  GridSampler,
  optunaGridConfigurations,
  shuffledConfigurations,
} from "./grid.ts";
import type { TieOrder } from "./numeric/argsort.ts";
import { Nsga2Sampler } from "./nsga2.ts";
import { HyperbandPruner } from "./pruners/hyperband.ts";
import { PercentilePruner } from "./pruners/percentile.ts";
import { SuccessiveHalvingPruner } from "./pruners/successive_halving.ts";
import { RandomSampler } from "./random.ts";
import { SobolSampler } from "./sobol.ts";
import { checkOptions } from "./check_options.ts";
import { checkSpace } from "./check_space.ts";
import type { SearchSpace } from "./space.ts";
import { Study } from "./study.ts";
import { OptunaRandomSampler } from "./tpe/optuna_random.ts";
import { HyperoptSampler } from "./tpe/hyperopt.ts";
import {
  OptunaSampler,
  type OptunaVersion,
  type TpeOptions,
} from "./tpe/optuna.ts";
import type {
  Direction,
  Directions,
  Optimizer,
  Params,
  Pruner,
  Sampler,
} from "./types.ts";

/** Pruners by name: Optuna's, with its default configurations. */
export type PrunerName = "none" | "median" | "halving" | "hyperband";

/** What an optimizer needs beside its preset and its space. */
export interface OptimizerOptions {
  /** Seed of all draws, an integer in 0..2^32 - 1. */
  readonly seed: number;
  /**
   * Which way the objective is better; a list where there are several objectives, which
   * not every preset can search for.
   */
  readonly direction: Directions;
  /**
   * Which trials to stop early: by name, or an own pruner that no other
   * optimizer uses. Default: "median" for the Optuna presets with one objective, else
   * "none".
   */
  readonly pruner?: PrunerName | Pruner;
  /** Order of equal keys in the original's sorts. Default: "simd". */
  readonly ties?: TieOrder;
  /**
   * For the grid presets alone: values to combine, or the configurations themselves. Default:
   * the published grid for the paper's space, evenly spread values for others.
   */
  readonly grid?: GridLevels | readonly Params[];
  /** Name of the study: Hyperband's brackets depend on it. Default: "study". */
  readonly studyName?: string;
  /** For Optuna's TPE presets alone: where they depart from the version's defaults. */
  readonly tpe?: TpeOptions;
  /** For "optuna-nsga2" alone: trials of a generation, at least 2. Default: 50. */
  readonly populationSize?: number;
}

/** Options as a sampler takes them. */
interface SamplerOptions extends OptimizerOptions {
  /** Of the first objective. */
  readonly direction: Direction;
  /** Of each objective. */
  readonly directions: readonly Direction[];
}

interface Preset {
  readonly sampler: (space: SearchSpace, options: SamplerOptions) => Sampler;
  readonly pruner: PrunerName;
  /** Whether it searches for several objectives, or draws without looking at any. */
  readonly several: boolean;
  /** Whether it takes conditional parameters and integers on a log scale. */
  readonly conditional: boolean;
}

const POPULATION = 50;

function optuna(version: OptunaVersion, pruner: PrunerName): Preset {
  return {
    sampler: (space, { seed, directions, ties = "simd", tpe }) =>
      new OptunaSampler(space, { version, seed, directions, ties, ...tpe }),
    pruner,
    several: true,
    conditional: true,
  };
}

/** A preset whose model knows one objective and parameters that always exist. */
function plain(sampler: Preset["sampler"]): Preset {
  return { sampler, pruner: "none", several: false, conditional: false };
}

/** A preset that proposes the same whatever it is told. */
function independent(
  sampler: Preset["sampler"],
  conditional: boolean,
): Preset {
  return { sampler, pruner: "none", several: true, conditional };
}

function hyperopt(startup: number): Preset["sampler"] {
  return (space, { seed, direction, ties = "simd" }) =>
    new HyperoptSampler(space, { seed, direction, startup, ties });
}

const PRESET_TABLE: Readonly<Record<string, Preset>> = {
  "ax-1.3": plain(axClient),
  "ax-legacy": plain(axLegacy),
  "ax-published": plain(axPublished),
  "sobol": independent(
    (space, { seed }) => new SobolSampler(space, seed),
    false,
  ),
  "hyperopt-0.3": plain(hyperopt(20)),
  "hyperopt-0.3-s5": plain(hyperopt(5)),
  "hyperopt-published": plain(hyperopt(20)),
  "optuna-5.0": optuna("5.0", "median"),
  "optuna-4.9": optuna("4.9", "median"),
  "optuna-4.0": optuna("4.0", "median"),
  // The authors' script never reported, so that nothing was pruned.
  "optuna-published": optuna("4.0", "none"),
  "optuna-nsga2": {
    sampler: (space, { seed, directions, populationSize = POPULATION }) =>
      new Nsga2Sampler(space, { seed, directions, populationSize }),
    pruner: "median",
    several: true,
    conditional: true,
  },
  "optuna-random": {
    sampler: (space, { seed }) =>
      new OptunaRandomSampler(space, seed, "half-up"),
    pruner: "median",
    several: true,
    conditional: true,
  },
  "random": independent(
    (space, { seed }) => new RandomSampler(space, seed),
    true,
  ),
  // What the first trial of "ax-1.3" is, whatever the seed
  "center": independent(
    (space) =>
      new GridSampler([new AxSpace(space, "value").centre()], "center"),
    false,
  ),
  "grid": independent(
    (space, { grid }) => new GridSampler(gridConfigurations(space, grid)),
    false,
  ),
  "grid-shuffled": independent(
    (space, { grid, seed }) =>
      new GridSampler(
        shuffledConfigurations(gridConfigurations(space, grid), seed),
      ),
    false,
  ),
  "grid-optuna": independent(
    (space, { grid, seed }) =>
      new GridSampler(optunaGridConfigurations(space, grid, seed)),
    false,
  ),
  "grid-published": independent(
    (space, { grid }) => new GridSampler(recorded(space, grid)),
    false,
  ),
};

/** Names that `createOptimizer` takes. */
export const PRESETS: readonly string[] = Object.keys(PRESET_TABLE);

/** Presets that try the configurations of `OptimizerOptions.grid`. */
const GRIDS: readonly string[] = PRESETS.filter((name) =>
  name.startsWith("grid")
);

/** Presets that each option belongs to where it does not belong to all. */
const OWN_OPTIONS = {
  grid: GRIDS,
  tpe: ["optuna-5.0", "optuna-4.9", "optuna-4.0", "optuna-published"],
  populationSize: ["optuna-nsga2"],
};

/**
 * Whether a preset tries the configurations of a grid.
 *
 * @throws {RangeError} If the preset is unknown
 */
export function takesGrid(preset: string): boolean {
  entryOf(preset);
  return GRIDS.includes(preset);
}

/**
 * The pruner that belongs to a preset.
 *
 * @throws {RangeError} If the preset is unknown
 */
export function prunerOf(preset: string): PrunerName {
  return entryOf(preset).pruner;
}

function entryOf(preset: string): Preset {
  if (PRESETS.includes(preset)) return PRESET_TABLE[preset];
  throw new (typeof preset === "string" ? RangeError : TypeError)(
    `Cannot create optimizer ${shown(preset)}: expected one of ${
      PRESETS.join(", ")
    }`,
  );
}

/**
 * Makes an optimizer that stands where its original stands before the first
 * trial.
 *
 * To resume a search, make it again and repeat its asks, amends, reports and
 * tells: it then goes on as if it had never stopped.
 *
 * @param preset One of `PRESETS`
 * @throws {TypeError} If the preset, or a part of the space or the options, is of
 * a wrong type
 * @throws {RangeError} If the preset is unknown, or the space or an option cannot
 * be used
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { createOptimizer, paperSpace } from "./mod.ts";
 *
 * const optimizer = createOptimizer("random", paperSpace(), {
 *   seed: 7,
 *   direction: "maximize",
 * });
 * const trial = optimizer.ask()!;
 * assert(trial.params.num_epochs >= 1);
 * optimizer.tell(trial.number, { state: "complete", value: 0.8 });
 * ```
 *
 * @example Two objectives and a parameter that exists under one method only
 * ```ts
 * import { assert } from "@std/assert";
 * import { createOptimizer, paretoSet, type SearchSpace } from "./mod.ts";
 *
 * const space: SearchSpace = [
 *   { kind: "categorical", name: "lora", choices: [0, 1] },
 *   {
 *     kind: "log-integer",
 *     name: "rank",
 *     low: 1,
 *     high: 32,
 *     when: { parameter: "lora", values: [1] },
 *   },
 * ];
 * const optimizer = createOptimizer("optuna-5.0", space, {
 *   seed: 7,
 *   direction: ["minimize", "minimize"],
 * });
 * const losses: number[][] = [];
 * for (let i = 0; i < 20; i++) {
 *   const { number, params } = optimizer.ask()!;
 *   const size = params.lora === 1 ? params.rank : 100;
 *   losses.push([size, 1 / size]);
 *   optimizer.tell(number, { state: "complete", values: losses[i] });
 * }
 * assert(paretoSet(losses).length > 0);
 * ```
 */
export function createOptimizer(
  preset: string,
  space: SearchSpace,
  options: OptimizerOptions,
): Optimizer {
  const entry = entryOf(preset);
  checkSpace(space);
  checkOptions(preset, options, OWN_OPTIONS);
  const directions = [options.direction].flat();
  checkReach(preset, entry, space, directions.length);
  return new Study({
    preset,
    space,
    direction: directions,
    sampler: entry.sampler(space, {
      ...options,
      direction: directions[0],
      directions,
    }),
    pruner: makePruner(
      options.pruner ?? (directions.length > 1 ? "none" : entry.pruner),
      options.studyName,
    ),
  });
}

/** Checks that a preset can do what is asked of it. */
function checkReach(
  preset: string,
  { several, conditional }: Preset,
  space: SearchSpace,
  objectives: number,
): void {
  const start = `Cannot create optimizer "${preset}"`;
  const able = (can: (preset: Preset) => boolean) =>
    PRESETS.filter((name) => can(PRESET_TABLE[name])).join(", ");
  if (objectives > 1 && !several) {
    throw new RangeError(
      `${start}: found ${objectives} objectives, expected one; several are for ${
        able(({ several }) => several)
      }`,
    );
  }
  const odd = space.find(({ kind, when }) =>
    when !== undefined || kind === "log-integer"
  );
  if (odd !== undefined && !conditional) {
    throw new RangeError(
      `${start}: found the parameter "${odd.name}", which is conditional or an integer on a log scale, expected neither; they are for ${
        able(({ conditional }) => conditional)
      }`,
    );
  }
}

function makePruner(
  pruner: PrunerName | Pruner,
  studyName: string | undefined,
): Pruner | null {
  switch (pruner) {
    case "none":
      return null;
    case "median":
      return new PercentilePruner();
    case "halving":
      return new SuccessiveHalvingPruner();
    case "hyperband":
      return new HyperbandPruner({ studyName });
    default:
      return pruner;
  }
}

/** The rows of a recorded search, in their order. */
function recorded(
  space: SearchSpace,
  grid: GridLevels | readonly Params[] | undefined,
): readonly Params[] {
  if (grid === undefined) {
    throw new RangeError(
      'Cannot create optimizer "grid-published": found no recorded configurations, give them as `grid`',
    );
  }
  return gridConfigurations(space, grid);
}
