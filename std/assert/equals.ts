import { AssertionError } from "./assertion_error.ts";
import { describeDifference } from "./_diff.ts";
import { ending } from "./_text.ts";
import { equal } from "./equal.ts";

/**
 * Requires two values to be equal in content, as {@linkcode equal} judges it.
 *
 * `0` equals `-0`: compare bytes where that matters.
 *
 * @param actual Value found
 * @param expected Value that it should have
 * @param msg Words to put after "Values are not equal"
 * @throws {AssertionError} If they differ; the message shows both by lines
 */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(
    describeDifference(
      `Values are not equal${ending(msg)}`,
      actual,
      expected,
    ),
  );
}
