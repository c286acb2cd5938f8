/**
 * Values of flags, checked; errors name the flag, what was given and what was
 * expected.
 *
 * @module
 */
import { UsageError } from "./exit_codes.ts";
import type { FlagValues } from "./flags.ts";

/** The text of a flag, if it was given. */
export function textOf(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return value === true ? undefined : value;
}

/**
 * The items of a flag that takes a list parted by commas.
 *
 * @throws {UsageError} If an item stands twice
 */
export function listOf(
  flags: FlagValues,
  name: string,
  byDefault: string,
): string[] {
  const items = (textOf(flags, name) ?? byDefault).split(",");
  const twice = items.find((item, i) => items.indexOf(item) !== i);
  if (twice !== undefined) {
    throw new UsageError(
      `Cannot read --${name}: "${twice}" stands twice; name each once`,
    );
  }
  return items;
}

/**
 * A value that has to be one of some names.
 *
 * @throws {UsageError} If it is none of them
 */
export function oneOf<T extends string>(
  name: string,
  value: string,
  allowed: readonly T[],
): T {
  if (!(allowed as readonly string[]).includes(value)) {
    throw new UsageError(
      `Cannot use --${name} ${value}: expected ${allowed.join(", ")}`,
    );
  }
  return value as T;
}

/**
 * A whole number within bounds.
 *
 * @throws {UsageError} If it is not
 */
export function wholeNumber(
  name: string,
  given: string,
  low: number,
  high: number,
): number {
  const value = Number(given);
  if (!/^[+-]?\d+$/.test(given) || value < low || value > high) {
    throw new UsageError(
      `Cannot use --${name} ${given}: expected a whole number from ${low} to ${high}`,
    );
  }
  return value;
}

/**
 * A number from 0 to 1.
 *
 * @throws {UsageError} If it is not
 */
export function fraction(name: string, given: string): number {
  const value = Number(given);
  if (!/^\d*\.?\d+(e-?\d+)?$/.test(given) || value > 1) {
    throw new UsageError(
      `Cannot use --${name} ${given}: expected a number from 0 to 1`,
    );
  }
  return value;
}

/**
 * Levels of a grid: "lr=1e-5,1e-4;num_epochs=3". Whether the space has such
 * points is the grid's to say.
 *
 * @throws {UsageError} If it has another form
 */
export function levels(name: string, given: string): Record<string, number[]> {
  const grid: Record<string, number[]> = {};
  for (const part of given.split(";")) {
    const [parameter, values, ...rest] = part.split("=");
    const numbers = (values ?? "").split(",").map(Number);
    if (
      rest.length > 0 || !values || !numbers.every(Number.isFinite) ||
      parameter in grid
    ) {
      throw new UsageError(
        `Cannot read --${name} at "${part}": expected a parameter and its levels, such as lr=1e-5,1e-4, parted by semicolons`,
      );
    }
    grid[parameter] = numbers;
  }
  return grid;
}
