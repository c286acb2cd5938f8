import { toPath, trimEnd } from "./_path.ts";

/**
 * All of a path before its last part.
 *
 * @param path Path or file URL
 * @returns The folder; `"."` if the path has one part only
 * @throws {TypeError} If `path` is not a string or a file URL
 */
export function dirname(path: string | URL): string {
  const trimmed = trimEnd(toPath(path));
  const end = trimmed.lastIndexOf("/");
  if (end < 0) return ".";
  return end === 0 ? "/" : trimEnd(trimmed.slice(0, end));
}
