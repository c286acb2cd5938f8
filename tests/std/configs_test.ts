import { assert, assertEquals } from "@std/assert";
import { jsrConfig } from "../../std/jsr_config.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string) => Deno.readTextFileSync(new URL(path, root));

Deno.test("jsrConfig() differs from deno.json only in links and lock", () => {
  const { links, lock, ...rest } = JSON.parse(read("deno.json"));
  const { lock: jsrLock, ...jsrRest } = JSON.parse(
    jsrConfig(read("deno.json")),
  );
  assert(Array.isArray(links) && links.length > 0);
  assertEquals(jsrRest, rest);
  assertEquals(jsrLock, { path: "./deno.jsr.lock", frozen: false });
  assert(lock.path !== jsrLock.path);
});

Deno.test("each link is the least version that its import accepts", () => {
  const { links, imports } = JSON.parse(read("deno.json"));
  for (const link of links) {
    const { name, version } = JSON.parse(read(`${link}/deno.json`));
    assertEquals(imports[name], `jsr:${name}@^${version}`);
  }
});
