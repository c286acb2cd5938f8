/**
 * `deno task peers:check FILE...`: compares files of recorded proposals,
 * decisions and numbers with our own computation.
 *
 * @module
 */
import { checkFiles, exitByCheck } from "../check_files.ts";
import { DataError } from "../../command/exit_codes.ts";
import { isFields } from "./checks/checker.ts";
import { CHECKERS } from "./checks/checkers.ts";
import { parsePythonJson } from "./checks/python_json.ts";
import type { Agreement } from "../../recorded/tally.ts";
import { inWords } from "./agreement_text.ts";

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

/**
 * Runs the command; returns its exit code.
 *
 * @throws {UsageError} If there is no file or an unknown flag
 */
export function main(args: readonly string[]): number {
  return checkFiles(args, HELP, (name, text) => {
    const { kind, agreements } = checkText(name, text);
    return { kind, ...inWords(agreements) };
  });
}

if (import.meta.main) exitByCheck(main);
