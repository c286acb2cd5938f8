/**
 * Runs commands: reads the command line, answers `--help`, turns errors into one
 * sentence and an exit code.
 *
 * @module
 */
import { CorpusError } from "../../corpora/errors.ts";
import { ModelError } from "../../model/errors.ts";
import { type Definition, helpText } from "./definition.ts";
import { EXIT } from "./exit_codes.ts";
import { type CommandLine, readCommandLine } from "./flags.ts";

/** A command with what it does. */
export interface Command extends Definition {
  /** Does it; the exit code is 0 where none is returned. */
  readonly run: (
    line: CommandLine,
  ) => number | void | Promise<number | void>;
}

/**
 * Runs a command to its end. Results go to stdout, the sentence of an error to
 * stderr.
 *
 * @param command What to run
 * @param args Arguments after the program's name
 * @returns Exit code, see `exit_codes.ts`
 */
export async function runCommand(
  command: Command,
  args: readonly string[],
): Promise<number> {
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    console.log(helpText(command));
    return EXIT.done;
  }
  try {
    return await command.run(readCommandLine(command, args)) ?? EXIT.done;
  } catch (error) {
    const [code, message] = explain(error, command);
    console.error(message);
    return code;
  }
}

/** What the system says when a disk takes no more: full, over quota, failing, read-only. */
const DISK_CODES: ReadonlySet<string> = new Set([
  "ENOSPC",
  "EDQUOT",
  "EIO",
  "EROFS",
]);

/**
 * Exit code and sentence for an error; only a fault of the suite shows its stack.
 *
 * @param error Whatever was thrown
 * @param command In which command
 */
export function explain(
  error: unknown,
  { task, writes }: Pick<Definition, "task" | "writes">,
): [code: number, message: string] {
  if (!(error instanceof Error)) return [EXIT.fault, String(error)];
  if ("exitCode" in error) return [Number(error.exitCode), error.message];
  if (error instanceof CorpusError || error instanceof ModelError) {
    return [EXIT.data, error.message];
  }
  if (error instanceof Deno.errors.NotCapable) {
    const wrong = error.message.replace(/, (run again|specify) .*$/s, "");
    return [
      EXIT.refused,
      `Cannot go on: ${wrong}; "deno task ${task}" ${
        writes ? `writes ${writes} alone` : "has no permission for it"
      }`,
    ];
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return [
      EXIT.refused,
      `Cannot go on: ${error.message}; choose a place that you may read and write`,
    ];
  }
  if ("code" in error && DISK_CODES.has(String(error.code))) {
    return [
      EXIT.refused,
      `Cannot go on: ${error.message}; what was finished is kept: make room on the disk, then run the same command again${
        task === "bench" ? " with --resume" : ""
      }`,
    ];
  }
  return [
    EXIT.fault,
    `The suite has a fault; please report this: ${
      error.stack ?? error.message
    }`,
  ];
}
