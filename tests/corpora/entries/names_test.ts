import { assertEquals } from "@std/assert";
import { loadCorpus } from "../../../corpora/registry.ts";
import { memorySource, recording } from "../folders.ts";

/** Names as the corpora have them, and what they say. */
const CASES: Readonly<
  Record<
    string,
    readonly [path: string, speaker: string, emotion: string, sex?: string][]
  >
> = {
  "nemo": [
    ["samples/KD0_neutral_2.wav", "KD0", "neutral", "female"],
    ["samples/WR0_surprised_64.wav", "WR0", "surprise", "male"],
  ],
  "emovo": [
    ["f1/rab-f1-b1.wav", "f1", "anger", "female"],
    ["m3/gio-m3-l4.wav", "m3", "happiness", "male"],
  ],
  "savee": [
    ["AudioData/DC/DC_a01.wav", "DC", "anger", "male"],
    ["AudioData/JE/JE_su02.wav", "JE", "surprise", "male"],
  ],
  "tess": [
    ["OAF_Fear/OAF_back_fear.wav", "OAF", "fear", "female"],
    ["YAF_pleasant/YAF_dog_ps.wav", "YAF", "surprise", "female"],
  ],
  "urdu": [
    ["Angry/SM1_F1_A1.wav", "SM1", "anger", "male"],
    ["Sad/SF27_F9_S92.wav", "SF27", "sadness", "female"],
  ],
  "ased": [
    ["Neutral/n1-01-01-01-01.wav", "01", "neutral", "female"],
    ["Angry/a5-05-02-02-40.wav", "40", "anger", "male"],
  ],
};

for (const [name, files] of Object.entries(CASES)) {
  Deno.test(`loadCorpus() reads the names of ${name}`, async () => {
    const corpus = await loadCorpus(
      name,
      memorySource(
        Object.fromEntries(files.map(([path]) => [
          path,
          recording(path),
        ])),
      ),
    );
    for (const [path, speaker, emotion, sex] of files) {
      const stem = path.slice(path.lastIndexOf("/") + 1, -4);
      const found = corpus.utterances.find(({ id }) => id.endsWith(stem))!;
      assertEquals(
        [found.speaker, found.emotion, found.sex],
        [speaker, emotion, sex as "female"],
      );
    }
    assertEquals(corpus.classes, corpus.classes.toSorted());
  });
}

Deno.test("loadCorpus() reads IEMOCAP's labels from its evaluations, excited as happiness", async () => {
  const dialogue = "Ses01F_impro01";
  const line = (id: string, label: string) =>
    `[6.2901 - 8.2357]\t${dialogue}_${id}\t${label}\t[2.5, 2.5, 2.5]\n`;
  const corpus = await loadCorpus(
    "iemocap",
    memorySource({
      [`Session1/dialog/EmoEvaluation/${dialogue}.txt`]:
        "% [START_TIME - END_TIME] TURN_NAME EMOTION [V, A, D]\n\n" +
        line("F000", "neu") + "C-E2:\tNeutral;\t()\n" + line("M001", "exc") +
        line("F002", "xxx"),
      ...Object.fromEntries(["F000", "M001", "F002"].map((id) => [
        `Session1/sentences/wav/${dialogue}/${dialogue}_${id}.wav`,
        recording(id),
      ])),
    }),
  );
  assertEquals(
    corpus.utterances.map(({ speaker, emotion, sex }) => [
      speaker,
      emotion,
      sex,
    ]),
    [["01F", "neutral", "female"], ["01M", "happiness", "male"]],
  );
});
