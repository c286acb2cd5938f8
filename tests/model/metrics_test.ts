import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Answer, argmax, scoreOf } from "../../model/metrics.ts";
import fixture from "./fixtures/scikit_learn.json" with { type: "json" };

/** An answer that is sure of one class. */
function sure(truth: number, predicted: number, classes = 3): Answer {
  const logProbabilities = new Array<number>(classes).fill(-5);
  logProbabilities[predicted] = -0.01;
  return { id: `${truth}>${predicted}`, truth, logProbabilities };
}

Deno.test("scoreOf() agrees with scikit-learn on sets with and without absent classes", () => {
  for (const expected of fixture.metrics) {
    const score = scoreOf(
      expected.truth.map((truth, i) => ({
        id: `${i}`,
        truth,
        logProbabilities: expected.log_probabilities[i],
      })),
      expected.classes,
    );
    assertAlmostEquals(score.bca, expected.bca, 1e-12);
    assertAlmostEquals(score.accuracy, expected.accuracy, 1e-12);
    assertAlmostEquals(score.macro_f1, expected.macro_f1, 1e-12);
    assertAlmostEquals(score.loss, expected.loss, 1e-9);
    assertEquals(score.confusion, expected.confusion);
    const absent = [...Array(expected.classes).keys()]
      .filter((c) => !expected.truth.includes(c));
    assertEquals(score.absent_classes, absent);
  }
});

Deno.test("scoreOf() keeps one prediction for each answer in order", () => {
  const { predictions } = scoreOf([sure(0, 2), sure(1, 1)], 3);
  assertEquals(
    predictions.map(({ id, truth, predicted }) => [id, truth, predicted]),
    [["0>2", 0, 2], ["1>1", 1, 1]],
  );
  assertAlmostEquals(predictions[0].probabilities[2], Math.exp(-0.01), 1e-15);
});

Deno.test("scoreOf() calls a score collapsed when one class is said or BCA is at chance", () => {
  const collapsed = (pairs: [number, number][]) =>
    scoreOf(pairs.map(([t, p]) => sure(t, p)), 3).collapsed;
  assertEquals(collapsed([[0, 1], [1, 1], [2, 1]]), true);
  // Two classes said, one of three right
  assertEquals(collapsed([[0, 0], [1, 0], [2, 1]]), true);
  assertEquals(collapsed([[0, 0], [1, 1], [2, 1]]), false);
  // Chance is over the classes present: one of two is chance
  assertEquals(collapsed([[0, 0], [1, 2]]), true);
});

Deno.test("scoreOf() refuses an empty set", () => {
  assertThrows(() => scoreOf([], 3), RangeError, "Cannot score answers");
});

Deno.test("argmax() takes the lowest index on ties", () => {
  assertEquals(argmax([1, 3, 3, 2]), 1);
  assertEquals(argmax([7]), 0);
});
