import { assert, assertEquals, assertRejects } from "@std/assert";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { makeFolder } from "../../../bench/command/files.ts";
import { emptyFolder } from "../captured.ts";

Deno.test("makeFolder() makes a folder and those above it, and takes one that is there", async () => {
  const path = `${await emptyFolder("make-folder")}/a/b`;
  for (const _ of ["new", "there"]) {
    await makeFolder("out", path);
    assert((await Deno.stat(path)).isDirectory);
  }
});

Deno.test("makeFolder() names flag and path when a file stands in the way", async () => {
  const file = `${await emptyFolder("make-folder-file")}/file`;
  await Deno.writeTextFile(file, "kept");
  for (const path of [file, `${file}/below`]) {
    const { message } = await assertRejects(
      () => makeFolder("cache", path),
      UsageError,
    );
    assert(message.includes(`--cache "${path}"`), message);
  }
  assertEquals(await Deno.readTextFile(file), "kept");
});
