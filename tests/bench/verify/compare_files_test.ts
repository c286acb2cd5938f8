import { assertEquals } from "@std/assert";
import { sha256 } from "../../../bench/plan/plan.ts";
import {
  compareChecksums,
  compareFiles,
  statedChecksums,
  statedSeed,
} from "../../../bench/verify/compare_files.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Reads a folder that holds these files. */
const folder = (files: Record<string, string>) => (name: string) =>
  Promise.resolve(name in files ? encode(files[name]) : undefined);

const EXPECTED = new Map([["a.csv", "x,y\n1,2\n"], ["b.csv", "z\n"]]);

Deno.test("compareFiles() says nothing of equal files and ignores others", async () => {
  const files = { "a.csv": "x,y\n1,2\n", "b.csv": "z\n", "notes.md": "mine" };
  assertEquals(await compareFiles(EXPECTED, folder(files)), []);
});

Deno.test("compareFiles() names file, line and column of what differs, and what is missing", async () => {
  assertEquals(
    await compareFiles(EXPECTED, folder({ "a.csv": "x,y\n1,3\n" })),
    [
      'a.csv differs at line 2, column 3: found "3", the journal gives "2"',
      "b.csv is missing",
    ],
  );
});

Deno.test("compareFiles() sees a change of line ends and a mark at the start", async () => {
  const changed = { "a.csv": "x,y\r\n1,2\r\n", "b.csv": "\uFEFFz\n" };
  assertEquals(
    (await compareFiles(EXPECTED, folder(changed))).map((text) =>
      text.split(":")[0]
    ),
    ["a.csv differs at line 1, column 4", "b.csv differs at line 1, column 1"],
  );
});

Deno.test("compareChecksums() names files that are missing or have another SHA-256", async () => {
  const stated = {
    "a.csv": await sha256(encode("a")),
    "b.csv": await sha256(encode("b")),
    "c.csv": "00",
  };
  const differences = await compareChecksums(
    stated,
    folder({ "a.csv": "a", "b.csv": "B" }),
  );
  assertEquals(differences, [
    `b.csv has the SHA-256 ${await sha256(
      encode("B"),
    )}, manifest.json states ${stated["b.csv"]}`,
    "c.csv is missing, which manifest.json lists",
  ]);
});

Deno.test("statedChecksums() and statedSeed() read a manifest and nothing else", () => {
  const manifest = encode('{"bootstrap_seed": 7, "sha256": {"a.csv": "0f"}}');
  assertEquals(statedChecksums(manifest), { "a.csv": "0f" });
  assertEquals(statedSeed(manifest), 7);
  for (const text of ["", "[]", "{}", '{"sha256": 1, "bootstrap_seed": "1"}']) {
    assertEquals(statedChecksums(encode(text)), undefined);
    assertEquals(statedSeed(encode(text)), undefined);
  }
  assertEquals(statedChecksums(undefined), undefined);
});
