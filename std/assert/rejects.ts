import { AssertionError } from "./assertion_error.ts";
import {
  checkError,
  type ErrorClass,
  readExpectation,
} from "./_expected_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a function's promise to reject.
 *
 * @param fn Function to call
 * @param msg Words to put at the end of the message
 * @returns What it was rejected with, of any kind
 * @throws {AssertionError} If the promise resolves, or the function throws or
 *   returns no promise
 */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/**
 * Requires a function's promise to reject with an error of a class, with a
 * message.
 *
 * @param fn Function to call
 * @param ErrorClass Class that the error should be an instance of
 * @param msgIncludes Text that its message should include
 * @param msg Words to put at the end of the message
 * @returns The error it was rejected with
 * @throws {AssertionError} If the promise resolves or rejects with something
 *   else, or the function throws or returns no promise
 */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  // deno-lint-ignore no-explicit-any
  ErrorClass: abstract new (...args: any[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const expected = readExpectation(classOrMsg, msgIncludes, msg);
  const promise = promiseOf(fn);
  if (promise === undefined) {
    throw new AssertionError(
      `Function throws when expected to reject${ending(expected.msg)}`,
    );
  }
  try {
    await promise;
  } catch (error) {
    checkError(error, expected, "rejected");
    return error;
  }
  throw new AssertionError(
    `Expected function to reject${ending(expected.msg)}`,
  );
}

/** The promise that `fn` returns; `undefined` if it throws or returns none. */
function promiseOf(
  fn: () => PromiseLike<unknown>,
): PromiseLike<unknown> | undefined {
  try {
    const value = fn();
    return typeof value?.then === "function" ? value : undefined;
  } catch {
    return undefined;
  }
}
