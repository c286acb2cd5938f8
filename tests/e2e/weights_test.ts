import { assert, assertEquals } from "@std/assert";
import { parseJournal } from "../../bench/journal/journal.ts";
import { emptyFolder, run } from "./program.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const FIXTURES = `${ROOT}tests/model/encoders/fixtures/wav2vec2`;

/** One trial of the smallest corpus on weights in a folder. */
const on = (weights: string, out: string, ...more: string[]) =>
  run([
    "--encoder=wav2vec2",
    `--weights=${weights}`,
    "--utterances=70",
    "--optimizer=random",
    "--seed=1",
    "--trials=1",
    "--jobs=1",
    `--out=${out}`,
    "--quiet",
    ...more,
  ]);

Deno.test("bench runs wav2vec 2.0 out of a folder and does not resume on another one", async () => {
  const out = await emptyFolder("weights");
  const ended = await on(`${FIXTURES}/speechbrain`, out);
  assertEquals(ended.code, 0, ended.stderr);
  const path = `${out}/journal.jsonl`;
  const { records } = parseJournal(await Deno.readFile(path), path);
  const material = records.find((record) => record.kind === "material")!;
  assertEquals(material.encoder.package, "folder speechbrain");
  assertEquals(material.recipe.stem, "frozen");

  const same = await on(`${FIXTURES}/speechbrain`, out, "--resume");
  assertEquals(same.code, 0, same.stderr);
  const other = await on(`${FIXTURES}/base`, out, "--resume");
  assertEquals(other.code, 3, other.stderr);
  assert(
    other.stderr.includes('Cannot resume on encoder "wav2vec2": its SHA-256'),
    other.stderr,
  );
});

Deno.test("bench executes nothing of hostile weights and says what they ask for", async () => {
  const weights = await emptyFolder("hostile-weights");
  for (const name of ["config.json", "preprocessor_config.json"]) {
    await Deno.copyFile(
      `${FIXTURES}/speechbrain/${name}`,
      `${weights}/${name}`,
    );
  }
  await Deno.copyFile(
    `${ROOT}tests/model/weights/fixtures/os_system.ckpt`,
    `${weights}/wav2vec2.ckpt`,
  );
  const ended = await on(weights, await emptyFolder("hostile-out"));
  assertEquals(ended.code, 3, ended.stderr);
  assertEquals(ended.stderr.trim().split("\n").length, 1, ended.stderr);
  assert(ended.stderr.includes('asks for "posix.system"'), ended.stderr);
});
