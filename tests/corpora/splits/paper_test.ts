import { assertEquals, assertThrows } from "@std/assert";
import { loadEmodb } from "../../../corpora/entries/emodb.ts";
import { CorpusError } from "../../../corpora/errors.ts";
import { partOf } from "../../../corpora/splits/parts.ts";
import { paperSplit } from "../../../corpora/splits/paper.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { realFolder } from "../folders.ts";
import { balanced, corpusOf, fixed } from "./speech.ts";

interface Fixture {
  origin: string;
  cases: {
    n: number;
    seed: number;
    permutation: number[];
    train: number[];
    test: number[];
  }[];
}
const fixture: Fixture = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/splits.json", import.meta.url)),
);
const emodb = realFolder("emodb");

for (const { n, seed, permutation, train, test } of fixture.cases) {
  Deno.test(`paperSplit() equals train_test_split when ${n} are divided with seed ${seed}`, () => {
    const spoken = Array.from(
      { length: n },
      () => ({ speaker: "s", emotion: "anger" as const }),
    );
    const split = paperSplit(corpusOf(spoken), fixed(permutation));
    assertEquals(partOf(split, "train").indices, train);
    assertEquals(partOf(split, "validation").indices, test);
    assertEquals(split.parts.map(({ name }) => name), ["train", "validation"]);
    assertEquals(paperSplit(corpusOf(spoken), new RandomState(seed)), split);
  });
}

Deno.test({
  name:
    "paperSplit() holds out what the published logs show when EmoDB is divided with seed 42",
  ignore: emodb === undefined,
  async fn() {
    const published = fixture.cases.find(({ n, seed }) =>
      n === 535 && seed === 42
    );
    if (emodb === undefined || published === undefined) return;
    const corpus = await loadEmodb(emodb);
    const { parts: [train, heldOut] } = paperSplit(
      corpus,
      fixed(published.permutation),
    );
    assertEquals(
      Object.fromEntries(
        corpus.classes.map((emotion, c) => [emotion, heldOut.counts[c]]),
      ),
      {
        anger: 18,
        boredom: 20,
        disgust: 12,
        fear: 14,
        happiness: 18,
        neutral: 16,
        sadness: 9,
      },
    );
    // All ten speakers and texts stand on both sides; 23 of the 107 have another take in training.
    assertEquals(heldOut.indices.length, 107);
    for (const part of [train, heldOut]) {
      assertEquals(part.shared.speakers!.length, 10);
      assertEquals(part.shared.sentences!.length, 10);
      assertEquals(part.shared.recordings, []);
    }
    assertEquals(heldOut.shared.takes!.length, 23);
  },
});

Deno.test("paperSplit() refuses a corpus when its training part lacks a class", () => {
  const corpus = corpusOf([
    ...Array.from(
      { length: 9 },
      () => ({ speaker: "s", emotion: "anger" as const }),
    ),
    { speaker: "s", emotion: "fear" },
  ]);
  const order = [9, 0, 1, 2, 3, 4, 5, 6, 7, 8];
  assertThrows(
    () => paperSplit(corpus, fixed(order)),
    CorpusError,
    'Cannot split "spoken" by protocol "paper": found no fear in the train part (8 of 10 utterances)',
  );
  const { parts: [, heldOut] } = paperSplit(corpus, fixed(order.toReversed()));
  assertEquals(heldOut.missing, ["fear"]);
});

Deno.test("paperSplit() refuses a corpus when it has fewer than two utterances", () => {
  const corpus = { ...balanced(1, 0, ["anger"], 1), name: "tiny" };
  assertThrows(() => paperSplit(corpus, fixed([0])), CorpusError, '"tiny"');
});
