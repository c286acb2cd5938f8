/**
 * Writes the configuration that runs this project on the real `@std` packages,
 * `deno.jsr.json`: `deno.json` without `links`, and with a lock file of its own.
 *
 * `deno task test:jsr` makes it before it starts; Deno cannot make one
 * configuration inherit from another.
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
  const at = (name: string) => new URL(`../${name}`, import.meta.url);
  const config = jsrConfig(Deno.readTextFileSync(at("deno.json")));
  Deno.writeTextFileSync(at("deno.jsr.json"), config);
}
