import { checkPath } from "./_path.ts";

/**
 * Whether a path begins at the root.
 *
 * @param path Path
 * @returns Whether it is absolute
 * @throws {TypeError} If `path` is not a string
 */
export function isAbsolute(path: string): boolean {
  checkPath(path);
  return path.startsWith("/");
}
