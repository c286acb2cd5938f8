import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a text not to match a pattern.
 *
 * @param actual Text found
 * @param expected Pattern that it should not match
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If it matches
 */
export function assertNotMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (!expected.test(actual)) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to not match: "${expected}"${ending(msg)}`,
  );
}
