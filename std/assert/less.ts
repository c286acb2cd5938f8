import { AssertionError } from "./assertion_error.ts";
import { format } from "./_text.ts";

/**
 * Requires a value to be smaller than another one, by `<`.
 *
 * @param actual Value found
 * @param expected Value to compare it with
 * @param msg Whole message of the error
 * @throws {AssertionError} If `actual < expected` does not hold
 */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (actual < expected) return;
  throw new AssertionError(
    msg ?? `Expect ${format(actual)} < ${format(expected)}`,
  );
}
