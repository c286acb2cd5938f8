import { assert, assertEquals } from "@std/assert";
import { Journal } from "../../bench/journal/journal.ts";
import { JOURNAL_VERSION } from "../../bench/journal/records.ts";
import { fakePlan } from "../bench/fake_run.ts";
import { emptyFolder, run, SHORT_PLAN } from "./program.ts";

/** A mono WAV of a second of float32 or 16-bit samples. */
function wav(format: "float" | "pcm", sample: number): Uint8Array<ArrayBuffer> {
  const width = format === "float" ? 4 : 2;
  const view = new DataView(new ArrayBuffer(44 + 16000 * width));
  const text = (at: number, four: string) => {
    for (let i = 0; i < 4; i++) view.setUint8(at + i, four.charCodeAt(i));
  };
  text(0, "RIFF");
  view.setUint32(4, view.byteLength - 8, true);
  text(8, "WAVE");
  text(12, "fmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, format === "float" ? 3 : 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 16000, true);
  view.setUint32(28, 16000 * width, true);
  view.setUint16(32, width, true);
  view.setUint16(34, 8 * width, true);
  text(36, "data");
  view.setUint32(40, 16000 * width, true);
  for (let i = 0; i < 16000; i++) {
    if (format === "float") view.setFloat32(44 + 4 * i, sample, true);
    else view.setInt16(44 + 2 * i, sample, true);
  }
  return new Uint8Array(view.buffer);
}

/** Runs on a folder with one file and expects one sentence that names it. */
async function expectBadData(
  name: string,
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  culprit: string,
): Promise<void> {
  const data = await emptyFolder(`bad-${name}`);
  await Deno.mkdir(`${data}/wav`);
  await Deno.writeFile(`${data}/wav/${file}`, bytes);
  const out = await emptyFolder(`bad-${name}-out`);
  const ended = await run([
    "--corpus=emodb",
    `--data=${data}`,
    `--out=${out}`,
    "--quiet",
  ]);
  assertEquals(ended.code, 3, ended.stderr);
  assertEquals(ended.stderr.trim().split("\n").length, 1, ended.stderr);
  assert(ended.stderr.includes(culprit), ended.stderr);
}

const GOOD = wav("pcm", 1000);

Deno.test("bench names a WAV that is cut off in the middle", () =>
  expectBadData("cut", "03a01Fa.wav", GOOD.slice(0, 9000), "03a01Fa.wav"));

Deno.test("bench names a text file called .wav", () =>
  expectBadData(
    "text",
    "03a01Fa.wav",
    new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\n"),
    "03a01Fa.wav",
  ));

Deno.test("bench names a file whose label letter does not exist", () =>
  expectBadData("letter", "03a01Xa.wav", GOOD, "03a01Xa"));

Deno.test("bench names a file that holds samples which are not numbers", () =>
  expectBadData("nan", "03a01Fa.wav", wav("float", NaN), "03a01Fa.wav"));

for (
  const [what, args, code, culprit] of [
    [
      "a corpus folder that is missing",
      ["--corpus=emodb", "--data=no/such"],
      3,
      "no/such",
    ],
    ["an unknown flag", ["--nope"], 2, "--nope"],
    ["a negative seed", ["--seed", "-1"], 2, "--seed -1"],
    ["no trials", ["--trials", "0"], 2, "--trials 0"],
  ] as const
) {
  Deno.test(`bench refuses ${what} with ${code} and one sentence`, async () => {
    const out = await emptyFolder("refused");
    const ended = await run([...args, `--out=${out}`, "--quiet"]);
    assertEquals(ended.code, code, ended.stderr);
    assertEquals(ended.stderr.trim().split("\n").length, 1, ended.stderr);
    assert(ended.stderr.includes(culprit), ended.stderr);
    assertEquals(ended.stdout, "");
  });
}

Deno.test("bench refuses an empty corpus folder by name", async () => {
  const data = await emptyFolder("nothing");
  const ended = await run([
    "--corpus=emodb",
    `--data=${data}`,
    `--out=${await emptyFolder("nothing-out")}`,
    "--quiet",
  ]);
  assertEquals(ended.code, 3, ended.stderr);
  assert(ended.stderr.includes("it is empty"), ended.stderr);
});

Deno.test("bench leaves a folder alone that another run is writing to", async () => {
  const out = await emptyFolder("in-use");
  using _other = await Journal.open(`${out}/journal.jsonl`);
  const ended = await run([...SHORT_PLAN, `--out=${out}`, "--quiet"]);
  assertEquals(ended.code, 4, ended.stderr);
  assert(ended.stderr.includes("another run is writing"), ended.stderr);
  assertEquals((await Deno.stat(`${out}/journal.jsonl`)).size, 0);
});

Deno.test("bench does not write over another plan's run", async () => {
  const out = await emptyFolder("other-plan");
  const line = JSON.stringify({
    kind: "plan",
    journal: JOURNAL_VERSION,
    plan_hash: "0",
    plan: fakePlan([1]),
    suite: "0",
  }) + "\n";
  await Deno.writeTextFile(`${out}/journal.jsonl`, line);
  for (
    const [flags, says] of [[[], "--resume"], [
      ["--resume"],
      "its plan has",
    ]] as const
  ) {
    const ended = await run([
      ...SHORT_PLAN,
      ...flags,
      `--out=${out}`,
      "--quiet",
    ]);
    assertEquals(ended.code, 4, ended.stderr);
    assert(ended.stderr.includes(says), ended.stderr);
    assertEquals(await Deno.readTextFile(`${out}/journal.jsonl`), line);
  }
});
