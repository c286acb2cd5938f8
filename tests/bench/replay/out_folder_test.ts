import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { RefusedError } from "../../../bench/command/exit_codes.ts";
import { writeFolder } from "../../../bench/replay/out_folder.ts";

const CACHE = fromFileUrl(new URL("../../../.cache/", import.meta.url));
const OURS = '{"name":"replay"}';

async function inFolder(use: (folder: string) => Promise<void>) {
  await Deno.mkdir(CACHE, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: CACHE });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("writeFolder() replaces an earlier replay, of which nothing stays, and leaves the rest", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "README.md"), "mine");
    await writeFolder(
      folder,
      new Map([["datapackage.json", OURS], ["replay_regret.csv", "old"]]),
    );
    await writeFolder(
      folder,
      new Map([["datapackage.json", OURS], ["manifest.json", "new"]]),
    );
    assertEquals(names(folder), [
      "README.md",
      "datapackage.json",
      "manifest.json",
    ]);
  });
});

for (
  const [what, files] of [
    ["a run", { "manifest.json": "{}", "datapackage.json": '{"name":"run"}' }],
    ["someone", { "replay.csv": "1" }],
    ["no one in JSON", { "datapackage.json": "{" }],
  ] as const
) {
  Deno.test(`writeFolder() refuses to replace what ${what} wrote`, async () => {
    await inFolder(async (folder) => {
      for (const [name, text] of Object.entries(files)) {
        await Deno.writeTextFile(join(folder, name), text);
      }
      const error = await assertRejects(
        () => writeFolder(folder, new Map([["datapackage.json", OURS]])),
        RefusedError,
        Object.keys(files)[0],
      );
      assertEquals(error.exitCode, 4);
      for (const [name, text] of Object.entries(files)) {
        assertEquals(await Deno.readTextFile(join(folder, name)), text);
      }
    });
  });
}
