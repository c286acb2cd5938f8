import suite from "../../deno.json" with { type: "json" };
import { permissionFlags } from "../../bench/command/permissions.ts";
import { TABLES } from "../../bench/tables/all.ts";
import { untimed } from "../../bench/tables/untimed.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const SCRATCH = `${ROOT}.cache/tests/e2e/`;

/** A plan of few seconds: real encoder, frozen and unfrozen trials, two optimizers. */
export const SHORT_PLAN = [
  "--utterances=70",
  "--seed=3",
  "--optimizer=grid,grid-shuffled",
  "--grid=lr=1e-4;num_epochs=1,2;unfreeze_epoch=0,1;max_length=32000",
  "--trials=3",
];

/** How a program ended. */
export interface Ended {
  /** Exit code. */
  readonly code: number;
  /** What it printed. */
  readonly stdout: string;
  /** What it said. */
  readonly stderr: string;
}

/** An empty folder of that name for a test. */
export async function emptyFolder(name: string): Promise<string> {
  const path = SCRATCH + name;
  try {
    await Deno.remove(path, { recursive: true });
  } catch { /* none yet */ }
  await Deno.mkdir(path, { recursive: true });
  return path;
}

/** Starts the main job as its task does. */
export function start(
  args: readonly string[],
  changes: { cwd?: string; env?: Record<string, string> } = {},
): Deno.ChildProcess {
  return new Deno.Command("deno", {
    args: [
      "task",
      "-q",
      `--config=${ROOT}deno.json`,
      "bench",
      ...args,
    ],
    cwd: changes.cwd ?? ROOT,
    // A task within a task keeps the outer one's; a user's shell has none.
    env: { NO_COLOR: "1", INIT_CWD: changes.cwd ?? ROOT, ...changes.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Deno's arguments for the main job without its launcher. */
export function mainArguments(args: readonly string[], out: string): string[] {
  return [
    "run",
    "-q",
    `--config=${ROOT}deno.json`,
    ...permissionFlags(suite.permissions.bench, ROOT, [], [out]),
    `${ROOT}bench/run/main.ts`,
    ...args,
  ];
}

/** Starts the main job without its launcher, so that one process is all there is to kill. */
export function startBare(
  args: readonly string[],
  out: string,
): Deno.ChildProcess {
  return new Deno.Command("deno", {
    args: mainArguments(args, out),
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs the main job to its end. */
export async function run(
  args: readonly string[],
  changes: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const { code, stdout, stderr } = await start(args, changes).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Every table of a run without its columns of time, and the package without sizes and checksums. */
export async function results(out: string): Promise<Record<string, string>> {
  const described = JSON.parse(
    await Deno.readTextFile(`${out}/datapackage.json`),
    (key, value) => key === "bytes" || key === "hash" ? undefined : value,
  );
  const found: Record<string, string> = {
    "datapackage.json": JSON.stringify(described, null, 2),
  };
  for (const { table } of TABLES) {
    const file = `${table.name}.csv`;
    found[file] = untimed(file, await Deno.readTextFile(`${out}/${file}`));
  }
  return found;
}
