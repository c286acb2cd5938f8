import { dirname, fromFileUrl, join } from "@std/path";

/** Folder of the suite: what paths in `deno.json` are relative to. */
export const ROOT: string = dirname(
  dirname(dirname(fromFileUrl(import.meta.url))),
);

/** A path below the suite's folder. */
export function inSuite(...parts: readonly string[]): string {
  return join(ROOT, ...parts);
}
