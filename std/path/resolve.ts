import { checkPath, resolvedParts } from "./_path.ts";

/**
 * Absolute path that a sequence of paths leads to, each relative to the one
 * before, the first one relative to the current folder. That is asked for (and
 * needs permission to read) only when no path is absolute.
 *
 * @param pathSegments Paths
 * @returns The absolute path, normalised, without a separator at the end
 * @throws {TypeError} If a path is not a string
 */
export function resolve(...pathSegments: string[]): string {
  let path = "";
  for (const segment of pathSegments.toReversed()) {
    checkPath(segment);
    if (segment === "") continue;
    path = `${segment}/${path}`;
    if (segment.startsWith("/")) break;
  }
  if (!path.startsWith("/")) path = `${Deno.cwd()}/${path}`;
  return `/${resolvedParts(path).join("/")}`;
}
