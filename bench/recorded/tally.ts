/**
 * Counting agreement between recorded values and ours.
 *
 * A check takes the parsed content of a file, compares it block by block, and
 * returns one `Agreement` for each block. Nothing here reads files or prints.
 *
 * @module
 */

/** What a block counts. */
export type Unit = "proposals" | "decisions" | "Pareto sets" | "numbers";

/** Result of one block of a file. */
export interface Agreement {
  /** Which part of the file. */
  readonly block: string;
  /** What is counted. */
  readonly unit: Unit;
  /** How many were compared. */
  readonly compared: number;
  /** How many agree. */
  readonly equal: number;
  /** Where and how the first one differs; null when all agree. */
  readonly firstDifference: string | null;
}

/** Allowed distance between two numbers. */
export interface Tolerance {
  /** Relative to the recorded number. */
  readonly relative?: number;
  /** Absolute. */
  readonly absolute?: number;
}

/** Bit for bit. */
export const EXACT: Tolerance = {};

/** Counts agreement in one block. */
export class Tally {
  #compared = 0;
  #equal = 0;
  #firstDifference: string | null = null;

  /**
   * @param block Which part of the file
   * @param unit What is counted
   */
  constructor(readonly block: string, readonly unit: Unit) {}

  /** Counts one comparison; `difference` is asked for when it is the first to fail. */
  count(agrees: boolean, difference: () => string): void {
    this.#compared++;
    if (agrees) this.#equal++;
    else this.#firstDifference ??= difference();
  }

  /** Counts one number; `where` names its place in the file. */
  number(
    where: string,
    found: number,
    recorded: unknown,
    tolerance: Tolerance = EXACT,
  ): void {
    const expected = toNumber(recorded);
    this.count(
      agrees(found, expected, tolerance),
      () => `${where}: found ${found}, recorded ${expected}`,
    );
  }

  /** Counts every number of a list; a length that differs counts as one failure. */
  numbers(
    where: string,
    found: ArrayLike<number>,
    recorded: readonly unknown[],
    tolerance: Tolerance = EXACT,
  ): void {
    if (found.length !== recorded.length) {
      this.count(
        false,
        () =>
          `${where}: found ${found.length} numbers, recorded ${recorded.length}`,
      );
      return;
    }
    recorded.forEach((value, i) =>
      this.number(`${where}[${i}]`, found[i], value, tolerance)
    );
  }

  /** The block's result so far. */
  result(): Agreement {
    return {
      block: this.block,
      unit: this.unit,
      compared: this.#compared,
      equal: this.#equal,
      firstDifference: this.#firstDifference,
    };
  }
}

/** True when two numbers are as near as the tolerance says; NaN equals NaN. */
export function agrees(
  found: number,
  expected: number,
  { relative = 0, absolute = 0 }: Tolerance,
): boolean {
  if (Object.is(found, expected) || found === expected) return true;
  return Math.abs(found - expected) <=
    Math.max(absolute, relative * Math.abs(expected));
}

/**
 * A number as Python's scripts record it: infinities and NaN may stand as text.
 *
 * @throws {TypeError} If it is neither a number nor such a text
 */
export function toNumber(recorded: unknown): number {
  if (typeof recorded === "number") return recorded;
  switch (recorded) {
    case "inf":
    case "Infinity":
      return Infinity;
    case "-inf":
    case "-Infinity":
      return -Infinity;
    case "nan":
    case "NaN":
      return NaN;
  }
  throw new TypeError(
    `Cannot read a recorded number: found ${
      JSON.stringify(recorded)
    }, expected a number, "inf", "-inf" or "nan"`,
  );
}
