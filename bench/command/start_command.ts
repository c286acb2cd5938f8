/**
 * Starts a command with permissions made for this very run. A launcher may start
 * Deno and nothing else.
 *
 * @module
 */
import { caller, ROOT } from "./root.ts";
import { join, resolve } from "@std/path";
import suite from "../../deno.json" with { type: "json" };
import { permissionFlags, type PermissionSet } from "./permissions.ts";
import { runDeno } from "./run_deno.ts";

/** The permissions of the main job. */
export const MAIN_JOB: PermissionSet = suite.permissions.bench;

/** What a command may touch. */
export interface Reach {
  /** Permission set; paths relative to the suite. */
  readonly set: PermissionSet;
  /** Folders and files of the user's that are read. */
  readonly read: readonly string[];
  /** Folders that are read and written. */
  readonly written?: readonly string[];
}

/**
 * Runs a module of the suite where the user stands.
 *
 * @param module Path below `bench/`
 * @param reach What it may touch
 * @param args Its arguments
 * @returns Its exit code
 * @throws {UsageError} When a path cannot be written as a permission
 */
export async function startCommand(
  module: string,
  { set, read, written = [] }: Reach,
  args: readonly string[],
): Promise<number> {
  const cwd = caller();
  const absolute = (path: string) => resolve(cwd, path);
  return await runDeno([
    "run",
    "-q",
    `--config=${join(ROOT, "deno.json")}`,
    ...permissionFlags(
      set,
      ROOT,
      read.map(absolute),
      written.map(absolute),
    ),
    join(ROOT, "bench", module),
    ...args,
  ], cwd);
}
