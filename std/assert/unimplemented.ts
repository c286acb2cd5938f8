import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Marks code that was not written.
 *
 * @param msg Words to put after "Unimplemented"
 * @throws {AssertionError} Always
 */
export function unimplemented(msg?: string): never {
  throw new AssertionError(`Unimplemented${ending(msg)}`);
}
