/**
 * `deno task peers:check FILE...`: compares files of recorded proposals,
 * decisions and numbers with our own computation.
 *
 * @module
 */
import { basename } from "@std/path";
import { DataError, EXIT, UsageError } from "../cli/exit_codes.ts";
import { isFields } from "./checks/checker.ts";
import { CHECKERS } from "./checks/checkers.ts";
import { parsePythonJson } from "./checks/python_json.ts";
import type { Agreement } from "./checks/tally.ts";
import { agreementText, allAgree } from "./agreement_text.ts";

const HELP = `Usage: deno task peers:check FILE...

Compares recorded runs and numbers of the original libraries with ours. The kind
of a file is recognised by its content:
${CHECKERS.map(({ kind }) => `  ${kind}`).join("\n")}

Prints for each block how much agrees and the first difference.
Exit codes: 0 all agree, 1 a difference, 2 wrong usage, 3 a file that cannot be
read or is of no known kind.`;

/**
 * Checks the content of one file.
 *
 * @param name Name for messages
 * @throws {DataError} If the text is not JSON or of no known kind
 */
export function checkText(
  name: string,
  text: string,
): { kind: string; agreements: Agreement[] } {
  let content: unknown;
  try {
    content = parsePythonJson(text);
  } catch (error) {
    throw new DataError(
      `Cannot read "${name}": found no JSON (${
        (error as Error).message
      }), expected a recorded file`,
    );
  }
  const checker = isFields(content)
    ? CHECKERS.find((candidate) => candidate.recognises(content))
    : undefined;
  if (checker === undefined || !isFields(content)) {
    throw new DataError(
      `Cannot check "${name}": found no known kind of recorded file, expected one of: ${
        CHECKERS.map(({ kind }) => kind).join(", ")
      }`,
    );
  }
  try {
    return { kind: checker.kind, agreements: checker.check(content) };
  } catch (error) {
    throw new DataError(
      `Cannot check "${name}" as ${checker.kind}: ${(error as Error).message}`,
    );
  }
}

/** Runs the command; returns its exit code. */
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
      const { kind, agreements } = checkText(path, readFile(path));
      console.log(agreementText(`${basename(path)}: ${kind}`, agreements));
      if (!allAgree(agreements)) code = Math.max(code, EXIT.fault);
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
