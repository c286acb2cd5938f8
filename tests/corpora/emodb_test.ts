import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { EMODB_CHECKSUM, loadEmodb } from "../../corpora/entries/emodb.ts";
import { CorpusError } from "../../corpora/errors.ts";
import type { Emotion } from "../../corpora/types.ts";
import {
  kinds,
  memorySource,
  realFolder,
  recording,
  recordings,
} from "./folders.ts";
import { encodeWav } from "./wav_bytes.ts";

const real = realFolder("emodb");

/** Ten names of two speakers. */
const NAMES = ["Wa", "Lb", "Ea", "Aa", "Fb"].flatMap((
  end,
) => [`03a01${end}`, `08b10${end}`]);

Deno.test("loadEmodb() reads speaker, sex, text and emotion from the name", async () => {
  const letters: Record<string, Emotion> = {
    W: "anger",
    L: "boredom",
    E: "disgust",
    A: "fear",
    F: "happiness",
    N: "neutral",
    T: "sadness",
  };
  for (const [letter, emotion] of Object.entries(letters)) {
    const { utterances: [utterance] } = await loadEmodb(
      recordings([`16b03${letter}f`]),
    );
    const { id, speaker, sex, sentence } = utterance;
    assertEquals(
      { id, speaker, sex, sentence, emotion: utterance.emotion },
      {
        id: `16b03${letter}f`,
        speaker: "16",
        sex: "female",
        sentence: "b03",
        emotion,
      },
    );
  }
  const { utterances: [man] } = await loadEmodb(recordings(["15a07Nc"]));
  assertEquals([man.speaker, man.sex], ["15", "male"]);
});

Deno.test("loadEmodb() names the file when a code in its name does not exist", async () => {
  const cases = {
    "03a01Xa": 'found emotion letter "X", expected one of W, L, E, A, F, N, T',
    "04a01Fa": 'found speaker "04", expected one of 03, 08',
    "03c01Fa": 'found text "c01", expected one of a01',
  };
  for (const [name, words] of Object.entries(cases)) {
    const source = recordings([...NAMES, name]);
    const { message } = await assertRejects(
      () => loadEmodb(source),
      CorpusError,
      words,
    );
    assertStringIncludes(message, `Cannot label "wav/${name}.wav"`);
  }
});

/** A folder of the names, each file of one length at one rate. */
function altered(sampleRateHz: number, frames: number) {
  return memorySource(
    Object.fromEntries(
      NAMES.map((
        name,
      ) => [`wav/${name}.wav`, recording(name, { sampleRateHz, frames })]),
    ),
  );
}

Deno.test("loadEmodb() refuses a copy that is cut to 2.000 s at 22050 Hz unless it is allowed", async () => {
  const source = altered(22_050, 44_100);
  const finding =
    "found an altered copy: 10 of 10 files are at 22050 Hz and all last exactly " +
    "2.000 s, where the original is at 16000 Hz and lasts 1.23 to 8.98 s";
  await assertRejects(
    () => loadEmodb(source),
    CorpusError,
    `Cannot load EmoDB: ${finding}`,
  );
  const corpus = await loadEmodb(source, { allowAltered: true });
  assertEquals(corpus.notices[0], { kind: "altered", message: finding });
  assertEquals(
    corpus.utterances.map(({ samples }) => samples.length),
    NAMES.map(() => 32_000),
  );
});

Deno.test("loadEmodb() refuses a copy when only its rate or only its length is altered", async () => {
  await assertRejects(
    () => loadEmodb(altered(16_000, 32_000)),
    CorpusError,
    "all last exactly",
  );
  const mixed = memorySource({
    "03a01Fa.wav": recording("a"),
    "03a01Wa.wav": recording("b", { sampleRateHz: 11_025 }),
  });
  await assertRejects(
    () => loadEmodb(mixed),
    CorpusError,
    "1 of 2 files are at 11025 Hz",
  );
});

Deno.test({
  name: "loadEmodb() finds the original as published when the folder is whole",
  ignore: real === undefined,
  async fn() {
    if (real === undefined) return;
    const corpus = await loadEmodb(real);
    assertEquals(corpus.checksum, EMODB_CHECKSUM);
    assertEquals(corpus.notices, []);
    const counts = corpus.classes.map((emotion) => [
      emotion,
      corpus.utterances.filter((utterance) => utterance.emotion === emotion)
        .length,
    ]);
    assertEquals(Object.fromEntries(counts), {
      anger: 127,
      boredom: 81,
      disgust: 46,
      fear: 69,
      happiness: 71,
      neutral: 79,
      sadness: 62,
    });
    const speakers = Map.groupBy(corpus.utterances, ({ speaker }) => speaker);
    assertEquals(
      [...speakers].map((
        [speaker, theirs],
      ) => [speaker, theirs.length, theirs[0].sex]),
      [
        ["03", 49, "male"],
        ["08", 58, "female"],
        ["09", 43, "female"],
        ["10", 38, "male"],
        ["11", 55, "male"],
        ["12", 35, "male"],
        ["13", 61, "female"],
        ["14", 69, "female"],
        ["15", 56, "male"],
        ["16", 71, "female"],
      ],
    );
    assertEquals(
      new Set(corpus.utterances.map(({ sentence }) => sentence)).size,
      10,
    );
    assertEquals(corpus.utterances[0].id, "03a01Fa");
  },
});

Deno.test({
  name:
    "loadEmodb() says that samples differ when one recording of the whole is altered",
  ignore: real === undefined,
  async fn() {
    if (real === undefined) return;
    const loud = encodeWav({
      channels: [Array.from({ length: 20_000 }, (_, i) => i)],
    });
    const corpus = await loadEmodb({
      paths: real.paths,
      read: (path) =>
        path.endsWith("03a01Fa.wav") ? Promise.resolve(loud) : real.read(path),
    });
    assertEquals(kinds(corpus), ["altered"]);
    assertStringIncludes(
      corpus.notices[0].message,
      `expected ${EMODB_CHECKSUM}`,
    );
  },
});
