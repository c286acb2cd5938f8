/**
 * Permissions of one run of a command.
 *
 * @module
 */
import { resolve } from "@std/path";
import { UsageError } from "./exit_codes.ts";

/** Lists of a permission set of deno.json, as far as commands with folders of the user's use them. */
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
 * The flags that give a command its permissions, those of the main job or fewer. A set (`-P`) and flags of
 * the same kind do not mix, so the set is spelled out.
 *
 * @param set Permission set of deno.json, paths relative to the suite; lists may be empty
 * @param suite Folder of the suite
 * @param folders Absolute folders of the user's that are read: corpus, weights
 * @param written Absolute folders of the user's that are read and written
 * @throws {UsageError} When a folder's name cannot be written as a flag
 */
export function permissionFlags(
  set: PermissionSet,
  suite: string,
  folders: readonly string[],
  written: readonly string[] = [],
): string[] {
  const paths = (list: readonly string[]) =>
    list.map((path) => resolve(suite, path));
  const comma = [suite, ...written, ...folders].find((path) =>
    path.includes(",")
  );
  if (comma) {
    throw new UsageError(
      `Cannot use the folder "${comma}": Deno separates permitted paths by commas; choose a path without one`,
    );
  }
  // Deno refuses a flag with an empty list.
  const allow = (kind: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`--allow-${kind}=${list.join(",")}`];
  return [
    ...allow("read", [...paths(set.read), ...written, ...folders]),
    ...allow("write", [...paths(set.write), ...written]),
    ...allow("ffi", paths(set.ffi)),
    ...allow("sys", set.sys),
    "--deny-net",
    "--deny-run",
    "--deny-env",
    "--allow-import=none.invalid",
    "--no-prompt",
    "--no-remote",
  ];
}
