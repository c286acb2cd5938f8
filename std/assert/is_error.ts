import { stripVTControlCharacters } from "node:util";
import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a value to be an error, of a class and with a message.
 *
 * @param error Value found
 * @param ErrorClass Class that it should be an instance of
 * @param msgMatches Text that its message should include, or pattern that it
 *   should match; colours are ignored
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If it is no such error
 */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  // deno-lint-ignore no-explicit-any
  ErrorClass?: abstract new (...args: any[]) => E,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    throw new AssertionError(
      `Expected "error" to be an Error object${ending(msg)}`,
    );
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    throw new AssertionError(
      `Expected error to be instance of "${ErrorClass.name}", but was "${error.constructor?.name}"${
        ending(msg)
      }`,
    );
  }
  if (!msgMatches || matches(error.message, msgMatches)) return;
  const wanted = msgMatches instanceof RegExp
    ? String(msgMatches)
    : JSON.stringify(msgMatches);
  throw new AssertionError(
    `Expected error message to include ${wanted}, but got ${
      JSON.stringify(error.message)
    }${ending(msg)}`,
  );
}

function matches(message: string, wanted: string | RegExp): boolean {
  const plain = stripVTControlCharacters(message);
  return wanted instanceof RegExp
    ? wanted.test(plain)
    : plain.includes(stripVTControlCharacters(wanted));
}
