import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { loadCremaD } from "../../corpora/entries/crema_d.ts";
import { CorpusError } from "../../corpora/errors.ts";
import {
  kinds,
  memorySource,
  realFolder,
  recording,
  recordings,
} from "./folders.ts";

const originals = realFolder("crema-d");
const narrow = realFolder("crema-d_11k");

const NAME = "1001_DFA_ANG_XX";
const HEADER = '"ActorID","Age","Sex","Race","Ethnicity"\n';

/** One recording beside a table of actors. */
const withTable = (rows: string) =>
  memorySource({
    [`AudioWAV/${NAME}.wav`]: recording(NAME),
    "VideoDemographics.csv": HEADER + rows,
  });

Deno.test("loadCremaD() reads actor, sentence and emotion from the name", async () => {
  const codes = {
    ANG: "anger",
    DIS: "disgust",
    FEA: "fear",
    HAP: "happiness",
    NEU: "neutral",
    SAD: "sadness",
  };
  for (const [code, emotion] of Object.entries(codes)) {
    const id = `1091_TSI_${code}_XX`;
    const { utterances: [utterance] } = await loadCremaD(recordings([id]));
    const { speaker, sentence } = utterance;
    assertEquals({ speaker, sentence, emotion: utterance.emotion }, {
      speaker: "1091",
      sentence: "TSI",
      emotion,
    });
  }
});

Deno.test("loadCremaD() names the file when a code in its name does not exist", async () => {
  const cases = {
    "1092_DFA_ANG_XX": 'found actor "1092", expected 1001 to 1091',
    "1001_ABC_ANG_XX": 'found sentence "ABC"',
    "1001_DFA_SUR_XX":
      'found emotion code "SUR", expected one of ANG, DIS, FEA, HAP, NEU, SAD',
    "1001_DFA_ANG_HI": 'found level of DFA_ANG "HI", expected one of XX',
    "1001_IEO_ANG_XX":
      'found level of IEO_ANG "XX", expected one of LO, MD, HI',
    "1001_IEO_NEU_LO": 'found level of IEO_NEU "LO", expected one of XX',
  };
  for (const [name, words] of Object.entries(cases)) {
    const { message } = await assertRejects(
      () => loadCremaD(recordings([name])),
      CorpusError,
    );
    assertStringIncludes(message, `Cannot label "wav/${name}.wav": ${words}`);
  }
});

Deno.test("loadCremaD() reads the misspelt file under its official name", async () => {
  const corpus = await loadCremaD(recordings(["1040_ITH_SAD_X"]));
  assertEquals(corpus.utterances[0].id, "1040_ITH_SAD_XX");
  assertEquals(kinds(corpus)[0], "name");
});

Deno.test("loadCremaD() takes the speakers' sex from the table when it is there", async () => {
  const woman = await loadCremaD(
    withTable('1001,51,"Female","Caucasian","Not Hispanic"\n'),
  );
  assertEquals(woman.utterances[0].sex, "female");
  const other = await loadCremaD(
    withTable('1002,21,"Male","Caucasian","Not Hispanic"\n'),
  );
  assertEquals(other.utterances[0].sex, undefined);
  const none = await loadCremaD(recordings([NAME]));
  assertEquals(none.utterances[0].sex, undefined);
  assertEquals(kinds(none).at(-1), "sex");
});

Deno.test("loadCremaD() names the table when it is not as published", async () => {
  for (
    const [rows, words] of [
      [
        '1001,51,"F","Caucasian","Not Hispanic"\n',
        'found actor "1001" of sex "F"',
      ],
      [
        '2001,51,"Male","Caucasian","Not Hispanic"\n',
        'found actor "2001" of sex "Male"',
      ],
      ["1001,51\n", "line 2"],
    ]
  ) {
    const { message } = await assertRejects(
      () => loadCremaD(withTable(rows)),
      CorpusError,
    );
    assertStringIncludes(message, 'Cannot read "VideoDemographics.csv"');
    assertStringIncludes(message, words);
  }
});

Deno.test({
  name:
    "loadCremaD() accepts all 7442 official names, finds none missing and every sex",
  ignore: originals === undefined,
  async fn() {
    if (originals === undefined) return;
    const list = new TextDecoder().decode(
      await originals.read("AudioWAV_official_sha256.txt"),
    );
    const paths = list.trim().split("\n").map((line) =>
      `AudioWAV/${line.split(/ +/)[2]}`
    );
    const corpus = await loadCremaD({
      paths: ["VideoDemographics.csv", ...paths].sort(),
      read: (path) =>
        path.endsWith(".csv")
          ? originals.read(path)
          : Promise.resolve(recording(path)),
    });
    assertEquals(corpus.utterances.length, 7442);
    assertEquals(
      kinds(corpus).filter((kind) =>
        ["count", "foreign", "sex"].includes(kind)
      ),
      [],
    );
    const sexes = new Map(
      corpus.utterances.map(({ speaker, sex }) => [speaker, sex]),
    );
    const women = [...sexes.values()].filter((sex) => sex === "female").length;
    assertEquals([sexes.size, women], [91, 43]);
  },
});

Deno.test({
  name:
    "loadCremaD() finds silence and the two conflicting pairs among the originals",
  ignore: originals === undefined,
  async fn() {
    if (originals === undefined) return;
    const corpus = await loadCremaD(originals);
    const found = Map.groupBy(corpus.utterances, ({ emotion }) => emotion);
    assertEquals(corpus.classes.map((emotion) => found.get(emotion)?.length), [
      4,
      6,
      2,
      15,
      3,
      15,
    ]);
    assertEquals(kinds(corpus), ["count", "silence", "conflict", "conflict"]);
    const [, silence, first, second] = corpus.notices.map(({ message }) =>
      message
    );
    assertEquals(silence, '1 recording of digital silence: "1076_MTI_SAD_XX"');
    assertStringIncludes(
      first,
      'happiness, neutral: "1006_TIE_HAP_XX", "1006_TIE_NEU_XX"',
    );
    assertStringIncludes(
      second,
      'disgust, sadness: "1013_WSI_DIS_XX", "1013_WSI_SAD_XX"',
    );
    const sexes = new Map(
      corpus.utterances.map(({ speaker, sex }) => [speaker, sex]),
    );
    assertEquals([sexes.get("1001"), sexes.get("1004")], ["male", "female"]);
    assertEquals(sexes.size, 24);
  },
});

Deno.test({
  name: "loadCremaD() says that the 11 kHz copies are converted",
  ignore: narrow === undefined,
  async fn() {
    if (narrow === undefined) return;
    const corpus = await loadCremaD(narrow);
    assertEquals(kinds(corpus), ["count", "rate", "sex"]);
    assertStringIncludes(
      corpus.notices[1].message,
      "found 336 files at 11025 Hz",
    );
    const seconds = corpus.utterances.reduce(
      (sum, u) => sum + u.samples.length / 16_000,
      0,
    );
    assertEquals(seconds.toFixed(1), "800.9"); // 800.8 of audio, each file rounded up to a sample
  },
});
