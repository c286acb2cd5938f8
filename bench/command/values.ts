/**
 * Values of flags, checked; errors name the flag, what was given and what was
 * expected.
 *
 * @module
 */
import { UsageError } from "./exit_codes.ts";
import type { FlagValues } from "./flags.ts";
import { didYouMean } from "./suggest.ts";

/** The text of a flag, if it was given. */
export function textOf(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return value === true ? undefined : value;
}

/** A word without the blanks around it, also those that nobody sees. */
function bare(text: string): string {
  return text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, "");
}

/** The items of a list separated by commas, without the blanks around them. */
function itemsOf(name: string, text: string): string[] {
  const items = text.split(",").map(bare);
  if (!items.includes("")) return items;
  throw new UsageError(
    `Cannot read --${name} at "${text}": an item is empty; leave out the comma before or after it`,
  );
}

/** Refuses equal items. */
export function distinct<T>(name: string, items: readonly T[]): T[] {
  const twice = items.find((item, i) => items.indexOf(item) !== i);
  if (twice === undefined) return [...items];
  throw new UsageError(
    `Cannot read --${name}: ${twice} is given more than once; name it once`,
  );
}

/**
 * The items of a flag that takes a list separated by commas.
 *
 * @throws {UsageError} If an item is empty or is given more than once
 */
export function listOf(
  flags: FlagValues,
  name: string,
  byDefault: string,
): string[] {
  return distinct(name, itemsOf(name, textOf(flags, name) ?? byDefault));
}

/**
 * A value that has to be one of some names.
 *
 * @param shorthands Other names that are taken for some of them
 * @throws {UsageError} If it is none of them
 */
export function oneOf<T extends string>(
  name: string,
  value: string,
  allowed: readonly T[],
  shorthands: Readonly<Record<string, T>> = {},
): T {
  const word = bare(value);
  const meant = Object.hasOwn(shorthands, word) ? shorthands[word] : word;
  const found = allowed.find((candidate) => candidate === meant);
  if (found !== undefined) return found;
  const known = [...allowed, ...Object.keys(shorthands)];
  throw new UsageError(
    `Cannot use --${name} ${value}: expected ${allowed.join(", ")}${
      didYouMean(word, known)
    }`,
  );
}

/** The largest seed: one word of 32 bits. */
const MAX_SEED = 2 ** 32 - 1;
/** Most seeds in one list: more of them are a slip of the hand. */
const MAX_SEEDS = 100_000;

/**
 * Seeds in their order: "4", "1..10" with both ends, or "0..4,9".
 *
 * @throws {UsageError} If it has another form, or a seed is given more than once
 */
export function seedList(name: string, text: string): number[] {
  const seeds: number[] = [];
  for (const item of itemsOf(name, text)) {
    const ends = item.split("..");
    const [from, to = from] = ends.map((end) =>
      wholeNumber(name, end, 0, MAX_SEED, item)
    );
    if (ends.length > 2 || to < from) {
      throw new UsageError(
        `Cannot use --${name} ${item}: expected a range from low to high, such as 1..10`,
      );
    }
    if (seeds.length + to - from >= MAX_SEEDS) {
      throw new UsageError(
        `Cannot use --${name} ${text}: expected ${MAX_SEEDS} seeds at most`,
      );
    }
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  if (new Set(seeds).size === seeds.length) return seeds;
  return distinct(name, seeds);
}

/**
 * A whole number within bounds.
 *
 * @param within The text it stands in, for the message
 * @throws {UsageError} If it is not
 */
export function wholeNumber(
  name: string,
  given: string,
  low: number,
  high: number,
  within: string = given,
): number {
  const value = Number(bare(given));
  if (!/^[+-]?\d+$/.test(bare(given)) || value < low || value > high) {
    throw new UsageError(
      `Cannot use --${name} ${within}: expected a whole number from ${low} to ${high}`,
    );
  }
  return value;
}

/**
 * A whole number of a flag, or its default.
 *
 * @throws {UsageError} If it is none within bounds
 */
export function countOf(
  flags: FlagValues,
  name: string,
  byDefault: number | string,
  low: number,
  high: number,
): number {
  return wholeNumber(
    name,
    textOf(flags, name) ?? String(byDefault),
    low,
    high,
  );
}

/**
 * A number from 0 to 1.
 *
 * @throws {UsageError} If it is not
 */
export function fraction(name: string, given: string): number {
  const value = Number(bare(given));
  if (!/^\d*\.?\d+(e-?\d+)?$/.test(bare(given)) || value > 1) {
    throw new UsageError(
      `Cannot use --${name} ${given}: expected a number from 0 to 1`,
    );
  }
  return value;
}

/**
 * Values by name: "lr=1e-5,1e-4;num_epochs=3".
 *
 * @param read Reads the values of a name; undefined where they have another form
 * @param example For the message
 * @throws {UsageError} If it has another form
 */
export function assignments<T>(
  flag: string,
  given: string,
  read: (values: string) => T | undefined,
  example: string,
): Record<string, T> {
  const found = new Map<string, T>();
  for (const part of given.split(";")) {
    const [name, values, ...rest] = part.split("=").map(bare);
    const value = rest.length === 0 && name && values
      ? read(values)
      : undefined;
    if (value === undefined || found.has(name)) {
      throw new UsageError(
        `Cannot read --${flag} at "${part}": expected a name and its values, such as ${example}, separated by semicolons`,
      );
    }
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

/**
 * Levels of a grid: "lr=1e-5,1e-4;num_epochs=3". Whether the space has such
 * points is the grid's to say.
 *
 * @throws {UsageError} If it has another form
 */
export function levels(name: string, given: string): Record<string, number[]> {
  return assignments(name, given, (values) => {
    const numbers = itemsOf(name, values).map(Number);
    return numbers.every(Number.isFinite) ? numbers : undefined;
  }, "lr=1e-5,1e-4");
}
