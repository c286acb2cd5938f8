/**
 * `deno task stats:check FILE...`: compares files of recorded statistics of
 * other programs with our own.
 *
 * @module
 */
import { basename } from "@std/path";
import * as v from "valibot";
import { DataError, EXIT, UsageError } from "../../cli/exit_codes.ts";
import { compareCases, type StatisticSummary } from "./compare.ts";
import { CASE_FILE } from "./inputs.ts";
import { STATISTICS } from "./statistics.ts";

const HELP = `Usage: deno task stats:check FILE...

Compares recorded statistics of other programs with ours. A file holds
{cases: [{statistic, inputs, expected, tolerance: {relative, absolute}}]}.
Statistics known here:
${[...STATISTICS.keys()].map((name) => `  ${name}`).join("\n")}

Prints for each statistic how many cases agree within their own tolerance, the
largest difference (relative to the number, or to absolute / relative tolerance
where the number is smaller) and the first disagreement. Fields named reml* are an iterative fit
and not compared.
Exit codes: 0 all agree, 1 a difference, 2 wrong usage, 3 a file that cannot be
read.`;

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

/** A title, one line for each statistic with its first difference, and the total. */
export function summaryText(
  title: string,
  summaries: readonly StatisticSummary[],
): string {
  const width = Math.max(3, ...summaries.map((s) => s.statistic.length));
  const total = (of: (s: StatisticSummary) => number) =>
    summaries.reduce((sum, s) => sum + of(s), 0);
  const line = (
    s: Pick<StatisticSummary, "statistic" | "agreeing" | "cases" | "largest">,
  ) =>
    `  ${s.statistic.padEnd(width)}  ${
      `${s.agreeing} of ${s.cases} agree`.padEnd(18)
    }  largest difference ${size(s.largest)}`;
  return [
    title,
    ...summaries.flatMap((s) => [
      line(s),
      ...s.difference === null ? [] : [`    first difference: ${s.difference}`],
    ]),
    line({
      statistic: "all",
      agreeing: total((s) => s.agreeing),
      cases: total((s) => s.cases),
      largest: Math.max(0, ...summaries.map((s) => s.largest)),
    }),
  ].join("\n");
}

function size(difference: number): string {
  if (difference === 0) return "0";
  return difference === Infinity
    ? "not a number's"
    : difference.toExponential(1);
}

/**
 * Runs the command; returns its exit code.
 *
 * @throws {UsageError} If there is no file or an unknown flag
 */
export function main(args: readonly string[]): number {
  if (args.includes("--help")) {
    console.log(HELP);
    return EXIT.done;
  }
  const flag = args.find((arg) => arg.startsWith("-"));
  if (flag !== undefined || args.length === 0) {
    throw new UsageError(
      flag === undefined
        ? "Cannot check: found no file, expected at least one; see --help"
        : `Cannot read the command line: unknown argument "${flag}"; see --help`,
    );
  }
  let code: number = EXIT.done;
  for (const path of args) {
    try {
      const summaries = checkText(path, readFile(path));
      console.log(summaryText(basename(path), summaries));
      if (summaries.some(({ difference }) => difference !== null)) {
        code = Math.max(code, EXIT.fault);
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      console.error(error.message);
      code = EXIT.data;
    }
  }
  return code;
}

function readFile(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    throw new DataError(`Cannot read "${path}": ${(error as Error).message}`);
  }
}

if (import.meta.main) {
  try {
    Deno.exitCode = main(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    Deno.exitCode = error.exitCode;
  }
}
