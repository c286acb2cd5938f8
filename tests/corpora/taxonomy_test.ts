import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { corpusChecksum } from "../../corpora/checksum.ts";
import { loadCorpus } from "../../corpora/registry.ts";
import { mapLabels, PAPER_TAXONOMY } from "../../corpora/taxonomy.ts";
import { realFolder, recordings } from "./folders.ts";

const third = realFolder("ravdess");

/** One recording of each RAVDESS emotion and two of surprise. */
const ravdess = () =>
  loadCorpus(
    "ravdess",
    recordings([
      ...Array.from({ length: 8 }, (_, i) => `03-01-0${i + 1}-01-01-01-02`),
      "03-01-08-01-01-01-03",
    ]),
  );

Deno.test("mapLabels() makes calm boredom and drops surprise when RAVDESS is mapped", async () => {
  const original = await ravdess();
  const { corpus, labels, dropped, absent } = await mapLabels(
    original,
    PAPER_TAXONOMY,
  );
  assertEquals(corpus.classes, PAPER_TAXONOMY.classes);
  assertEquals(corpus.utterances.map(({ emotion }) => emotion), [
    "neutral",
    "boredom",
    "happiness",
    "sadness",
    "anger",
    "fear",
    "disgust",
  ]);
  assertEquals([dropped, absent], [2, []]);
  assertEquals(labels.filter(({ from, to }) => from !== to), [
    { from: "calm", to: "boredom", utterances: 1 },
    { from: "surprise", to: undefined, utterances: 2 },
  ]);
  assertEquals(
    corpus.notices.at(-1)?.message,
    'under the taxonomy "paper": 1 calm counted as boredom, 2 surprise dropped',
  );
  assertEquals(corpus.checksum, await corpusChecksum(corpus.utterances));
  assert(corpus.checksum !== original.checksum);
});

Deno.test("mapLabels() keeps seven classes and says that boredom is absent when CREMA-D is mapped", async () => {
  const names = ["ANG", "DIS", "FEA", "HAP", "NEU", "SAD"].map((code) =>
    `1001_DFA_${code}_XX`
  );
  const original = await loadCorpus("crema-d", recordings(names));
  const { corpus, dropped, absent } = await mapLabels(original, PAPER_TAXONOMY);
  assertEquals(corpus.classes.length, 7);
  assertEquals(corpus.utterances, original.utterances);
  assertEquals([dropped, absent], [0, ["boredom"]]);
  assertStringIncludes(corpus.notices.at(-1)?.message ?? "", "no boredom");
});

Deno.test("mapLabels() changes nothing when EmoDB is mapped", async () => {
  const names = ["W", "L", "E", "A", "F", "N", "T"].map((letter) =>
    `03a01${letter}a`
  );
  const original = await loadCorpus("emodb", recordings(names));
  const { corpus, dropped, absent } = await mapLabels(original, PAPER_TAXONOMY);
  assertEquals(corpus, original);
  assertEquals([dropped, absent], [0, []]);
});

Deno.test({
  name: "mapLabels() leaves 312 of the balanced third of RAVDESS",
  ignore: third === undefined,
  async fn() {
    if (third === undefined) return;
    const { corpus, dropped } = await mapLabels(
      await loadCorpus("ravdess", third),
      PAPER_TAXONOMY,
    );
    assertEquals([corpus.utterances.length, dropped], [312, 48]);
    assertEquals(
      corpus.utterances.filter(({ emotion }) => emotion === "boredom").length,
      48,
    );
  },
});
