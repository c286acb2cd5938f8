import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  areaUnderCurve,
  normalisedAuc,
  scoreAt,
} from "../../../bench/autospeech/learning_curve.ts";

Deno.test("areaUnderCurve() weighs time by its logarithm and holds a score until the next", () => {
  const log = (t: number) => Math.log(1 + t / 60) / Math.log(1 + 1800 / 60);
  assertAlmostEquals(
    areaUnderCurve([{ seconds: 0, score: 1 }], 1800),
    1,
    1e-15,
  );
  assertAlmostEquals(
    areaUnderCurve([
      { seconds: 5, score: 0.7 },
      { seconds: 100, score: 0.9 },
      { seconds: 2000, score: 1 },
    ], 1800),
    0.7 * (log(100) - log(5)) + 0.9 * (1 - log(100)),
    1e-15,
  );
  assertEquals(areaUnderCurve([], 1800), 0);
});

Deno.test("scoreAt() is the last score in time, none before the first", () => {
  const curve = [{ seconds: 5, score: 0.7 }, { seconds: 60, score: 0.6 }];
  assertEquals(
    [4, 5, 59, 60, 1e9].map((t) => scoreAt(curve, t)),
    [null, 0.7, 0.7, 0.6, 0.6],
  );
});

Deno.test("normalisedAuc() counts pairs, ties half", () => {
  const scores = [[0.9, 0.1], [0.6, 0.4], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3]];
  const labels = [0, 0, 1, 1, 1];
  const pairs = (c: number) => {
    let [won, n] = [0, 0];
    labels.forEach((own, i) =>
      labels.forEach((other, j) => {
        if (own !== c || other === c) return;
        n++;
        const difference = scores[i][c] - scores[j][c];
        won += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
      })
    );
    return won / n;
  };
  assertAlmostEquals(
    normalisedAuc(scores, labels),
    pairs(0) + pairs(1) - 1,
    1e-15,
  );
});
