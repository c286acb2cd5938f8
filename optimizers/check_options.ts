/**
 * Whether what a caller passes beside the space can be used, the same for every preset.
 *
 * @module
 */
import type { OptimizerOptions, PrunerName } from "./create.ts";
import { checkFields, checkWord, isObject, typeFault } from "./check_value.ts";
import type { TieOrder } from "./numeric/argsort.ts";
import type { TpeOptions } from "./tpe/optuna.ts";
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
  "tpe",
  "populationSize",
] as const satisfies readonly (keyof OptimizerOptions)[];

const TPE_FIELDS = [
  "multivariate",
  "group",
  "constantLiar",
] as const satisfies readonly (keyof TpeOptions)[];

/**
 * Checks the options of an optimizer. Whether a grid's values lie in the space
 * is checked where it is laid out.
 *
 * @param preset Its name, for messages
 * @param own Presets that each option belongs to where it does not belong to all
 * @throws {TypeError} If one is of a wrong type
 * @throws {RangeError} If one has a value that there is not, is unknown, or does not
 * belong to the preset or to several objectives
 */
export function checkOptions(
  preset: string,
  options: OptimizerOptions,
  own: Readonly<
    Record<"grid" | "tpe" | "populationSize", readonly string[]>
  >,
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
  const { seed, direction, pruner, ties, studyName } = options;
  checkSeed(start, seed);
  checkDirection(start, direction);
  if (ties !== undefined) checkWord(`${start}: found ties`, ties, TIES);
  if (pruner !== undefined) checkPruner(start, pruner, direction);
  if (studyName !== undefined && typeof studyName !== "string") {
    throw typeFault(`${start}: found studyName`, studyName, "a string");
  }
  for (const name of ["grid", "tpe", "populationSize"] as const) {
    if (options[name] === undefined || own[name].includes(preset)) continue;
    throw new RangeError(
      `${start}: found a ${name}, expected it only for ${own[name].join(", ")}`,
    );
  }
  const { grid, tpe, populationSize } = options;
  if (grid !== undefined && !isObject(grid)) {
    const expected = "a list of values of each parameter, or of configurations";
    throw typeFault(`${start}: found grid`, grid, expected);
  }
  if (tpe !== undefined) checkTpe(start, tpe);
  if (populationSize !== undefined) checkPopulation(start, populationSize);
}

function checkDirection(start: string, direction: unknown): void {
  if (!Array.isArray(direction)) {
    return checkWord(`${start}: found direction`, direction, DIRECTIONS);
  }
  if (direction.length === 0) {
    throw new RangeError(
      `${start}: found no direction, expected one for each objective`,
    );
  }
  for (const one of direction) {
    checkWord(`${start}: found direction`, one, DIRECTIONS);
  }
}

function checkTpe(start: string, tpe: unknown): void {
  if (!isObject(tpe)) {
    throw typeFault(`${start}: found tpe`, tpe, "an object of options");
  }
  checkFields(`${start}: tpe`, tpe, TPE_FIELDS);
  for (const name of TPE_FIELDS) {
    const value = tpe[name];
    if (value === undefined || typeof value === "boolean") continue;
    throw typeFault(`${start}: found tpe.${name}`, value, "true or false");
  }
}

function checkPopulation(start: string, size: unknown): void {
  const expected = "an integer from 2 up";
  if (typeof size !== "number") {
    throw typeFault(`${start}: found populationSize`, size, expected);
  }
  if (!(Number.isSafeInteger(size) && size >= 2)) {
    throw new RangeError(
      `${start}: found populationSize ${size}, expected ${expected}`,
    );
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

function checkPruner(
  start: string,
  pruner: unknown,
  direction: unknown,
): void {
  if (!isObject(pruner)) {
    checkWord(`${start}: found pruner`, pruner, PRUNERS);
  } else if (typeof pruner.prune !== "function") {
    throw typeFault(
      `${start}: found pruner.prune`,
      pruner.prune,
      `a function, or a pruner's name: ${PRUNERS.join(", ")}`,
    );
  }
  if (
    pruner !== "none" && Array.isArray(direction) && direction.length > 1
  ) {
    throw new RangeError(
      `${start}: found a pruner, expected none with ${direction.length} objectives`,
    );
  }
}
