import { assertEquals, assertThrows } from "@std/assert";
import { splitCorpus } from "../../../corpora/splits/mod.ts";
import { describeParts, partOf } from "../../../corpora/splits/parts.ts";
import { balanced, corpusOf, shuffling } from "./speech.ts";

const CORPUS = corpusOf([
  {
    speaker: "1",
    sentence: "a",
    emotion: "anger",
    samples: Float32Array.of(0.5, 0),
  },
  { speaker: "2", sentence: "a", emotion: "anger" },
  {
    speaker: "1",
    sentence: "b",
    emotion: "fear",
    samples: Float32Array.of(0.5, 0),
  },
  {
    speaker: "1",
    sentence: "a",
    emotion: "anger",
    samples: Float32Array.of(0.5, 0.25),
  },
  { speaker: "3", sentence: "c", emotion: "fear" },
]);
const PARTS = describeParts(CORPUS, [["train", [0, 1]], ["validation", [2]], [
  "test",
  [3, 4],
]]);

Deno.test("describeParts() counts what a part holds and shares with the others", () => {
  const [train, validation, test] = PARTS;
  assertEquals([train.counts, validation.counts, test.counts], [
    [2, 0],
    [0, 1],
    [1, 1],
  ]);
  assertEquals([train.missing, validation.missing, test.missing], [["fear"], [
    "anger",
  ], []]);
  assertEquals([train.speakers, test.speakers], [["1", "2"], ["1", "3"]]);
  assertEquals([train.sentences, test.sentences], [["a"], ["a", "c"]]);
  assertEquals(train.shared, {
    speakers: ["1"],
    sentences: ["a"],
    recordings: ["0000"], // the same sound as 0002, though under another label
    takes: ["0000"], // 0003 is another take of it
  });
  assertEquals(validation.shared, {
    speakers: ["1"],
    sentences: [],
    recordings: ["0002"],
    takes: [],
  });
  assertEquals(test.shared, {
    speakers: ["1"],
    sentences: ["a"],
    recordings: [],
    takes: ["0003"],
  });
});

Deno.test("partOf() finds a part by name, or names the parts there are", () => {
  const split = splitCorpus(balanced(3, 3), "paper", 1, shuffling(1));
  assertEquals(partOf(split, "validation"), split.parts[1]);
  assertThrows(
    () => partOf(split, "test"),
    RangeError,
    "the split has train, validation",
  );
});

Deno.test("splitCorpus() divides by the protocol that is named", () => {
  const corpus = balanced(3, 3, ["anger", "fear"], 3);
  for (const protocol of ["paper", "stratified", "nested"] as const) {
    assertEquals(
      splitCorpus(corpus, protocol, 1, shuffling(1)).protocol,
      protocol,
    );
  }
});
