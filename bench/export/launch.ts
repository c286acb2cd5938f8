/**
 * Starts `deno task export` with permission to read run, corpus and weights, to
 * write its folder, and to load the native library.
 *
 * @module
 */
import { type Command, runCommand } from "../command/command.ts";
import { folderToRead } from "../command/files.ts";
import { fromCaller } from "../command/root.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { foldersIn } from "../plan/data_folders.ts";
import { EXPORT_COMMAND, readOptions } from "./options.ts";

/** `deno task export`, from the outside. */
export const command: Command = {
  ...EXPORT_COMMAND,
  run: async (line) => {
    const { folder, out, data, weights } = readOptions(line);
    return await startCommand("export/main.ts", {
      set: MAIN_JOB,
      read: [
        folder,
        ...(data ? foldersIn(data) : []).map((path) =>
          folderToRead(fromCaller(path))
        ),
        ...weights ? [weights] : [],
      ],
      written: [out],
    }, line.args);
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
