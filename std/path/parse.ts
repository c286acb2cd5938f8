import { basename } from "./basename.ts";
import { checkPath, trimEnd } from "./_path.ts";
import { dirname } from "./dirname.ts";
import { extname } from "./extname.ts";
import type { ParsedPath } from "./types.ts";

export type { ParsedPath };

/**
 * The parts of a path.
 *
 * One difference from the real package: of `"/.."` it makes name `"."` and
 * extension `"."`; here, as in any other folder, the name is `".."`.
 *
 * @param path Path
 * @returns Its parts
 * @throws {TypeError} If `path` is not a string
 */
export function parse(path: string): ParsedPath {
  checkPath(path);
  const root = path.startsWith("/") ? "/" : "";
  const dir = trimEnd(path).includes("/") ? dirname(path) : "";
  const base = basename(path);
  const ext = extname(path);
  const name = base === "/" ? "" : base.slice(0, base.length - ext.length);
  return { root, dir, base, ext, name };
}
