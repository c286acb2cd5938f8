import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";
import { assertIsError } from "./is_error.ts";

// deno-lint-ignore no-explicit-any
export type ErrorClass<E> = abstract new (...args: any[]) => E;

/** What `assertThrows` and `assertRejects` were asked for, out of their overloads. */
export interface ExpectedError<E> {
  type?: ErrorClass<E>;
  includes?: string;
  msg?: string;
}

/** Sorts `(msg)` and `(ErrorClass, msgIncludes, msg)` apart. */
export function readExpectation<E extends Error>(
  classOrMsg?: ErrorClass<E> | string,
  includes?: string,
  msg?: string,
): ExpectedError<E> {
  return typeof classOrMsg === "string"
    ? { msg: classOrMsg }
    : { type: classOrMsg, includes, msg };
}

/** Requires what was thrown (or rejected with) to be the error asked for. */
export function checkError<E extends Error>(
  error: unknown,
  { type, includes, msg }: ExpectedError<E>,
  verb: "thrown" | "rejected",
): void {
  if (type === undefined) return;
  if (!(error instanceof Error)) {
    throw new AssertionError(`A non-Error object was ${verb}${ending(msg)}`);
  }
  assertIsError(error, type, includes, msg);
}
