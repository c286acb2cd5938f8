/**
 * `deno task stats:check FILE...`: compares files of recorded statistics of
 * other programs with our own.
 *
 * @module
 */
import * as v from "valibot";
import { type CheckedFile, checkFiles, CHECKING } from "../../check_files.ts";
import { type Command, runCommand } from "../../../command/command.ts";
import { DataError } from "../../../command/exit_codes.ts";
import { compareCases, type StatisticSummary } from "./compare.ts";
import { CASE_FILE } from "./inputs.ts";
import { STATISTICS } from "./statistics.ts";

/**
 * Checks the content of one file.
 *
 * @param name Name for messages
 * @throws {DataError} If the text is not such a file
 */
export function checkText(name: string, text: string): StatisticSummary[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new DataError(
      `Cannot read "${name}": found no JSON (${
        (error as Error).message
      }), expected a file of recorded statistics`,
    );
  }
  const parsed = v.safeParse(CASE_FILE, content);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new DataError(
      `Cannot read "${name}" at ${
        v.getDotPath(issue) ?? "its top"
      }: found ${issue.received}, expected ${issue.expected}`,
    );
  }
  return compareCases(parsed.output.cases);
}

/** One line for each statistic with its first difference, and the total. */
export function inWords(
  summaries: readonly StatisticSummary[],
): CheckedFile {
  const total = (of: (s: StatisticSummary) => number) =>
    summaries.reduce((sum, s) => sum + of(s), 0);
  return {
    kind: "",
    parts: summaries.map((s) => ({
      name: s.statistic,
      agreement: counts(s),
      firstDifference: s.difference,
    })),
    totals: [counts({
      agreeing: total((s) => s.agreeing),
      cases: total((s) => s.cases),
      largest: Math.max(0, ...summaries.map((s) => s.largest)),
    })],
  };
}

function counts(
  { agreeing, cases, largest }: Pick<
    StatisticSummary,
    "agreeing" | "cases" | "largest"
  >,
): string {
  return `${agreeing} of ${cases} agree`.padEnd(18) +
    `  largest difference ${size(largest)}`;
}

function size(difference: number): string {
  if (difference === 0) return "0";
  return difference === Infinity
    ? "not a number's"
    : difference.toExponential(1);
}

/** `deno task stats:check`. */
export const command: Command = {
  ...CHECKING,
  task: "stats:check",
  purpose:
    "Compares recorded statistics of other programs with ours. Prints for each statistic how many cases agree within their own tolerance, the largest difference (relative to the number, or to absolute / relative tolerance where the number is smaller) and the first disagreement. Fields named reml* are an iterative fit and not compared.",
  notes:
    `A file holds {cases: [{statistic, inputs, expected, tolerance: {relative, absolute}}]}.
Statistics known here:
${[...STATISTICS.keys()].map((name) => `  ${name}`).join("\n")}`,
  run: ({ operands }) =>
    checkFiles(operands, (name, text) => inWords(checkText(name, text))),
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
