import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Marks code that cannot be reached.
 *
 * @param msg Words to put after "Unreachable"
 * @throws {AssertionError} Always
 */
export function unreachable(msg?: string): never {
  throw new AssertionError(`Unreachable${ending(msg)}`);
}
