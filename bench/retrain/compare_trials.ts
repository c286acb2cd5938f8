/**
 * A trial run again beside the record of it.
 *
 * @module
 */
import type { TrialRecord } from "../journal/records.ts";

/** Fields of a trial and of its epochs that the clock decides. */
const TIMES: readonly string[] = ["train_s", "eval_s", "suggest_s"];

/**
 * The first field in which two values differ, fields of time left out.
 *
 * @returns Path of the field with both values, or `null` when all are equal
 */
export function differenceOf(
  found: unknown,
  recorded: unknown,
  path = "",
): string | null {
  if (isObject(found) && isObject(recorded)) {
    const keys = [
      ...new Set([...Object.keys(recorded), ...Object.keys(found)]),
    ];
    for (const key of keys.filter((key) => !TIMES.includes(key))) {
      const difference = differenceOf(
        found[key],
        recorded[key],
        Array.isArray(recorded) ? `${path}[${key}]` : `${path}.${key}`,
      );
      if (difference !== null) return difference;
    }
    return null;
  }
  return Object.is(found, recorded) || found === recorded
    ? null
    : `${path.slice(1)} is ${text(found)}, recorded ${text(recorded)}`;
}

/** BCA of a trial in words, on validation and, where there is one, on test. */
export function bcaText({ validation, test }: TrialRecord): string {
  if (!validation) return "no BCA";
  return test
    ? `BCA ${validation.bca} validation, ${test.bca} test`
    : `BCA ${validation.bca}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value).slice(0, 60);
}
