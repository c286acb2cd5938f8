import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  didYouMean,
  editDistance,
  nearest,
} from "../../../bench/command/suggest.ts";
import { PRESETS } from "../../../optimizers/mod.ts";

const word = fc.string({
  unit: fc.constantFrom("a", "b", "c"),
  maxLength: 6,
});

/** All words one change away, by the definition of a change. */
function changed(text: string): string[] {
  const at = Array.from({ length: text.length + 1 }, (_, i) => i);
  const [head, tail] = [
    (i: number) => text.slice(0, i),
    (i: number) => text.slice(i),
  ];
  return [
    ...at.flatMap((i) =>
      ["a", "b", "c"].flatMap((letter) => [
        head(i) + letter + tail(i),
        head(i) + letter + tail(i + 1),
      ])
    ),
    ...at.map((i) => head(i) + tail(i + 1)),
    ...at.slice(0, -1).map((i) =>
      head(i) + text.slice(i, i + 2).split("").reverse().join("") + tail(i + 2)
    ),
  ];
}

Deno.test("editDistance() is 0 for equal words, 1 for a single change, and symmetric", () => {
  fc.assert(fc.property(word, word, (a, b) => {
    const distance = editDistance(a, b);
    assertEquals(distance, editDistance(b, a));
    assertEquals(distance === 0, a === b);
    assertEquals(distance <= 1, a === b || changed(a).includes(b));
    assert(distance <= Math.max(a.length, b.length));
    assert(distance >= Math.abs(a.length - b.length));
  }));
});

Deno.test("editDistance() of known pairs", () => {
  const pairs: [string, string, number][] = [
    ["kitten", "sitting", 3],
    ["sunday", "saturday", 3],
    ["seed", "sede", 1],
    ["ca", "abc", 3],
    ["", "abc", 3],
  ];
  for (const [a, b, distance] of pairs) {
    assertEquals(editDistance(a, b), distance, `${a} ${b}`);
  }
});

Deno.test("nearest() finds a preset from a slip of the hand, and nothing from another word", () => {
  const slips: [string, string | undefined][] = [
    ["optuna-5", "optuna-5.0"],
    ["Optuna-5.0", "optuna-5.0"],
    ["optuna-4.1", "optuna-4.9"],
    ["hyperopt-0.4", "hyperopt-0.3"],
    ["randmo", "random"],
    ["grid-shufled", "grid-shuffled"],
    ["bayes", undefined],
    ["x", undefined],
  ];
  for (const [slip, meant] of slips) {
    assertEquals(nearest(slip, PRESETS), meant);
  }
  assertEquals(didYouMean("bayes", PRESETS), "");
  assertEquals(nearest("anything", []), undefined);
});
