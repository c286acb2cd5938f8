/**
 * `deno task peers:check FILE...`: compares files of recorded proposals,
 * decisions and numbers with our own computation.
 *
 * @module
 */
import { checkFiles, CHECKING } from "../check_files.ts";
import { type Command, runCommand } from "../../command/command.ts";
import { DataError } from "../../command/exit_codes.ts";
import { isFields } from "./checks/checker.ts";
import { CHECKERS } from "./checks/checkers.ts";
import { parsePythonJson } from "./checks/python_json.ts";
import type { Agreement } from "../../recorded/tally.ts";
import { inWords } from "./agreement_text.ts";

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

/** `deno task peers:check`. */
export const command: Command = {
  ...CHECKING,
  task: "peers:check",
  purpose:
    "Compares recorded runs and numbers of the original libraries with ours, and prints for each block how much agrees and the first difference. The kind of a file is recognised by its content.",
  notes: `Kinds of files:\n${
    CHECKERS.map(({ kind }) => `  ${kind}`).join("\n")
  }`,
  run: ({ operands }) =>
    checkFiles(operands, (name, text) => {
      const { kind, agreements } = checkText(name, text);
      return { kind, ...inWords(agreements) };
    }),
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
