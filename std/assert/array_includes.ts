import { AssertionError } from "./assertion_error.ts";
import { ending, format } from "./_text.ts";
import { equal } from "./equal.ts";

/** Anything with a length and indices that is not a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/**
 * Requires every element of `expected` to occur in `actual`, by content.
 *
 * @param actual Elements found, in any order
 * @param expected Elements that must be among them
 * @param msg Words to put before the list of missing elements
 * @throws {AssertionError} If some are missing; the message lists them
 */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const elements = Array.from(actual);
  const missing = Array.from(expected).filter((item) =>
    !elements.some((element) => equal(item, element))
  );
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: "${format(actual)}" to include: "${format(expected)}"${
      ending(msg)
    }\nmissing: ${format(missing)}`,
  );
}
