/**
 * Command line of `deno task merge`.
 *
 * @module
 */
import type { Definition } from "../command/definition.ts";
import { UsageError } from "../command/exit_codes.ts";
import type { CommandLine } from "../command/flags.ts";
import { distinct, textOf } from "../command/values.ts";

/** What is merged, and where it goes. */
export interface MergeOptions {
  /** Folders of runs. */
  readonly folders: readonly string[];
  /** Folder of the merged run. */
  readonly out: string;
}

/** `deno task merge`, without what it does. */
export const MERGE_COMMAND: Definition = {
  task: "merge",
  operands: {
    usage: "FOLDER…",
    what: "folders of runs of one plan",
    least: 1,
    most: Infinity,
  },
  purpose:
    "Joins runs of one plan, complete or not, such as its shards, into one folder with its tables. Says which commands would run what is missing.",
  flags: [
    {
      name: "out",
      value: "FOLDER",
      help: "where the merged run goes; a new folder",
    },
  ],
  exits: { refused: "refused (runs that do not belong together, permission)" },
};

/**
 * Checks a command line.
 *
 * @throws {UsageError} When a folder is given twice, or --out is missing
 */
export function readOptions(
  { values, operands }: CommandLine,
): MergeOptions {
  const out = textOf(values, "out");
  if (out === undefined) {
    throw new UsageError(
      "Cannot merge without --out: give the folder that the merged run goes to",
    );
  }
  return { folders: distinct("FOLDER", operands), out };
}
