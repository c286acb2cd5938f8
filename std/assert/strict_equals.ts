import { AssertionError } from "./assertion_error.ts";
import { describeDifference } from "./_diff.ts";
import { ending, format, paint } from "./_text.ts";

/**
 * Requires two values to be the same by `Object.is`: `0` is not `-0`, and two
 * objects of equal content are not the same.
 *
 * @param actual Value found
 * @param expected Value that it should be
 * @param msg Words to put after the message's first sentence
 * @throws {AssertionError} If they are not the same
 */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const text = format(actual);
  if (text !== format(expected)) {
    const title = `Values are not strictly equal${ending(msg)}`;
    throw new AssertionError(describeDifference(title, actual, expected));
  }
  const indented = text.split("\n").map((line) => `    ${line}`).join("\n");
  throw new AssertionError(
    `Values have the same structure but are not reference-equal${
      ending(msg)
    }\n\n${paint(indented, "red")}\n`,
  );
}
