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
import { OptunaSampler, type OptunaVersion } from "./tpe/optuna.ts";
import type { Direction, Optimizer, Params, Pruner, Sampler } from "./types.ts";

/** Pruners by name: Optuna's, with its default configurations. */
export type PrunerName = "none" | "median" | "halving" | "hyperband";

/** What an optimizer needs beside its preset and its space. */
export interface OptimizerOptions {
  /** Seed of all draws, an integer in 0..2^32 - 1. */
  readonly seed: number;
  /** Which way the objective is better. */
  readonly direction: Direction;
  /**
   * Which trials to stop early: by name, or an own pruner that no other
   * optimizer uses. Default: "median" for the Optuna presets, else "none".
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
}

interface Preset {
  readonly sampler: (space: SearchSpace, options: OptimizerOptions) => Sampler;
  readonly pruner: PrunerName;
}

function optuna(version: OptunaVersion): Preset["sampler"] {
  return (space, { seed, direction, ties = "simd" }) =>
    new OptunaSampler(space, { version, seed, direction, ties });
}

function hyperopt(startup: number): Preset["sampler"] {
  return (space, { seed, direction, ties = "simd" }) =>
    new HyperoptSampler(space, { seed, direction, startup, ties });
}

const PRESET_TABLE: Readonly<Record<string, Preset>> = {
  "ax-1.3": { sampler: axClient, pruner: "none" },
  "ax-legacy": { sampler: axLegacy, pruner: "none" },
  "ax-published": { sampler: axPublished, pruner: "none" },
  "sobol": {
    sampler: (space, { seed }) => new SobolSampler(space, seed),
    pruner: "none",
  },
  "hyperopt-0.3": { sampler: hyperopt(20), pruner: "none" },
  "hyperopt-0.3-s5": { sampler: hyperopt(5), pruner: "none" },
  "hyperopt-published": { sampler: hyperopt(20), pruner: "none" },
  "optuna-5.0": { sampler: optuna("5.0"), pruner: "median" },
  "optuna-4.9": { sampler: optuna("4.9"), pruner: "median" },
  "optuna-4.0": { sampler: optuna("4.0"), pruner: "median" },
  // The authors' script never reported, so that nothing was pruned.
  "optuna-published": { sampler: optuna("4.0"), pruner: "none" },
  "optuna-random": {
    sampler: (space, { seed }) =>
      new OptunaRandomSampler(space, seed, "half-up"),
    pruner: "median",
  },
  "random": {
    sampler: (space, { seed }) => new RandomSampler(space, seed),
    pruner: "none",
  },
  // What the first trial of "ax-1.3" is, whatever the seed
  "center": {
    sampler: (space) =>
      new GridSampler([new AxSpace(space, "value").centre()], "center"),
    pruner: "none",
  },
  "grid": {
    sampler: (space, { grid }) =>
      new GridSampler(gridConfigurations(space, grid)),
    pruner: "none",
  },
  "grid-shuffled": {
    sampler: (space, { grid, seed }) =>
      new GridSampler(
        shuffledConfigurations(gridConfigurations(space, grid), seed),
      ),
    pruner: "none",
  },
  "grid-optuna": {
    sampler: (space, { grid, seed }) =>
      new GridSampler(optunaGridConfigurations(space, grid, seed)),
    pruner: "none",
  },
  "grid-published": {
    sampler: (space, { grid }) => new GridSampler(recorded(space, grid)),
    pruner: "none",
  },
};

/** Names that `createOptimizer` takes. */
export const PRESETS: readonly string[] = Object.keys(PRESET_TABLE);

/** Presets that try the configurations of `OptimizerOptions.grid`. */
const GRIDS: readonly string[] = PRESETS.filter((name) =>
  name.startsWith("grid")
);

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
 */
export function createOptimizer(
  preset: string,
  space: SearchSpace,
  options: OptimizerOptions,
): Optimizer {
  const { sampler, pruner } = entryOf(preset);
  checkSpace(space);
  checkOptions(preset, options, GRIDS);
  return new Study({
    preset,
    space,
    direction: options.direction,
    sampler: sampler(space, options),
    pruner: makePruner(options.pruner ?? pruner, options.studyName),
  });
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
