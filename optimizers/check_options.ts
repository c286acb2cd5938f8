/**
 * Whether what a caller passes beside the space can be used, the same for every preset.
 *
 * @module
 */
import type { OptimizerOptions, PrunerName } from "./create.ts";
import { checkFields, checkWord, isObject, typeFault } from "./check_value.ts";
import type { TieOrder } from "./numeric/argsort.ts";
import type { Direction } from "./types.ts";

/** Names of pruners. */
export const PRUNERS: readonly PrunerName[] = [
  "none",
  "median",
  "halving",
  "hyperband",
];

const DIRECTIONS: readonly Direction[] = ["maximize", "minimize"];
const TIES: readonly TieOrder[] = ["simd", "portable"];

const FIELDS = [
  "seed",
  "direction",
  "pruner",
  "ties",
  "grid",
  "studyName",
] as const satisfies readonly (keyof OptimizerOptions)[];

/**
 * Checks the options of an optimizer. Whether a grid's values lie in the space
 * is checked where it is laid out.
 *
 * @param preset Its name, for messages
 * @param grids Presets that take a grid
 * @throws {TypeError} If one is of a wrong type
 * @throws {RangeError} If one has a value that there is not, is unknown, or is a
 * grid for a preset that takes none
 */
export function checkOptions(
  preset: string,
  options: OptimizerOptions,
  grids: readonly string[],
): void {
  const start = `Cannot create optimizer "${preset}"`;
  if (!isObject(options)) {
    throw typeFault(
      `${start}: found options`,
      options,
      "an object with seed and direction",
    );
  }
  checkFields(start, options, FIELDS);
  const { seed, direction, pruner, ties, grid, studyName } = options;
  checkSeed(start, seed);
  checkWord(`${start}: found direction`, direction, DIRECTIONS);
  if (ties !== undefined) checkWord(`${start}: found ties`, ties, TIES);
  if (pruner !== undefined) checkPruner(start, pruner);
  if (studyName !== undefined && typeof studyName !== "string") {
    throw typeFault(`${start}: found studyName`, studyName, "a string");
  }
  if (grid === undefined) return;
  if (!grids.includes(preset)) {
    throw new RangeError(
      `${start}: found a grid, expected it only for ${grids.join(", ")}`,
    );
  }
  if (!isObject(grid)) {
    const expected = "a list of values of each parameter, or of configurations";
    throw typeFault(`${start}: found grid`, grid, expected);
  }
}

function checkSeed(start: string, seed: unknown): void {
  const expected = `an integer from 0 to ${2 ** 32 - 1}`;
  if (typeof seed !== "number") {
    throw typeFault(`${start}: found seed`, seed, expected);
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`${start}: found seed ${seed}, expected ${expected}`);
  }
}

function checkPruner(start: string, pruner: unknown): void {
  if (!isObject(pruner)) {
    checkWord(`${start}: found pruner`, pruner, PRUNERS);
  } else if (typeof pruner.prune !== "function") {
    throw typeFault(
      `${start}: found pruner.prune`,
      pruner.prune,
      `a function, or a pruner's name: ${PRUNERS.join(", ")}`,
    );
  }
}
