import type { ParsedPath } from "./types.ts";

/**
 * Path out of its parts, the inverse of `parse`.
 *
 * @param pathObject Parts; `dir` counts before `root`, `base` before `name` and
 *   `ext`
 * @returns The path
 * @throws {TypeError} If `pathObject` is not an object
 */
export function format(pathObject: Partial<ParsedPath>): string {
  if (pathObject === null || typeof pathObject !== "object") {
    throw new TypeError(
      `The "pathObject" argument must be of type Object, received type "${typeof pathObject}"`,
    );
  }
  const { root, name = "", ext = "" } = pathObject;
  const dir = pathObject.dir || root;
  const base = pathObject.base || name + ext;
  if (!dir) return base;
  if (base === "/") return dir;
  return dir === root ? dir + base : `${dir}/${base}`;
}
