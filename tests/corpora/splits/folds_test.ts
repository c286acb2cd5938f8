import { assertEquals, assertThrows } from "@std/assert";
import { CorpusError } from "../../../corpora/errors.ts";
import { foldsSplit, partOf } from "../../../corpora/splits/mod.ts";
import type { PartName, SplitInput } from "../../../corpora/splits/types.ts";

const inOrder = {
  permutation: (n: number) => Array.from({ length: n }, (_, i) => i),
};

/** Ten utterances of each of two classes by six speakers, tested in the folds of `official`. */
function corpus(
  official: (i: number) => PartName[],
  partitions: string[],
  speaker: (i: number) => string | undefined = (i) => `${i % 6}`,
): SplitInput {
  return {
    name: "mine",
    classes: ["a", "b"],
    partitions,
    utterances: Array.from({ length: 20 }, (_, i) => ({
      id: `u${i}`,
      ...(speaker(i) === undefined ? {} : { speaker: speaker(i)! }),
      sentence: "x",
      emotion: i % 2 ? "b" : "a",
      official: official(i),
      samples: Float32Array.of(i),
      sourceRateHz: 16_000,
    })),
  };
}

Deno.test("foldsSplit() takes the official parts, partition after partition", () => {
  const made = corpus(
    (i) => [i < 12 ? "train" : i < 16 ? "validation" : "test", "train"],
    ["split", "other"],
  );
  const split = foldsSplit(made, 0, inOrder);
  assertEquals(
    split.parts.map(({ name, indices }) => [name, indices.length]),
    [["train", 12], ["validation", 4], ["test", 4]],
  );
  assertEquals(foldsSplit(made, 2, inOrder), split);
});

Deno.test("foldsSplit() holds whole speakers out where there is no validation part, else utterances of each class", () => {
  const official = (i: number): PartName[] => [i < 4 ? "test" : "train"];
  const known = foldsSplit(corpus(official, ["1"]), 0, inOrder);
  assertEquals(partOf(known, "validation").speakers, ["0", "1"]);
  assertEquals(
    partOf(known, "train").speakers!.some((name) => "01".includes(name)),
    false,
  );
  const unknown = foldsSplit(
    corpus(official, ["1"], () => undefined),
    0,
    inOrder,
  );
  assertEquals(partOf(unknown, "validation").counts, [2, 2]);
  assertEquals(partOf(unknown, "validation").speakers, undefined);
});

Deno.test("foldsSplit() refuses a corpus without official partitions", () => {
  assertThrows(
    () => foldsSplit(corpus(() => [], []), 0, inOrder),
    CorpusError,
    'Cannot split "mine" by protocol "folds": found no official partition',
  );
});
