import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Fails always.
 *
 * @param msg Words to put after "Failed assertion"
 * @throws {AssertionError} Always
 */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${ending(msg)}`);
}
