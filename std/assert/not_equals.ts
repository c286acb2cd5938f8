import { AssertionError } from "./assertion_error.ts";
import { ending, format } from "./_text.ts";
import { equal } from "./equal.ts";

/**
 * Requires two values to differ in content, as {@linkcode equal} judges it.
 *
 * @param actual Value found
 * @param expected Value that it should not have
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If they are equal
 */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(
    `Expected actual: ${format(actual)} not to be: ${format(expected)}${
      ending(msg)
    }`,
  );
}
