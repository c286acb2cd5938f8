import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a value not to be an instance of a class.
 *
 * @param actual Value found
 * @param unexpectedType Class that it should not belong to
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If it is an instance
 */
export function assertNotInstanceOf<A, T>(
  actual: A,
  // deno-lint-ignore no-explicit-any
  unexpectedType: abstract new (...args: any[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (!(actual instanceof unexpectedType)) return;
  throw new AssertionError(
    `Expected object to not be an instance of "${typeof unexpectedType}"${
      ending(msg)
    }`,
  );
}
