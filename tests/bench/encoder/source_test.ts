import { assertEquals, assertRejects } from "@std/assert";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { readSource } from "../../../bench/encoder/source.ts";
import { ModelError } from "../../../model/mod.ts";

const FIXTURES = "tests/model/encoders/fixtures/wav2vec2";

Deno.test("readSource() reads a folder's weights and what lies beside them, under the checksum of sha256sum's listing", async () => {
  const { files, record } = await readSource(
    "wav2vec2",
    `${FIXTURES}/speechbrain`,
    ".",
  );
  const names = [
    "config.json",
    "hyperparams.yaml",
    "preprocessor_config.json",
    "wav2vec2.ckpt",
  ];
  assertEquals([...files.keys()], names);
  assertEquals(record, {
    name: "wav2vec2",
    package: "folder speechbrain",
    file: names.join(", "),
    // cd speechbrain; sha256sum * | sha256sum (coreutils 9.1)
    sha256: "23d947df43278d4d9b39bd8635e4b1edcd382307267faa0a26c32b9d61c49a43",
    licence: "as its publisher states",
  });
});

Deno.test("readSource() says what to do when a folder is missing, a file, or without weights", async () => {
  const cases: [string, new (message: string) => Error, string][] = [
    [
      "nowhere",
      DataError,
      'weights folder "nowhere": there is no such folder; download https://huggingface.co/',
    ],
    ["deno.json", DataError, 'weights folder "deno.json": there is no such'],
    [FIXTURES, ModelError, "its folder has no weights, expected one of"],
  ];
  for (const [folder, kind, message] of cases) {
    await assertRejects(
      () => readSource("wav2vec2", folder, "."),
      kind,
      message,
    );
  }
});
