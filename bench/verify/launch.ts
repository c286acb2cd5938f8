/**
 * Starts `deno task verify` with permission to read the runs' folders, and to
 * load the native library when trials are to be trained.
 *
 * @module
 */
import { foldersIn } from "../plan/data_folders.ts";
import { type Command, runCommand } from "../command/command.ts";
import { folderToRead } from "../command/files.ts";
import { fromCaller } from "../command/root.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { readOptions, VERIFY_COMMAND } from "./options.ts";

/** `deno task verify`, from the outside. */
export const command: Command = {
  ...VERIFY_COMMAND,
  run: async (line) => {
    const { folders, trials, data, weights } = readOptions(line);
    return await startCommand("verify/main.ts", {
      set: trials > 0 ? MAIN_JOB : { ...MAIN_JOB, ffi: [] },
      read: [
        ...folders,
        ...(data ? foldersIn(data) : []).map((path) =>
          folderToRead(fromCaller(path))
        ),
        ...weights ? [weights] : [],
      ],
    }, line.args);
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
