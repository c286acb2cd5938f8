import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a value that is neither `null` nor `undefined`.
 *
 * @param actual Value found
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If it is missing
 */
export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(
    `Expected actual: "${actual}" to not be null or undefined${ending(msg)}`,
  );
}
