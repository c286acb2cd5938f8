/**
 * The main job: from a command line to a journal and its tables.
 *
 * Started by `launch.ts`, which gives it its permissions.
 *
 * @module
 */
import { CHOICES } from "../plan/choices.ts";
import { type Command, runCommand } from "../command/command.ts";
import { readPlanFile } from "../command/files.ts";
import { BENCH_COMMAND } from "./flags.ts";
import { readOptions } from "./options.ts";
import { dryRun } from "./dry_run.ts";
import { runInTerminal } from "./terminal.ts";

/** `deno task bench`. */
export const command: Command = {
  ...BENCH_COMMAND,
  run: async ({ args, values }) => {
    const { plan, run } = readOptions(
      values,
      CHOICES,
      navigator.hardwareConcurrency,
      readPlanFile,
    );
    if (run.dryRun) await dryRun(plan, run);
    else await runInTerminal(plan, run, args);
  },
};

// Workers are still there after an interruption: end them with the process.
if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
