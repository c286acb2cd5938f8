import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { basename } from "@std/path";
import { outFolder } from "../../../bench/outputs/out_folder.ts";
import { optionsOf } from "../options.ts";

async function folderOf(...args: string[]): Promise<string> {
  const { plan, run } = optionsOf(args);
  return await outFolder(plan, run);
}

Deno.test("outFolder() is the folder that was asked for", async () => {
  assertEquals(await folderOf("--out", "here/a,b"), "here/a,b");
});

Deno.test("outFolder() names a plan's folder by its lists, without commas, which Deno takes for several paths", async () => {
  const name = basename(
    await folderOf("--corpus", "synthetic,emodb", "--recipe", "quick,strong"),
  );
  assert(/^synthetic-emodb-paper-quick-strong-[0-9a-f]{8}/.test(name), name);
});

Deno.test("outFolder() tells plans apart that differ in a seed", async () => {
  assertNotEquals(await folderOf("--seed=1"), await folderOf("--seed=2"));
  assertEquals(await folderOf("--seed=1"), await folderOf("--seed", "1"));
});
