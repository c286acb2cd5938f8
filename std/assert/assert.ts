import { AssertionError } from "./assertion_error.ts";

/**
 * Requires `expr` to be truthy.
 *
 * @param expr Condition
 * @param msg Whole message of the error
 * @throws {AssertionError} If `expr` is falsy
 */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}
