import { resolvedParts, toPath } from "./_path.ts";

/**
 * A path without empty parts, `.` and `..`, as far as they can be resolved. A
 * separator at the end is kept.
 *
 * @param path Path or file URL
 * @returns The same place; `"."` for an empty path
 * @throws {TypeError} If `path` is not a string or a file URL
 */
export function normalize(path: string | URL): string {
  const text = toPath(path);
  const joined = resolvedParts(text).join("/");
  if (text.startsWith("/")) {
    return joined !== "" && text.endsWith("/") ? `/${joined}/` : `/${joined}`;
  }
  return (joined || ".") + (text.endsWith("/") ? "/" : "");
}
