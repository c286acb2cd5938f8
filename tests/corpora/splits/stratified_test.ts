import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CorpusError } from "../../../corpora/errors.ts";
import { stratifiedSplit } from "../../../corpora/splits/stratified.ts";
import type { Emotion } from "../../../corpora/types.ts";
import { allIndices, balanced, corpusOf, shuffling } from "./speech.ts";

/** A corpus with so many utterances of each class. */
function sized(sizes: Record<Emotion, number>) {
  return corpusOf(
    Object.entries(sizes).flatMap(([emotion, size]) =>
      Array.from(
        { length: size },
        () => ({ speaker: "s", emotion }),
      )
    ),
  );
}

Deno.test("stratifiedSplit() divides EmoDB's classes 60/20/20 when each is rounded", () => {
  const corpus = sized({
    anger: 127,
    boredom: 81,
    disgust: 46,
    fear: 69,
    sadness: 62,
  });
  const { parts: [train, validation, test] } = stratifiedSplit(
    corpus,
    shuffling(3),
  );
  assertEquals(train.counts, [77, 49, 28, 41, 38]);
  assertEquals(validation.counts, [25, 16, 9, 14, 12]);
  assertEquals(test.counts, [25, 16, 9, 14, 12]);
});

Deno.test("stratifiedSplit() puts every utterance in one part, each class near its share", () => {
  const size = fc.integer({ min: 3, max: 60 });
  fc.assert(
    fc.property(
      size,
      size,
      size,
      fc.integer({ min: 1, max: 1e6 }),
      (anger, fear, neutral, seed) => {
        const corpus = sized({ anger, fear, neutral });
        const { parts } = stratifiedSplit(
          corpus,
          shuffling(seed),
        );
        assertEquals(
          parts.map(({ name }) => name),
          ["train", "validation", "test"],
        );
        assertEquals(allIndices(parts), [...corpus.utterances.keys()]);
        for (const [c, n] of [anger, fear, neutral].entries()) {
          for (const part of parts.slice(1)) {
            assert(
              Math.abs(part.counts[c] - 0.2 * n) <= 0.5,
            );
          }
        }
      },
    ),
    { seed: 31, numRuns: 40 },
  );
});

Deno.test("stratifiedSplit() follows the permutation and nothing else", () => {
  const corpus = balanced(3, 3, ["anger", "fear"], 5);
  const indices = (seed: number) =>
    stratifiedSplit(corpus, shuffling(seed)).parts.map((part) => part.indices);
  assertEquals(indices(5), indices(5));
  assert(JSON.stringify(indices(5)) !== JSON.stringify(indices(6)));
});

Deno.test("stratifiedSplit() refuses a corpus when a class has fewer than three utterances", () => {
  assertThrows(
    () => stratifiedSplit(sized({ anger: 9, fear: 2 }), shuffling(1)),
    CorpusError,
    'by protocol "stratified": found no fear in the validation part',
  );
});
