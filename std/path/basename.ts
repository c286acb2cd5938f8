import { toPath, trimEnd } from "./_path.ts";

/**
 * Last part of a path, without separators after it.
 *
 * @param path Path or file URL
 * @param suffix Ending to take away, unless it is all of the last part
 * @returns The last part
 * @throws {TypeError} If `path` is not a string or a file URL, or `suffix` is not
 *   a string
 */
export function basename(path: string | URL, suffix = ""): string {
  const trimmed = trimEnd(toPath(path));
  if (trimmed === "") return "";
  if (typeof suffix !== "string") {
    throw new TypeError(
      `Suffix must be a string, received "${JSON.stringify(suffix)}"`,
    );
  }
  const base = trimmed === "/"
    ? trimmed
    : trimmed.slice(trimmed.lastIndexOf("/") + 1);
  return suffix !== base && base.endsWith(suffix)
    ? base.slice(0, base.length - suffix.length)
    : base;
}
