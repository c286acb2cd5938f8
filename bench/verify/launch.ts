/**
 * Starts `deno task verify` with permission to read the runs' folders, and to
 * load the native library when trials are to be trained.
 *
 * @module
 */
import { foldersIn } from "../plan/data_folders.ts";
import { EXIT } from "../command/exit_codes.ts";
import { exitCodeOf } from "../command/explain.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { HELP, readOptions } from "./options.ts";

if (import.meta.main) {
  Deno.exitCode = await exitCodeOf(async () => {
    const options = readOptions(Deno.args);
    if (options) {
      const { folders, trials, data, weights } = options;
      return await startCommand("verify/main.ts", {
        set: trials > 0 ? MAIN_JOB : { ...MAIN_JOB, ffi: [] },
        read: [
          ...folders,
          ...data ? foldersIn(data) : [],
          ...weights ? [weights] : [],
        ],
      }, Deno.args);
    }
    console.log(HELP);
    return EXIT.done;
  });
}
