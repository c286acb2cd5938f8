/**
 * Starts `deno task tables` with permission to read its source and to write its
 * output folder.
 *
 * @module
 */
import { type Command, runCommand } from "../command/command.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { readOptions, TABLES_COMMAND } from "./options.ts";

/** `deno task tables`, from the outside. */
export const command: Command = {
  ...TABLES_COMMAND,
  run: async (line) => {
    const { source, out, plan } = readOptions(line);
    return await startCommand("outputs/main.ts", {
      // Tables are made of text: no native library, nothing of the machine.
      set: { ...MAIN_JOB, ffi: [], sys: [] },
      read: plan === undefined ? [source] : [source, plan],
      written: [out],
    }, line.args);
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
