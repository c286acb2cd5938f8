import { AssertionError } from "./assertion_error.ts";
import { ending, format } from "./_text.ts";

/**
 * Requires two values not to be the same by `Object.is`.
 *
 * @param actual Value found
 * @param expected Value that it should not be
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If they are the same
 */
export function assertNotStrictEquals<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(
    `Expected "actual" to not be strictly equal to: ${format(actual)}${
      ending(msg)
    }\n`,
  );
}
