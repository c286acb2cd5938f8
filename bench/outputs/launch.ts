/**
 * Starts `deno task tables` with permission to read its source and to write its
 * output folder.
 *
 * @module
 */
import { EXIT } from "../command/exit_codes.ts";
import { exitCodeOf } from "../command/explain.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { HELP, readOptions } from "./options.ts";

if (import.meta.main) {
  Deno.exitCode = await exitCodeOf(async () => {
    const options = readOptions(Deno.args);
    if (options) {
      return await startCommand("outputs/main.ts", {
        // Tables are made of text: no native library, nothing of the machine.
        set: { ...MAIN_JOB, ffi: [], sys: [] },
        read: [options.source],
        written: [options.out],
      }, Deno.args);
    }
    console.log(HELP);
    return EXIT.done;
  });
}
