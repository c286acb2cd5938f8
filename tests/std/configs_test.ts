import { assert, assertEquals } from "@std/assert";
import { jsrConfig } from "../../std/jsr_config.ts";

const REMEDY =
  "deno.jsr.json has to be made anew from deno.json: run `deno task jsr-config`";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFileSync(new URL(path, root));

Deno.test("deno.jsr.json differs from deno.json only in links and lock", () => {
  const { links, lock, ...rest } = JSON.parse(read("deno.json"));
  const { lock: jsrLock, ...jsrRest } = JSON.parse(read("deno.jsr.json"));
  assert(Array.isArray(links) && links.length > 0);
  assertEquals(jsrRest, rest, REMEDY);
  assertEquals(jsrLock, { path: "./deno.jsr.lock", frozen: false }, REMEDY);
  assert(lock.path !== jsrLock.path);
});

Deno.test("deno.jsr.json is the text that jsrConfig() makes", () => {
  assertEquals(read("deno.jsr.json"), jsrConfig(read("deno.json")), REMEDY);
});

Deno.test("each link is the least version that its import accepts", () => {
  const { links, imports } = JSON.parse(read("deno.json"));
  for (const link of links) {
    const { name, version } = JSON.parse(read(`${link}/deno.json`));
    assertEquals(imports[name], `jsr:${name}@^${version}`);
  }
});
