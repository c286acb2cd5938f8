import { AssertionError } from "./assertion_error.ts";
import { ending } from "./_text.ts";

/**
 * Requires a number to lie within `tolerance` of another one. `NaN` and
 * infinities match themselves only.
 *
 * @param actual Number found
 * @param expected Number that it should be near to
 * @param tolerance Largest difference allowed; without it 1e-7 of `expected`'s
 *   size (so 0 when `expected` is 0), or 1e-7 if `expected` is not finite
 * @param msg Words to put at the end of the message
 * @throws {AssertionError} If the difference is larger
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const delta = Math.abs(expected - actual);
  const allowed = tolerance ??
    (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (delta <= allowed) return;
  throw new AssertionError(
    `Expected actual: "${show(actual)}" to be close to "${
      show(expected)
    }": delta "${show(delta)}" is greater than "${show(allowed)}"${
      ending(msg)
    }`,
  );
}

function show(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toExponential();
}
