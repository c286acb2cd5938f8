import { AssertionError } from "./assertion_error.ts";
import {
  checkError,
  type ErrorClass,
  readExpectation,
} from "./_expected_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a function to throw.
 *
 * @param fn Function to call
 * @param msg Words to put at the end of the message
 * @returns What was thrown, of any kind
 * @throws {AssertionError} If it does not throw
 */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Requires a function to throw an error of a class, with a message.
 *
 * @param fn Function to call
 * @param ErrorClass Class that the error should be an instance of
 * @param msgIncludes Text that its message should include
 * @param msg Words to put at the end of the message
 * @returns The error that was thrown
 * @throws {AssertionError} If it does not throw, or something else
 */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  // deno-lint-ignore no-explicit-any
  ErrorClass: abstract new (...args: any[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMsg?: ErrorClass<E> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const expected = readExpectation(classOrMsg, msgIncludes, msg);
  try {
    fn();
  } catch (error) {
    checkError(error, expected, "thrown");
    return error;
  }
  throw new AssertionError(`Expected function to throw${ending(expected.msg)}`);
}
