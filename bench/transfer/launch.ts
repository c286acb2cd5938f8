/**
 * Starts `deno task transfer` with permission to read run, corpora and weights,
 * to write its folder, and to load the native library.
 *
 * @module
 */
import { type Command, runCommand } from "../command/command.ts";
import { folderToRead } from "../command/files.ts";
import { fromCaller } from "../command/root.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { foldersIn } from "../plan/data_folders.ts";
import { readOptions, TRANSFER_COMMAND } from "./options.ts";

/** `deno task transfer`, from the outside. */
export const command: Command = {
  ...TRANSFER_COMMAND,
  run: async (line) => {
    const { folder, out, to, data, weights } = readOptions(line);
    return await startCommand("transfer/main.ts", {
      set: MAIN_JOB,
      read: [
        folder,
        ...Object.values(to).map((path) => folderToRead(fromCaller(path))),
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
