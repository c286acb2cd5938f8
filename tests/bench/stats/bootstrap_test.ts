import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
} from "@std/assert";
import fc from "fast-check";
import {
  bootstrapCi,
  drawnResamples,
  percentileInterval,
  recordedResamples,
  replicates,
  sampleMean,
  sampleMedian,
} from "../../../bench/stats/bootstrap.ts";
import { describe, studentTInterval } from "../../../bench/stats/describe.ts";
import { ert, ertInterval } from "../../../bench/stats/ert.ts";
import { meanInterval } from "../../../bench/stats/mean_interval.ts";
import { ratioOfMeans } from "../../../bench/stats/ratio.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { scores } from "./arbitraries.ts";

const VALUES = [0.81, 0.78, 0.9, 0.84, 0.62, 0.88, 0.79, 0.85, 0.91, 0.7];

function ci(values: readonly number[], seed: number, level = 0.95) {
  return bootstrapCi(
    values,
    sampleMean,
    drawnResamples(values.length, 2000, new RandomState(seed)),
    level,
  );
}

Deno.test("bootstrapCi() changes with the seed and with nothing else", () => {
  assertEquals(ci(VALUES, 1), ci(VALUES, 1));
  assertNotEquals(ci(VALUES, 1).bcaLow, ci(VALUES, 2).bcaLow);
  assertNotEquals(ci(VALUES, 1).expandedHigh, ci(VALUES, 2).expandedHigh);
});

Deno.test("bootstrapCi() moves and stretches with its values", () => {
  fc.assert(
    fc.property(
      scores(3, 12),
      fc.integer({ min: -5, max: 5 }),
      (values, shift) => {
        const found = ci(values, 3);
        const moved = ci(values.map((x) => 2 * x + shift), 3);
        for (
          const end of [
            "percentileLow",
            "bcaLow",
            "bcaHigh",
            "expandedHigh",
          ] as const
        ) {
          if (found[end] === null) assertEquals(moved[end], null);
          else assertAlmostEquals(moved[end]!, 2 * found[end] + shift, 1e-9);
        }
      },
    ),
    { seed: 1, numRuns: 40 },
  );
});

Deno.test("bootstrapCi() turns round with the sign of its values", () => {
  const found = ci(VALUES, 4);
  const mirrored = ci(VALUES.map((x) => -x), 4);
  assertAlmostEquals(mirrored.z0!, -found.z0!, 1e-12);
  assertAlmostEquals(mirrored.acceleration!, -found.acceleration!, 1e-12);
  assertAlmostEquals(mirrored.bcaLow!, -found.bcaHigh!, 1e-12);
  assertAlmostEquals(mirrored.expandedHigh!, -found.expandedLow!, 1e-12);
});

Deno.test("bootstrapCi() is wider expanded than plain, and at a higher level", () => {
  const { expandedLow, expandedHigh, bcaLow, bcaHigh } = ci(VALUES, 5);
  assert(expandedLow! < bcaLow! && expandedHigh! > bcaHigh!);
  const higher = ci(VALUES, 5, 0.99);
  assert(higher.bcaLow! < bcaLow! && higher.bcaHigh! > bcaHigh!);
});

Deno.test("bootstrapCi() of the median is within the values and has no acceleration without skew", () => {
  const found = bootstrapCi(
    [1, 2, 3, 4, 5],
    sampleMedian,
    drawnResamples(5, 500, new RandomState(1)),
  );
  assertEquals(found.estimate, 3);
  assertAlmostEquals(found.acceleration!, 0, 1e-12);
  assert(found.bcaLow! >= 1 && found.bcaHigh! <= 5);
});

Deno.test("bootstrapCi() has nothing to say of one value and a point for equal ones", () => {
  const one = ci([0.5], 1);
  assertEquals([one.estimate, one.bcaLow, one.degenerate], [0.5, null, true]);
  const equal = ci([0.5, 0.5], 1);
  assertEquals([equal.expandedLow, equal.z0, equal.degenerate], [
    0.5,
    null,
    true,
  ]);
  assertEquals(ci([], 1).estimate, null);
});

Deno.test("replicates() takes recorded resamples in their order and sorts", () => {
  assertEquals(
    [
      ...replicates(
        [10, 20, 40],
        sampleMean,
        recordedResamples([[2, 2, 2], [0, 1, 1], [0, 0, 0]]),
      ),
    ],
    [10, 50 / 3, 40],
  );
  assertEquals(percentileInterval(new Float64Array()), {
    low: null,
    high: null,
  });
});

Deno.test("meanInterval() takes the method that covers at its n", () => {
  const at = (n: number) =>
    meanInterval(VALUES.slice(0, n), new RandomState(1));
  assertEquals(at(2), { low: null, high: null, method: null });
  assertEquals(at(9), {
    ...studentTInterval(VALUES.slice(0, 9)),
    method: "student_t",
  });
  const ten = at(10);
  const { expandedLow, expandedHigh } = bootstrapCi(
    VALUES.toSorted(),
    sampleMean,
    drawnResamples(10, 10_000, new RandomState(1)),
  );
  assertEquals(ten, {
    low: expandedLow,
    high: expandedHigh,
    method: "expanded_bca",
  });
  assertEquals(meanInterval(VALUES.toReversed(), new RandomState(1)), ten);
  assertEquals(meanInterval(new Array(12).fill(0.5), new RandomState(1)), {
    low: null,
    high: null,
    method: null,
  });
});

Deno.test("describe() does not depend on order and mirrors with the sign", () => {
  const found = describe(VALUES);
  assertEquals(describe(VALUES.toReversed()), found);
  const mirrored = describe(VALUES.map((x) => -x));
  assertAlmostEquals(mirrored.q25!, -found.q75!, 1e-12);
  assertAlmostEquals(mirrored.iqm!, -found.iqm!, 1e-12);
  assertAlmostEquals(mirrored.sdLow!, found.sdLow!, 1e-12);
});

Deno.test("ertInterval() holds the estimate and counts resamples without success", () => {
  const spent = [5, 15, 15, 15];
  const reached = [true, false, false, false];
  assertEquals(ert(spent, reached), { successes: 1, total: 50, ert: 50 });
  const found = ertInterval(
    spent,
    reached,
    drawnResamples(4, 20_000, new RandomState(1)),
  );
  // (3/4)^4 of all resamples take none of the one success: the upper end is infinite.
  assertAlmostEquals(found.shareInfinite, 0.75 ** 4, 0.01);
  assertEquals(found.high, null);
  assert(found.low! < 50 && found.low! >= 5);
});

Deno.test("ratioOfMeans() turns over with its sides and is 1 with a point for the same list", () => {
  const a = [3, 4, 5, 6, 9, 2];
  const b = [6, 6, 9, 7, 12, 8];
  const resamples = () => drawnResamples(6, 4000, new RandomState(2));
  const found = ratioOfMeans(a, b, resamples());
  const turned = ratioOfMeans(b, a, resamples());
  assertAlmostEquals(found.ratio!, 29 / 48, 1e-12);
  assertAlmostEquals(turned.low!, 1 / found.high!, 1e-9);
  assert(found.low! < found.ratio! && found.high! > found.ratio!);
  assertEquals(ratioOfMeans([], [], resamples()).ratio, null);
});
