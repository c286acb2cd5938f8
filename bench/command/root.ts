/**
 * Where the suite lies and where the user stands.
 *
 * @module
 */
import { fromFileUrl, join, resolve } from "@std/path";

/** Folder of the suite as a URL that ends in a slash. */
export const ROOT_URL: URL = new URL("../../", import.meta.url);

/**
 * Folder of the suite: what paths in `deno.json` are relative to. The current one
 * where the suite was imported from a registry.
 */
export const ROOT: string = ROOT_URL.protocol === "file:"
  ? resolve(fromFileUrl(ROOT_URL))
  : ".";

/** A path below the suite's folder. */
export function inSuite(...parts: readonly string[]): string {
  return join(ROOT, ...parts);
}

/**
 * The folder in which the user typed the command. A task itself runs in the
 * suite's folder; a command started by its launcher runs where the user stands.
 */
export function caller(): string {
  const name = { name: "env", variable: "INIT_CWD" } as const;
  const known = Deno.permissions.querySync(name).state === "granted";
  return (known ? Deno.env.get("INIT_CWD") : undefined) ?? Deno.cwd();
}

/** A path of the user's; as it was typed where this process stands beside the user. */
export function fromCaller(path: string): string {
  const folder = caller();
  return resolve(folder) === resolve(Deno.cwd()) ? path : resolve(folder, path);
}

/** A program of the user's: a name is looked for on the path, a path is from where they stand. */
export function programFromCaller(program: string): string {
  return /[\\/]/.test(program) ? fromCaller(program) : program;
}
