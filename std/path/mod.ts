/**
 * Stand-in for `@std/path` 1.1.6 (JSR), for machines that cannot reach JSR:
 * its functions as they are on Linux and macOS, where paths are separated by
 * `/`. Windows paths, the `posix` and `windows` modules, `joinGlobs`,
 * `normalizeGlob` and `toNamespacedPath` are left out.
 *
 * @module
 */
export * from "./basename.ts";
export * from "./common.ts";
export * from "./constants.ts";
export * from "./dirname.ts";
export * from "./extname.ts";
export * from "./format.ts";
export * from "./from_file_url.ts";
export * from "./glob_to_regexp.ts";
export * from "./is_absolute.ts";
export * from "./is_glob.ts";
export * from "./join.ts";
export * from "./normalize.ts";
export * from "./parse.ts";
export * from "./relative.ts";
export * from "./resolve.ts";
export * from "./to_file_url.ts";
export * from "./types.ts";
