/**
 * p-values of several tests, adjusted so that any false positive is as rare as
 * the level says.
 *
 * @module
 */

/** How p-values are adjusted. */
export type Adjustment = "holm" | "bonferroni";

/**
 * Adjusted p-values in the order given; `null` stays `null` and does not count
 * as a test.
 *
 * Source: Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure".
 */
export function adjustP(
  p: readonly (number | null)[],
  method: Adjustment,
): (number | null)[] {
  const tests = p.flatMap((value, index) =>
    value === null ? [] : [{ value, index }]
  ).sort((a, b) => a.value - b.value);
  const m = tests.length;
  const adjusted: (number | null)[] = p.map(() => null);
  let largest = 0;
  tests.forEach(({ value, index }, j) => {
    const factor = method === "holm" ? m - j : m;
    largest = Math.max(largest, Math.min(1, factor * value));
    adjusted[index] = largest;
  });
  return adjusted;
}
