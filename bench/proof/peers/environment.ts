/**
 * Virtual environments with the real libraries, outside the repository.
 *
 * @module
 */
import { join } from "@std/path";
import { requirementGroups } from "./libraries.ts";

/** Folder of this file, where the Python scripts and the pins are. */
const HERE: string = import.meta.dirname ?? ".";

/** Result of a command that was run to its end. */
interface Finished {
  readonly ok: boolean;
  readonly stdout: string;
  /** Last line of stderr that says something. */
  readonly complaint: string;
}

/**
 * The user's cache folder for the environments.
 *
 * @throws {Error} If neither XDG_CACHE_HOME, LOCALAPPDATA nor HOME is set
 */
export function defaultFolder(): string {
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME") ??
    Deno.env.get("LOCALAPPDATA") ?? (home ? join(home, ".cache") : undefined);
  if (cache === undefined) {
    throw new Error(
      "Cannot choose a folder for the libraries: found neither XDG_CACHE_HOME, LOCALAPPDATA nor HOME, expected one of them; or give --env FOLDER",
    );
  }
  return join(cache, "ser-hpo-bench", "peers");
}

/** The Python of a group's environment, or why it cannot be had. */
export type Environment =
  | { readonly python: string }
  | { readonly missing: string };

/** The environment of a group if it is there with the pinned versions. */
export async function findEnvironment(
  folder: string,
  group: string,
): Promise<Environment> {
  const python = pythonOf(folder, group);
  const pins = pinsOf(group);
  const script = pins.map((pin) => {
    const [name, version] = pin.split("==");
    return `assert v("${name}") == "${version}", "${name} " + v("${name}")`;
  }).join("; ");
  const found = await run(python, [
    "-c",
    `from importlib.metadata import version as v; ${script}`,
  ]);
  return found.ok ? { python } : { missing: found.complaint };
}

/**
 * Makes the environment of a group and installs its pinned packages.
 *
 * @param basePython Command that starts Python 3.10 or later
 */
export async function installEnvironment(
  folder: string,
  group: string,
  basePython: string,
): Promise<Environment> {
  const present = await findEnvironment(folder, group);
  if ("python" in present) return present;
  const made = await run(basePython, ["-m", "venv", join(folder, group)]);
  if (!made.ok) return { missing: made.complaint };
  const python = pythonOf(folder, group);
  const installed = await run(python, [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ...pinsOf(group),
  ]);
  if (!installed.ok) return { missing: installed.complaint };
  return await findEnvironment(folder, group);
}

/**
 * Runs one of the Python scripts of this folder.
 *
 * @returns What it printed
 * @throws {Error} If it fails: its last words
 */
export async function runScript(
  python: string,
  script: string,
  args: readonly string[],
): Promise<string> {
  const finished = await run(python, [join(HERE, script), ...args]);
  if (!finished.ok) {
    throw new Error(`Cannot run ${script}: ${finished.complaint}`);
  }
  return finished.stdout;
}

function pythonOf(folder: string, group: string): string {
  return Deno.build.os === "windows"
    ? join(folder, group, "Scripts", "python.exe")
    : join(folder, group, "bin", "python");
}

function pinsOf(group: string): string[] {
  const text = Deno.readTextFileSync(join(HERE, "requirements.txt"));
  const pins = requirementGroups(text).get(group);
  if (pins === undefined) {
    throw new RangeError(
      `Cannot install "${group}": found no such group in requirements.txt`,
    );
  }
  return pins;
}

async function run(command: string, args: string[]): Promise<Finished> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const text = new TextDecoder();
    const complaint = text.decode(stderr).trim().split("\n").at(-1) ?? "";
    return { ok: success, stdout: text.decode(stdout), complaint };
  } catch (error) {
    return { ok: false, stdout: "", complaint: (error as Error).message };
  }
}
