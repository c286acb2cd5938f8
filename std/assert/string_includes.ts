import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a text to contain another one.
 *
 * @param actual Text found
 * @param expected Text that it should contain
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If it does not contain it
 */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to contain: "${expected}"${ending(msg)}`,
  );
}
