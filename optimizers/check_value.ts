/**
 * Checks of what callers without types pass.
 *
 * @module
 */

/** Longest text that a message repeats. */
const MOST_SHOWN = 40;

/** Any value as a few words of a message. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(
        value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value,
      );
    case "bigint":
      return `the bigint ${value}n`;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? "a list" : "an object";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}

/** The error of a value of a wrong type. */
export function typeFault(
  start: string,
  value: unknown,
  expected: string,
): TypeError {
  return new TypeError(`${start} ${shown(value)}, expected ${expected}`);
}

/** Whether a value has fields that can be read. */
export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/**
 * Checks a word.
 *
 * @param start Start of the message, such as `Cannot tell trial 3: found state`
 * @throws {TypeError} If it is no string
 * @throws {RangeError} If it is none of the words
 */
export function checkWord(
  start: string,
  value: unknown,
  words: readonly string[],
): void {
  const expected = `one of ${words.join(", ")}`;
  if (typeof value !== "string") throw typeFault(start, value, expected);
  if (!words.includes(value)) {
    throw new RangeError(`${start} ${shown(value)}, expected ${expected}`);
  }
}

/**
 * Checks that an object has no field but these: a misspelt one would be ignored.
 *
 * @param start Start of the message, such as `Cannot create optimizer "grid"`
 * @throws {RangeError} If it has another one
 */
export function checkFields(
  start: string,
  value: object,
  fields: readonly string[],
): void {
  const other = Object.keys(value).find((name) => !fields.includes(name));
  if (other === undefined) return;
  throw new RangeError(
    `${start}: found a field ${shown(other)}, expected only ${
      fields.join(", ")
    }`,
  );
}
