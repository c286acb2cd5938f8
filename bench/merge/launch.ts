/**
 * Starts `deno task merge` with permission to read its sources and to write its
 * output folder.
 *
 * @module
 */
import { type Command, runCommand } from "../command/command.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { MERGE_COMMAND, readOptions } from "./options.ts";

/** `deno task merge`, from the outside. */
export const command: Command = {
  ...MERGE_COMMAND,
  run: async (line) => {
    const { folders, out } = readOptions(line);
    return await startCommand("merge/main.ts", {
      set: { ...MAIN_JOB, ffi: [], sys: [] },
      read: folders,
      written: [out],
    }, line.args);
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
