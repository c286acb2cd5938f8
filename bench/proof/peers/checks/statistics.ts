/**
 * Recorded statistics of the tables; one case counts as one number.
 *
 * @module
 */
import { compareCases } from "../../statistics/recorded/compare.ts";
import { CASE_FILE } from "../../statistics/recorded/inputs.ts";
import { parse } from "valibot";
import { type Checker, isListOf } from "./checker.ts";

/** Checks files of recorded statistics, as `deno task stats:check` does. */
export const statistics: Checker = {
  kind: "statistics",
  recognises: ({ cases }) =>
    isListOf(cases, "statistic", "inputs", "expected", "tolerance"),
  check: (content) =>
    compareCases(parse(CASE_FILE, content).cases)
      .map(({ statistic, cases, agreeing, difference }) => ({
        block: statistic,
        unit: "numbers",
        compared: cases,
        equal: agreeing,
        firstDifference: difference,
      })),
};
