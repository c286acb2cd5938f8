/**
 * Prints the configuration that runs this project on the real `@std` packages:
 * `deno.json` without `links`, and with a lock file of its own.
 *
 * `deno task jsr-config` writes it to `deno.jsr.json` after each change of
 * `deno.json`; Deno cannot make one configuration inherit from another.
 *
 * @module
 */

/** Text of the configuration that uses JSR, made from the text of `deno.json`. */
export function jsrConfig(denoJson: string): string {
  const { links: _, ...config } = JSON.parse(denoJson);
  const lock = { path: "./deno.jsr.lock", frozen: false };
  return JSON.stringify({ ...config, lock }, null, 2) + "\n";
}

if (import.meta.main) {
  const path = new URL("../deno.json", import.meta.url);
  console.log(jsrConfig(Deno.readTextFileSync(path)).trimEnd());
}
