import { checkPath, toPath } from "./_path.ts";
import { normalize } from "./normalize.ts";

/**
 * Paths put one after the other, then normalised.
 *
 * @param path First path, or file URL
 * @param paths Paths to add
 * @returns The whole path; `"."` if all are empty
 * @throws {TypeError} If a path is not a string (the first may be a file URL)
 */
export function join(path: string | URL, ...paths: string[]): string {
  if (path === undefined) return ".";
  const first = path && toPath(path);
  paths.forEach(checkPath);
  return normalize([first, ...paths].filter(Boolean).join("/"));
}
