import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { budgetRows, runsOf } from "../../../bench/autospeech/budgets.ts";
import {
  coveringCrops,
  cropAt,
  randomCrop,
} from "../../../bench/autospeech/crops.ts";
import {
  chosenMembers,
  geometricMean,
} from "../../../bench/autospeech/ensemble.ts";
import type { PredictionRow } from "../../../bench/autospeech/table.ts";

const levels = (frames: number, bands = 2) => ({
  levels: Float32Array.from({ length: bands * frames }, (_, i) => i),
  frames,
});

Deno.test("cropAt() goes round where an utterance ends", () => {
  assertEquals([...cropAt(levels(3), 2, 4)], [2, 0, 1, 2, 5, 3, 4, 5]);
});

Deno.test("crops hold frames of the utterance in order, and cover it", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 12 }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    (F, frames, draw) => {
      const utterance = levels(F, 1);
      for (
        const crop of [
          randomCrop(utterance, frames, () => draw),
          ...coveringCrops(utterance, frames),
        ]
      ) {
        assertEquals(crop.length, frames);
        for (let t = 1; t < frames; t++) {
          assertEquals(crop[t], (crop[t - 1] + 1) % F);
        }
        if (F >= frames) assertEquals(crop[0] <= crop[frames - 1], true);
      }
      const covered = new Set(
        coveringCrops(utterance, frames).flatMap((crop) => [...crop]),
      );
      assertEquals(covered.size, F);
    },
  ));
});

Deno.test("chosenMembers() keeps those at 92 % of the best or above", () => {
  const members = [0.5, 0.92, 1, 0.9199].map((validation) => ({ validation }));
  assertEquals(chosenMembers(members), [members[1], members[2]]);
});

Deno.test("geometricMean() is the mean logarithm, normalised", () => {
  const member = (p: readonly number[]) => ({
    validation: 1,
    answers: new Map([[7, p.map(Math.log)]]),
  });
  const mean = geometricMean([member([0.9, 0.1]), member([0.5, 0.5])], 7);
  const [a, b] = [Math.sqrt(0.9 * 0.5), Math.sqrt(0.1 * 0.5)];
  assertAlmostEquals(Math.exp(mean[0]), a / (a + b), 1e-15);
  assertAlmostEquals(Math.exp(mean[1]), b / (a + b), 1e-15);
});

Deno.test("budgetRows() take the last prediction in time, and no mean before every run has one", () => {
  const row = (seed: number, number: number, cpu_s: number, bca: number) =>
    ({
      corpus: "emodb",
      protocol: "nested",
      seed,
      number,
      cpu_s,
      prediction: { bca: { validation: 0, test: bca }, nauc: 0.5 },
    }) as PredictionRow;
  const rows = budgetRows(
    runsOf([
      row(0, 0, 5, 0.6),
      row(0, 1, 200, 0.8),
      row(1, 0, 70, 0.7),
      row(2, 0, 1, 0.5),
    ]),
    660,
  );
  assertEquals(rows.map(({ budget }) => budget), [60, 300, 660]);
  assertEquals(rows.map(({ bca }) => bca.length), [2, 3, 3]);
  assertEquals(rows[0].mean, null);
  // Mean .6667 and deviation .1528 of three; t(2) = 4.3027
  assertAlmostEquals(rows[1].mean!, 2 / 3, 1e-12);
  assertAlmostEquals(
    rows[1].low!,
    2 / 3 - 4.302653 * 0.1527525 / Math.sqrt(3),
    1e-6,
  );
});
