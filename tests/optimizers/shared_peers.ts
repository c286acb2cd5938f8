/**
 * The recorded numbers of the real libraries in ../shared/peers, an optional
 * folder beside the checkout: tests that need it skip where it is absent.
 */
const FOLDER = new URL("../../../shared/peers/", import.meta.url);

/** Whether the folder is there; says once when it is not. */
export const hasPeers: boolean = (() => {
  try {
    return Deno.statSync(FOLDER).isDirectory;
  } catch {
    console.log(
      "skipped: tests against recorded peers need the folder ../shared/peers",
    );
    return false;
  }
})();

/** Text of a file of the folder. */
export function readPeersText(name: string): string {
  return Deno.readTextFileSync(new URL(name, FOLDER));
}

/** A parsed file of the folder. */
export function readPeers<T>(name: string): T {
  return JSON.parse(readPeersText(name));
}
