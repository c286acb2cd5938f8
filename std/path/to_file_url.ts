import { isAbsolute } from "./is_absolute.ts";

/**
 * URL of a file.
 *
 * @param path Absolute path
 * @returns The URL; what has a meaning in URLs is encoded
 * @throws {TypeError} If `path` is not absolute
 */
export function toFileUrl(path: string): URL {
  if (!isAbsolute(path)) {
    throw new TypeError(`Path must be absolute: received "${path}"`);
  }
  const url = new URL("file:///");
  // The URL's own encoding would drop control spaces and take "\" for "/".
  url.pathname = path.replace(/^\/+/, "/").replace(
    /[%\\\t\n\v\f\r ]/g,
    (found) =>
      `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  return url;
}
