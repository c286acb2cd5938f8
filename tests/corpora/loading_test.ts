import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { loadEmodb } from "../../corpora/entries/emodb.ts";
import { CorpusError } from "../../corpora/errors.ts";
import { loadCorpus } from "../../corpora/registry.ts";
import type { FileSource } from "../../corpora/types.ts";
import { kinds, memorySource, recording, recordings } from "./folders.ts";
import { encodeWav } from "./wav_bytes.ts";

const NAMES = ["03a01Fa", "03a01Wa", "08a02Nb"];

/** The three recordings with others beside or instead of them. */
function folder(
  changes: Record<string, Uint8Array<ArrayBuffer> | string>,
): FileSource {
  const files = Object.fromEntries(
    NAMES.map((name) => [`wav/${name}.wav`, recording(name)]),
  );
  return memorySource({ ...files, ...changes });
}

Deno.test("loadCorpus() sorts by id and names rate, order of classes and progress", async () => {
  const progress: string[] = [];
  const corpus = await loadCorpus(
    "emodb",
    recordings(NAMES.toReversed(), "EmoDB/x y/wav/"),
    {
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    },
  );
  assertEquals(corpus.utterances.map(({ id }) => id), NAMES);
  assertEquals(corpus.classes, corpus.classes.toSorted());
  assertEquals(corpus.utterances[0].sourceRateHz, 16_000);
  assertEquals(progress, ["1/3", "2/3", "3/3"]);
});

Deno.test("loadCorpus() refuses a name when there is no such corpus", () => {
  for (const name of ["Emo DB", "toString"]) {
    assertThrows(
      () => loadCorpus(name, recordings(NAMES)),
      RangeError,
      `Cannot load corpus "${name}": no such corpus, expected one of emodb, ravdess, crema-d`,
    );
  }
});

Deno.test("loadCorpus() says what it found when the folder holds none of the corpus", async () => {
  const cases: [FileSource, string][] = [
    [memorySource({}), "found no WAV file in the folder"],
    [
      memorySource({ "readme.txt": "hello" }),
      "found no WAV file in the folder",
    ],
    [
      recordings(["03-01-05-01-01-01-17"], ""),
      'found only "03-01-05-01-01-01-17.wav"',
    ],
  ];
  for (const [source, words] of cases) {
    const { message } = await assertRejects(
      () => loadCorpus("emodb", source),
      CorpusError,
      words,
    );
    assertStringIncludes(message, "Cannot load EmoDB: ");
    assertStringIncludes(message, "expected files named SSTTTEV.wav");
  }
});

Deno.test("loadCorpus() names the file when one of many cannot be read", async () => {
  const cases: [string, Uint8Array<ArrayBuffer> | string, string][] = [
    [
      "text",
      "version https://git-lfs.github.com/spec/v1\n",
      "found a Git LFS pointer",
    ],
    ["cut", recording("cut").slice(0, 70), "the file is cut off"],
    [
      "nan",
      encodeWav({ channels: [[NaN]], codec: "float", bits: 32 }),
      "found the sample NaN",
    ],
  ];
  for (const [what, bytes, words] of cases) {
    const path = "wav/08a02Nb.wav";
    const { message } = await assertRejects(
      () => loadEmodb(folder({ [path]: bytes })),
      CorpusError,
      words,
    );
    assertStringIncludes(
      message,
      `Cannot read WAV file "${path}" at byte `,
      what,
    );
  }
});

Deno.test("loadCorpus() finds files in any folder and case and leaves others out with a notice", async () => {
  const corpus = await loadEmodb(folder({
    "more/deep/09a05Tb.WAV": recording("a"),
    "wav/._03a01Fa.wav": "macOS keeps its own things here",
    "__MACOSX/wav/._08a02Nb.wav": "and here",
    "wav/noise.wav": "not read at all",
    "wav/.hidden/x.wav": "nor this",
    "wav/03a01Fa.txt": "",
  }));
  assertEquals(corpus.utterances.map(({ id }) => id), [...NAMES, "09a05Tb"]);
  assertEquals(corpus.notices[0], {
    kind: "foreign",
    message:
      "2 WAV files left out, not named SSTTTEV.wav such as 03a01Fa.wav: " +
      '"wav/.hidden/x.wav", "wav/noise.wav"',
  });
});

Deno.test("loadCorpus() uses copies once and refuses two files of one name when they differ", async () => {
  const same = await loadEmodb(
    folder({ "copy/03a01Fa.wav": recording("03a01Fa") }),
  );
  assertEquals(same.utterances.length, 3);
  assertEquals(same.notices[0], {
    kind: "copy",
    message:
      '1 file found more than once with equal bytes, used once: "03a01Fa"',
  });
  const { message } = await assertRejects(
    () => loadEmodb(folder({ "copy/03a01Fa.wav": recording("other") })),
    CorpusError,
  );
  assertStringIncludes(
    message,
    '"copy/03a01Fa.wav" and "wav/03a01Fa.wav" have one name but differ',
  );
});

Deno.test("loadCorpus() lists silence, duplicates, conflicts and odd levels in a fixed order", async () => {
  const silent = encodeWav({ channels: [new Array(30).fill(0)] });
  const loud = encodeWav({
    channels: [[0, 12_000, -9]],
    codec: "float",
    bits: 32,
  });
  const stereo = recording("stereo", { channels: 2 });
  const corpus = await loadEmodb(folder({
    "wav/03a01Nc.wav": silent,
    "wav/03a02Fa.wav": recording("twin"),
    "wav/03a02Fb.wav": recording("twin"),
    "wav/03a04Fa.wav": recording("torn"),
    "wav/03a04Wa.wav": recording("torn"),
    "wav/03a05Fa.wav": loud,
    "wav/03a07Fa.wav": stereo,
  }));
  assertEquals(kinds(corpus), [
    "count",
    "channels",
    "length",
    "range",
    "silence",
    "duplicate",
    "conflict",
  ]);
  const messages = Object.fromEntries(
    corpus.notices.map(({ kind, message }) => [kind, message]),
  );
  assertStringIncludes(
    messages.count,
    "found 10 of 535 recordings (anger 2 of 127, boredom 0 of 81",
  );
  assertEquals(
    messages.channels,
    '1 recording with several channels, averaged: "03a07Fa"',
  );
  assertStringIncludes(
    messages.length,
    "10 recordings outside the original's 1.23 to 8.98 s",
  );
  assertEquals(
    messages.range,
    '1 recording with samples beyond 2 times full scale: "03a05Fa"',
  );
  assertEquals(messages.silence, '1 recording of digital silence: "03a01Nc"');
  assertEquals(
    messages.duplicate,
    'one recording under several names: "03a02Fa", "03a02Fb"',
  );
  assertEquals(
    messages.conflict,
    'one recording under the labels happiness, anger: "03a04Fa", "03a04Wa"',
  );
});

Deno.test("loadCorpus() warns of the bandwidth when rates are mixed", async () => {
  const names = ["1001_DFA_ANG_XX", "1001_DFA_HAP_XX"];
  const corpus = await loadCorpus(
    "crema-d",
    memorySource({
      [`${names[0]}.wav`]: recording("a"),
      [`${names[1]}.wav`]: recording("b", { sampleRateHz: 11_025 }),
    }),
  );
  const rate = corpus.notices.find(({ kind }) => kind === "rate")?.message ??
    "";
  assertStringIncludes(rate, "found 1 file at 11025 Hz, 1 file at 16000 Hz");
  assertStringIncludes(rate, "bandwidth may give the class away");
});

Deno.test("loadCorpus() gives the same checksum when the folders differ and another when a label does", async () => {
  const here = await loadEmodb(recordings(NAMES, "a/"));
  const there = await loadEmodb(recordings(NAMES, "b/c/"));
  assertEquals(here.checksum, there.checksum);
  const files = Object.fromEntries(
    NAMES.map((name) => [`${name}.wav`, recording(name)]),
  );
  const { "03a01Fa.wav": moved, ...others } = files;
  const relabelled = await loadEmodb(
    memorySource({ ...others, "03a01Ta.wav": moved }),
  );
  assertEquals(new Set([here.checksum, relabelled.checksum]).size, 2);
});
