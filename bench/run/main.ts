/**
 * The main job: from a command line to a journal and its tables.
 *
 * Started by `launch.ts`, which gives it its permissions.
 *
 * @module
 */
import { CHOICES } from "../plan/choices.ts";
import { EXIT } from "../command/exit_codes.ts";
import { helpText } from "./flags.ts";
import { readOptions } from "./options.ts";
import { exitCodeOf } from "../command/explain.ts";
import { readPlanFile } from "../command/files.ts";
import { dryRun } from "./dry_run.ts";
import { bench } from "./bench.ts";

/**
 * Runs the main job.
 *
 * @param args Arguments after the program's name
 * @returns Exit code, see `cli/exit_codes.ts`
 */
export async function main(args: readonly string[]): Promise<number> {
  return await exitCodeOf(async () => {
    const options = readOptions(
      args,
      CHOICES,
      navigator.hardwareConcurrency,
      readPlanFile,
    );
    if (options.help) console.log(helpText());
    else if (options.run.dryRun) await dryRun(options.plan, options.run);
    else await bench(options.plan, options.run, args);
    return EXIT.done;
  });
}

// Workers are still there after an interruption: end them with the process.
if (import.meta.main) Deno.exit(await main(Deno.args));
