import { basename } from "./basename.ts";

/**
 * Extension of a path's last part, from its last dot on.
 *
 * @param path Path or file URL
 * @returns The extension with its dot; `""` if there is none or the name begins
 *   with its only dot
 * @throws {TypeError} If `path` is not a string or a file URL
 */
export function extname(path: string | URL): string {
  const base = basename(path);
  const dot = base.lastIndexOf(".");
  return dot <= 0 || base === ".." ? "" : base.slice(dot);
}
