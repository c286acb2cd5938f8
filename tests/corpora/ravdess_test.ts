import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { CorpusError } from "../../corpora/errors.ts";
import { loadRavdess } from "../../corpora/entries/ravdess.ts";
import {
  kinds,
  memorySource,
  realFolder,
  recording,
  recordings,
} from "./folders.ts";

const third = realFolder("ravdess");
const originals = realFolder("ravdess_original");

Deno.test("loadRavdess() reads actor, sex, statement and emotion from the name", async () => {
  const codes = {
    "01": "neutral",
    "02": "calm",
    "03": "happiness",
    "04": "sadness",
    "05": "anger",
    "06": "fear",
    "07": "disgust",
    "08": "surprise",
  };
  for (const [code, emotion] of Object.entries(codes)) {
    const name = `03-01-${code}-01-02-01-24`;
    const { utterances: [utterance] } = await loadRavdess(recordings([name]));
    const { id, speaker, sex, sentence } = utterance;
    assertEquals(
      { id, speaker, sex, sentence, emotion: utterance.emotion },
      { id: name, speaker: "24", sex: "female", sentence: "02", emotion },
    );
  }
  const { utterances: [man] } = await loadRavdess(
    recordings(["03-01-05-02-01-01-23"]),
  );
  assertEquals([man.speaker, man.sex], ["23", "male"]);
});

Deno.test("loadRavdess() names the file when a code in its name does not exist", async () => {
  const cases = {
    "03-01-09-01-01-01-01": 'found emotion code "09"',
    "03-01-05-03-01-01-01": 'found intensity "03"',
    "03-01-01-02-01-01-01":
      'found intensity of neutral "02", expected one of 01',
    "03-01-05-01-03-01-01": 'found statement "03"',
    "03-01-05-01-01-03-01": 'found repetition "03"',
    "03-01-05-01-01-01-25": 'found actor "25", expected 01 to 24',
    "03-03-05-01-01-01-01": 'found vocal channel "03"',
    "04-01-05-01-01-01-01": 'found modality "04"',
  };
  for (const [name, words] of Object.entries(cases)) {
    const { message } = await assertRejects(
      () => loadRavdess(recordings([name])),
      CorpusError,
    );
    assertStringIncludes(message, `Cannot label "wav/${name}.wav": ${words}`);
  }
});

Deno.test("loadRavdess() leaves songs and sound tracks out and says so", async () => {
  const corpus = await loadRavdess(
    recordings([
      "03-01-05-01-01-01-01",
      "03-02-05-01-01-01-01",
      "01-01-05-01-01-01-01",
    ]),
  );
  assertEquals(corpus.utterances.map(({ id }) => id), ["03-01-05-01-01-01-01"]);
  assertEquals(kinds(corpus).slice(0, 2), ["skipped", "skipped"]);
  assertStringIncludes(
    corpus.notices[0].message,
    '1 file left out as songs: "wav/03-02-05-01-01-01-01.wav"',
  );
  assertStringIncludes(
    corpus.notices[1].message,
    "left out as sound tracks of videos",
  );
});

Deno.test("loadRavdess() uses a file once when the distribution holds it in two folders", async () => {
  const name = "03-01-05-01-01-01-01";
  const bytes = recording(name, { sampleRateHz: 48_000, frames: 144_000 });
  const corpus = await loadRavdess(memorySource({
    [`Actor_01/${name}.wav`]: bytes,
    [`audio_speech_actors_01-24/Actor_01/${name}.wav`]: bytes.slice(),
  }));
  assertEquals(corpus.utterances.length, 1);
  assertEquals(kinds(corpus), ["copy", "count"]);
});

Deno.test({
  name: "loadRavdess() accepts all 1440 official names and finds none missing",
  ignore: originals === undefined,
  async fn() {
    if (originals === undefined) return;
    const list = new TextDecoder().decode(
      await originals.read("full_set_sha256.txt"),
    );
    const paths = list.trim().split("\n").map((line) => line.split(/ +/)[2]);
    const corpus = await loadRavdess({
      paths: paths.sort(),
      read: (path) =>
        Promise.resolve(recording(path, { sampleRateHz: 48_000 })),
    });
    assertEquals(corpus.utterances.length, 1440);
    assert(
      !kinds(corpus).some((kind) =>
        ["count", "foreign", "name", "rate"].includes(kind)
      ),
    );
  },
});

Deno.test({
  name:
    "loadRavdess() finds the balanced third and says that it is partial and converted",
  ignore: third === undefined,
  async fn() {
    if (third === undefined) return;
    const corpus = await loadRavdess(third);
    assertEquals(corpus.utterances.length, 360);
    for (const emotion of corpus.classes) {
      const utterances = corpus.utterances.filter((utterance) =>
        utterance.emotion === emotion
      );
      assertEquals(utterances.length, emotion === "neutral" ? 24 : 48);
    }
    assertEquals(kinds(corpus), ["count", "rate"]);
    assertStringIncludes(
      corpus.notices[0].message,
      "found 360 of 1440 recordings",
    );
    assertStringIncludes(
      corpus.notices[1].message,
      "found 360 files at 16000 Hz",
    );
  },
});

Deno.test({
  name:
    "loadRavdess() reads originals past their extra chunks, averages stereo, finds the pair",
  ignore: originals === undefined,
  async fn() {
    if (originals === undefined) return;
    const corpus = await loadRavdess(originals);
    assertEquals(corpus.utterances.length, 7);
    assertEquals(kinds(corpus), ["count", "channels", "duplicate"]);
    assertStringIncludes(
      corpus.notices[1].message,
      '2 recordings with several channels, averaged: "03-01-03-01-02-01-20", "03-01-08-01-02-02-01"',
    );
    assertStringIncludes(
      corpus.notices[2].message,
      '"03-01-03-01-02-01-07", "03-01-03-01-02-02-07"',
    );
  },
});

Deno.test({
  name:
    "loadRavdess() resamples an original as soxr did for the balanced third",
  ignore: third === undefined || originals === undefined,
  async fn() {
    if (third === undefined || originals === undefined) return;
    const path = "Actor_01/03-01-01-01-01-01-01.wav";
    const only = (source: typeof third) => ({ ...source, paths: [path] });
    const { utterances: [ours] } = await loadRavdess(only(originals));
    const { utterances: [theirs] } = await loadRavdess(only(third));
    assertEquals(ours.samples.length, theirs.samples.length);
    let error = 0;
    let power = 0;
    for (let i = 0; i < ours.samples.length; i++) {
      error += (ours.samples[i] - theirs.samples[i]) ** 2;
      power += theirs.samples[i] ** 2;
    }
    // Theirs is rounded to 16 bits and passes what lies between 7 and 8 kHz.
    const ratioDb = 10 * Math.log10(error / power);
    assert(ratioDb < -40, `difference ${ratioDb} dB`);
  },
});
