import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { CorpusError } from "../../../corpora/errors.ts";
import { corpusLoader } from "../../../corpora/registry.ts";
import type { TableSpec } from "../../../corpora/tables/types.ts";
import { memorySource } from "../folders.ts";
import { encodeWav } from "../wav_bytes.ts";

const RATE = 16_000;

/** A ramp whose values tell where a stretch of it began. */
function ramp(seconds: number) {
  const samples = Float64Array.from(
    { length: Math.round(seconds * RATE) },
    (_, i) => Math.round(32_768 * i / (10 * RATE)),
  );
  return encodeWav({
    sampleRateHz: RATE,
    channels: [samples],
  });
}

const WAVS = {
  "wav/a.wav": ramp(1),
  "wav/b.wav": ramp(2),
  "wav/c.wav": ramp(3),
};

async function load(
  table: string,
  text: string,
  spec: TableSpec = {},
  more: Record<string, string | Uint8Array<ArrayBuffer>> = {},
) {
  const source = memorySource({
    ...WAVS,
    ...more,
    [table]: new TextEncoder().encode(text),
  });
  return await corpusLoader("mine", source, spec).load(source);
}

const rows = [
  ["wav/a.wav", "joy", "s1", "x"],
  ["wav/b.wav", "anger", "s2", "y"],
  ["wav/c.wav", "joy", "s2", "x"],
];

Deno.test("a corpus from a table reads the usual names of columns and dialects alike", async () => {
  const csv = (head: readonly string[], mark: string) =>
    [head, ...rows].map((row) => row.join(mark)).join("\n") + "\n";
  const first = await load(
    "t.csv",
    csv(["path", "emotion", "speaker", "sentence"], ","),
  );
  assertEquals(first.classes, ["anger", "joy"]);
  assertEquals(
    first.utterances.map(({ id, emotion, speaker, sentence }) =>
      [id, emotion, speaker, sentence].join()
    ),
    ["a,joy,s1,x", "b,anger,s2,y", "c,joy,s2,x"],
  );
  for (
    const [name, text] of [
      ["t.csv", csv(["filename", "label", "spk", "text"], ";")],
      ["t.tsv", csv(["file", "emo", "speaker_id", "sentence"], "\t")],
      [
        "t.jsonl",
        rows.map(([wav, emo, speaker, sentence]) =>
          JSON.stringify({ wav, emo, speaker, sentence })
        ).join("\n"),
      ],
      [
        "metadata.csv",
        "\uFEFF" +
        csv(["file_name", "label", "speaker", "transcription"], ",")
          .replaceAll("\n", "\r\n"),
      ],
    ]
  ) {
    assertEquals((await load(name, text)).checksum, first.checksum, name);
  }
});

Deno.test("a table's segments are cut from their files, in seconds", async () => {
  const { utterances } = await load(
    "t.csv",
    "path,emotion,start,end\nwav/c.wav,joy,0.5,1\nwav/c.wav,anger,1,\nwav/a.wav,joy,,\n",
  );
  const of = (start: string) =>
    utterances.find(({ id }) => id.startsWith(`c@${start}`))!.samples;
  assertEquals(
    [of("0.5").length, of("1-").length, utterances.length],
    [RATE / 2, 2 * RATE, 3],
  );
  // The ramp grows by a tenth a second; 16 bits resolve 3e-5
  assertEquals(Math.abs(of("0.5")[0] - 0.05) < 1e-4, true);
});

Deno.test("the plan says what labels and columns mean", async () => {
  const corpus = await load(
    "t.csv",
    "f,feeling\nwav/a.wav,happy\nwav/b.wav,x\nwav/c.wav,angry\n",
    {
      columns: { path: "f", label: "feeling" },
      labels: { happy: "happiness", x: "" },
      languages: ["de"],
      licence: "CC0",
    },
  );
  assertEquals(corpus.classes, ["angry", "happiness"]);
  assertEquals(corpus.utterances.length, 2);
  assertEquals([corpus.languages, corpus.licence], [["de"], "CC0"]);
});

Deno.test("what is wrong in a table is one sentence with the line and the remedy", async () => {
  const cases: [text: string, sentence: RegExp][] = [
    ["path,emotion\nwav/a.wav,joy\nwav/no.wav,anger\n", /line 3.*no\.wav/],
    ["path,feeling\nwav/a.wav,joy\n", /no column is named emotion/],
    [
      "path,emotion\nwav/a.wav,joy\nwav/b.wav,Joy\n",
      /line 3.*"Joy" is spelt "joy" at line 2/,
    ],
    [
      "path,emotion,split\nwav/a.wav,joy,train\nwav/a.wav,joy,test\n",
      /line 3.*line 2 in part "train" and here in part "test"/,
    ],
    ["path,emotion\n../a.wav,joy\n", /line 2.*outside the data folder/],
    ["path,emotion\n/etc/none.wav,joy\n", /line 2/],
    ["path,emotion\nwav/a.wav\n", /line 2/],
    ["path,emotion\nwav/a.wav,\n", /line 2.*no label/],
    [
      "path,emotion,start,end\nwav/a.wav,joy,2,1\n",
      /line 2.*start before end/,
    ],
    ["path,emotion\n", /t\.csv/],
  ];
  for (const [text, sentence] of cases) {
    const error = await assertRejects(
      () => load("t.csv", text),
      CorpusError,
      undefined,
      text,
    );
    assertEquals(sentence.test(error.message), true, error.message);
    assertEquals(error.message.includes("\n"), false);
  }
});

Deno.test("one bad row of ten thousand is named by its line", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 9999 }), async (bad) => {
      const text = "path,emotion,start,end\n" +
        Array.from(
          { length: 10_000 },
          (_, i) =>
            `wav/${i === bad ? "missing" : "c"}.wav,${i % 2 ? "a" : "b"},${
              i / 10_000
            },${(i + 1) / 10_000}\n`,
        ).join("");
      const error = await assertRejects(
        () => load("t.csv", text),
        CorpusError,
      );
      assertStringIncludes(error.message, `line ${bad + 2}`);
    }),
    { seed: 2, numRuns: 5 },
  );
});

Deno.test("EmoBox's list is read with its folds, a fold each partition", async () => {
  const line = (name: string, emo: string) =>
    JSON.stringify({ key: name, wav: `downloads/wav/${name}.wav`, emo });
  const [a, b, c] = [line("a", "joy"), line("b", "sad"), line("c", "joy")];
  const corpus = await load("x.jsonl", [a, b, c].join("\n"), {}, {
    "fold_1/x_train_fold_1.jsonl": [b, c].join("\n"),
    "fold_1/x_test_fold_1.jsonl": a,
    "fold_2/x_train_fold_2.jsonl": a,
    "fold_2/x_test_fold_2.jsonl": [b, c].join("\n"),
  });
  assertEquals(corpus.partitions?.length, 2);
  assertEquals(
    corpus.utterances.map(({ official }) => official),
    [["test", "train"], ["train", "test"], ["train", "test"]],
  );
  assertEquals(corpus.utterances[0].speaker, undefined);
});

Deno.test("an audformat database is read with the sexes of its speakers' scheme", async () => {
  const header = `name: x
languages: [deu]
license: CC0-1.0
schemes:
  emotion: {dtype: str, labels: [joy, anger]}
  speaker:
    dtype: str
    labels:
      08: {gender: female}
      '03': {gender: male}
tables:
  emotion:
    type: filewise
    columns:
      emotion: {scheme_id: emotion}
  files:
    type: filewise
    columns:
      speaker: {scheme_id: speaker}
`;
  const corpus = await load("db.yaml", header, {}, {
    "db.emotion.csv": "file,emotion\nwav/a.wav,joy\nwav/b.wav,anger\n",
    "db.files.csv": "file,speaker\nwav/a.wav,08\nwav/b.wav,03\n",
  });
  assertEquals(
    corpus.utterances.map(({ speaker, sex, emotion }) => [
      speaker,
      sex,
      emotion,
    ]),
    [["08", "female", "joy"], ["03", "male", "anger"]],
  );
  assertEquals([corpus.languages, corpus.licence], [["deu"], "CC0-1.0"]);
});
