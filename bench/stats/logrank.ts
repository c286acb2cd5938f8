/**
 * Do two groups of studies reach a threshold equally fast?
 *
 * @module
 */
import { chiSquareUpper } from "./distributions.ts";
import { checkSameLength, distinctEventTimes } from "./survival.ts";

/** Result of {@linkcode logrank}; all `null` without events or variance. */
export interface LogrankTest {
  /** Chi-square with one degree of freedom. */
  readonly chiSquare: number | null;
  /** Its p-value. */
  readonly p: number | null;
  /** Events in each group. */
  readonly observed: [number, number] | null;
  /** Events expected in each group if both were equally fast. */
  readonly expected: [number, number] | null;
}

/**
 * Log-rank test with hypergeometric variance.
 *
 * @param times Time of the event or of censoring of each study
 * @param reached True where the time is that of the event
 * @param group Group of each study
 * @throws {RangeError} If the lists differ in length
 *
 * Source: Mantel 1966; R 4.2.2 survival 3.5-3 `survdiff(rho = 0)`.
 */
export function logrank(
  times: readonly number[],
  reached: readonly boolean[],
  group: readonly (0 | 1)[],
): LogrankTest {
  checkSameLength(times, reached, group);
  const observed: [number, number] = [0, 0];
  const expected: [number, number] = [0, 0];
  let variance = 0;
  for (const t of distinctEventTimes(times, reached)) {
    const atRisk = [0, 0];
    const events = [0, 0];
    times.forEach((time, i) => {
      if (time >= t) atRisk[group[i]]++;
      if (time === t && reached[i]) events[group[i]]++;
    });
    const n = atRisk[0] + atRisk[1];
    const d = events[0] + events[1];
    for (const g of [0, 1]) {
      observed[g] += events[g];
      expected[g] += d * atRisk[g] / n;
    }
    if (n > 1) {
      variance += atRisk[0] * atRisk[1] * d * (n - d) / (n * n * (n - 1));
    }
  }
  if (variance === 0) {
    return { chiSquare: null, p: null, observed: null, expected: null };
  }
  const chiSquare = (observed[0] - expected[0]) ** 2 / variance;
  return { chiSquare, p: chiSquareUpper(chiSquare, 1), observed, expected };
}
