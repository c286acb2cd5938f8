/**
 * Path that a file URL leads to.
 *
 * @param url URL, or its text
 * @returns The path, absolute
 * @throws {TypeError} If `url` is no URL, or not one of a file
 */
export function fromFileUrl(url: URL | string): string {
  const { protocol, pathname } = new URL(url);
  if (protocol !== "file:") {
    throw new TypeError(`URL must be a file URL: received "${protocol}"`);
  }
  return decodeURIComponent(pathname.replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));
}
