/**
 * Errors in words, for the rim of every command.
 *
 * @module
 */
import { CorpusError } from "../../corpora/errors.ts";
import { ModelError } from "../../model/errors.ts";
import { EXIT } from "./exit_codes.ts";
import { isPermission } from "./files.ts";

/**
 * Exit code and sentence for an error; only a fault of the suite shows its stack.
 *
 * @param error Whatever was thrown
 */
export function explain(error: unknown): [code: number, message: string] {
  if (!(error instanceof Error)) return [EXIT.fault, String(error)];
  if ("exitCode" in error) return [Number(error.exitCode), error.message];
  if (error instanceof CorpusError || error instanceof ModelError) {
    return [EXIT.data, error.message];
  }
  if (isPermission(error)) return [EXIT.refused, error.message];
  return [
    EXIT.fault,
    `The suite has a fault; please report this: ${
      error.stack ?? error.message
    }`,
  ];
}

/**
 * Runs a command to its end.
 *
 * @param command Gives the exit code
 * @returns Its exit code, or that of its error, whose sentence is printed
 */
export async function exitCodeOf(
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const [code, message] = explain(error);
    console.error(message);
    return code;
  }
}
