import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a text to match a pattern.
 *
 * @param actual Text found
 * @param expected Pattern that it should match
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If it does not match
 */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (expected.test(actual)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to match: "${expected}"${ending(msg)}`,
  );
}
