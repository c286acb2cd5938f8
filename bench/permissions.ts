/**
 * Permissions of one run of the main job.
 *
 * @module
 */
import { resolve } from "@std/path";
import { UsageError } from "./cli/exit_codes.ts";

/** Lists of a permission set of deno.json, as far as the main job uses them. */
export interface PermissionSet {
  /** Paths that may be read, relative to the suite. */
  readonly read: readonly string[];
  /** Paths that may be written. */
  readonly write: readonly string[];
  /** Native libraries that may be loaded. */
  readonly ffi: readonly string[];
  /** System facts that may be asked. */
  readonly sys: readonly string[];
}

/**
 * The flags that give the main job its permissions. A set (`-P`) and flags of
 * the same kind do not mix, so the set is spelled out.
 *
 * @param set Permission set "bench" of deno.json, paths relative to the suite
 * @param suite Folder of the suite
 * @param folders Absolute folders of the user's that are read: corpus, weights
 * @param out Absolute output folder
 * @throws {UsageError} When a folder's name cannot be written as a flag
 */
export function permissionFlags(
  set: PermissionSet,
  suite: string,
  folders: readonly string[],
  out: string,
): string[] {
  const paths = (list: readonly string[]) =>
    list.map((path) => resolve(suite, path));
  const comma = [suite, out, ...folders].find((path) => path.includes(","));
  if (comma) {
    throw new UsageError(
      `Cannot use the folder "${comma}": Deno separates permitted paths by commas; choose a path without one`,
    );
  }
  const read = [...paths(set.read), out, ...folders];
  const write = [...paths(set.write), out];
  return [
    `--allow-read=${read.join(",")}`,
    `--allow-write=${write.join(",")}`,
    `--allow-ffi=${paths(set.ffi).join(",")}`,
    `--allow-sys=${set.sys.join(",")}`,
    "--deny-net",
    "--deny-run",
    "--deny-env",
    "--allow-import=none.invalid",
    "--no-prompt",
    "--no-remote",
  ];
}
