import { fromFileUrl } from "./from_file_url.ts";

/** Requires a path to be a string. */
export function checkPath(path: unknown): asserts path is string {
  if (typeof path === "string") return;
  throw new TypeError(
    `Path must be a string, received "${JSON.stringify(path)}"`,
  );
}

/** A path as a string, out of a string or a file URL. */
export function toPath(path: string | URL): string {
  if (path instanceof URL) return fromFileUrl(path);
  checkPath(path);
  return path;
}

/** A path without the separators at its end; `"/"` stays. */
export function trimEnd(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}

/**
 * Parts of a path with `.`, `..` and empty ones resolved. `..` that leads above
 * the start is kept in a relative path and dropped in an absolute one.
 */
export function resolvedParts(path: string): string[] {
  const absolute = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!absolute) parts.push(part);
  }
  return parts;
}
