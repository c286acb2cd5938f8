import { AssertionError } from "./assertion_error.ts";

/** What {@linkcode assertFalse} narrows its argument to. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/**
 * Requires `expr` to be falsy.
 *
 * @param expr Condition
 * @param msg Whole message of the error
 * @throws {AssertionError} If `expr` is truthy
 */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}
