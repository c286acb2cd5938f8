/**
 * The main job: from a command line to a journal and its tables.
 *
 * Started by `launch.ts`, which gives it its permissions.
 *
 * @module
 */
import { CorpusError } from "../corpora/mod.ts";
import { ModelError } from "../model/mod.ts";
import { CHOICES } from "./choices.ts";
import {
  EXIT,
  InterruptedError,
  RefusedError,
  UsageError,
} from "./cli/exit_codes.ts";
import { helpText } from "./cli/flags.ts";
import { readOptions } from "./cli/options.ts";
import { isPermission } from "./files.ts";
import { dryRun } from "./run/dry_run.ts";
import { bench } from "./run/bench.ts";

/**
 * Runs the main job.
 *
 * @param args Arguments after the program's name
 * @returns Exit code, see `cli/exit_codes.ts`
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args, CHOICES, navigator.hardwareConcurrency);
    if (options.help) console.log(helpText());
    else if (options.run.dryRun) dryRun(options.plan, options.run);
    else await bench(options.plan, options.run, args);
    return EXIT.done;
  } catch (error) {
    const [code, message] = explain(error);
    console.error(message);
    return code;
  }
}

/** Exit code and sentence for an error; only a fault of the suite shows its stack. */
function explain(error: unknown): [number, string] {
  if (
    error instanceof UsageError || error instanceof RefusedError ||
    error instanceof InterruptedError
  ) return [error.exitCode, error.message];
  if (!(error instanceof Error)) return [EXIT.fault, String(error)];
  if (
    error instanceof CorpusError || error instanceof ModelError ||
    "exitCode" in error
  ) return [EXIT.data, error.message];
  if (isPermission(error)) return [EXIT.refused, error.message];
  return [
    EXIT.fault,
    `The suite has a fault; please report this: ${
      error.stack ?? error.message
    }`,
  ];
}

// Workers are still there after an interruption: end them with the process.
if (import.meta.main) Deno.exit(await main(Deno.args));
