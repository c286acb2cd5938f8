import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  friedman,
  nemenyiCriticalDifference,
} from "../../../bench/stats/friedman.ts";
import {
  SOURCES,
  varianceComponentsCrossed,
} from "../../../bench/stats/variance_crossed.ts";
import { crossedIntervals } from "../../../bench/stats/variance_intervals.ts";
import { varianceComponentsOneway } from "../../../bench/stats/variance_oneway.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { coarseScore, fineScore } from "./arbitraries.ts";

const SETTINGS = { seed: 1, numRuns: 60 };

const blocks = fc.array(fc.array(coarseScore, { minLength: 4, maxLength: 4 }), {
  minLength: 2,
  maxLength: 12,
});

Deno.test("friedman() turns its ranks round with the direction and keeps the test", () => {
  fc.assert(
    fc.property(blocks, (scores) => {
      const up = friedman(scores, "maximize");
      const down = friedman(scores, "minimize");
      up.meanRanks.forEach((rank, j) =>
        assertAlmostEquals(down.meanRanks[j], 5 - rank, 1e-12)
      );
      if (up.chiSquare === null) assertEquals(down.chiSquare, null);
      else assertAlmostEquals(down.chiSquare!, up.chiSquare, 1e-9);
    }),
    SETTINGS,
  );
});

Deno.test("friedman() does not depend on the order of blocks and follows that of optimizers", () => {
  fc.assert(
    fc.property(blocks, (scores) => {
      const found = friedman(scores, "maximize");
      assertEquals(friedman(scores.toReversed(), "maximize"), found);
      const turned = friedman(
        scores.map((row) => row.toReversed()),
        "maximize",
      );
      assertEquals(turned.meanRanks, found.meanRanks.toReversed());
      assertEquals(turned.p, found.p);
    }),
    SETTINGS,
  );
});

Deno.test("friedman() gives the best optimizer rank 1 and complete agreement W = 1 without F", () => {
  const found = friedman([[0.9, 0.5, 0.1], [0.8, 0.7, 0.6]], "maximize");
  assertEquals(found.meanRanks, [1, 2, 3]);
  assertEquals([found.kendallW, found.imanDavenportF], [1, null]);
  assertThrows(() => friedman([], "maximize"), RangeError, "found no block");
  assertThrows(
    () => friedman([[1, 2], [1]], "maximize"),
    RangeError,
    "block 1",
  );
});

Deno.test("friedman() of two optimizers is the sign test's chi-square", () => {
  // 7 wins of 9 without ties: (7 - 2)^2 / 9.
  const scores = Array.from({ length: 9 }, (_, i) => i < 7 ? [1, 0] : [0, 1]);
  assertAlmostEquals(friedman(scores, "maximize").chiSquare!, 25 / 9, 1e-12);
});

Deno.test("nemenyiCriticalDifference() shrinks with the root of the blocks", () => {
  const at = (n: number) => nemenyiCriticalDifference(4, n, 0.05);
  assertAlmostEquals(
    at(10).criticalDifference,
    2 * at(40).criticalDifference,
    1e-12,
  );
  // Demsar 2006: q 2.569 for four classifiers, 14 data sets: CD 1.25.
  assertAlmostEquals(at(14).criticalDifference, 1.25, 5e-3);
  assertThrows(() => nemenyiCriticalDifference(1, 5, 0.05), RangeError);
});

const plan = (a: number, b: number, c: number, r: number) =>
  fc.array(
    fc.array(
      fc.array(fc.array(fineScore, { minLength: r, maxLength: r }), {
        minLength: c,
        maxLength: c,
      }),
      { minLength: b, maxLength: b },
    ),
    { minLength: a, maxLength: a },
  );

Deno.test("varianceComponentsCrossed() splits the whole sum of squares among its sources", () => {
  fc.assert(
    fc.property(plan(3, 4, 2, 2), (values) => {
      const { ms, df, mean } = varianceComponentsCrossed(values);
      const whole = values.flat(3).reduce((s, y) => s + (y - mean) ** 2, 0);
      const parts = SOURCES.reduce((s, name) => s + df[name] * ms[name]!, 0);
      assertAlmostEquals(parts, whole, 1e-9);
      assertEquals(
        SOURCES.reduce((s, name) => s + df[name], 0),
        3 * 4 * 2 * 2 - 1,
      );
    }),
    SETTINGS,
  );
});

Deno.test("varianceComponentsCrossed() exchanges sources with its axes", () => {
  fc.assert(
    fc.property(plan(3, 4, 2, 1), (values) => {
      const found = varianceComponentsCrossed(values).components;
      const turned = varianceComponentsCrossed(
        values[0].map((_, j) => values.map((plane) => plane[j])),
      ).components;
      assertAlmostEquals(turned.search!, found.training!, 1e-12);
      assertAlmostEquals(turned.training!, found.search!, 1e-12);
      assertAlmostEquals(turned.split!, found.split!, 1e-12);
      assertAlmostEquals(turned.searchSplit!, found.trainingSplit!, 1e-12);
      assertEquals([turned.threeWay, found.threeWay], [null, null]);
    }),
    SETTINGS,
  );
});

Deno.test("varianceComponentsCrossed() finds additive effects in their own sources alone", () => {
  const search = [0, 1, 2];
  const split = [0, 3, 9];
  const values = search.map((s) => [0, 0].map(() => split.map((c) => [s + c])));
  const { components, shares } = varianceComponentsCrossed(values);
  assertAlmostEquals(components.search!, 1, 1e-12);
  assertAlmostEquals(components.split!, 21, 1e-12);
  for (
    const none of [
      "training",
      "searchSplit",
      "trainingSplit",
      "residual",
    ] as const
  ) assertAlmostEquals(components[none]!, 0, 1e-12);
  assertAlmostEquals(shares.split!, 21 / 22, 1e-9);
});

Deno.test("varianceComponentsCrossed() reports negative estimates and counts them as no share", () => {
  // Two splits that undo each other: the mean of each search seed is the same.
  const values = [[[[1], [-1]], [[1], [-1]]], [[[-1], [1]], [[-1], [1]]]];
  const { components, shares, allNonNegative } = varianceComponentsCrossed(
    values,
  );
  assert(components.search! < 0);
  assertEquals(shares.search, 0);
  assert(!allNonNegative);
  assertThrows(
    () => varianceComponentsCrossed([[[[1], [1]]]]),
    RangeError,
    "1 x 1 x 2",
  );
  assertThrows(
    () => varianceComponentsCrossed([[[[1], [1]], [[1], [1]]], [[[1], [1]]]]),
    RangeError,
    "cells of other sizes",
  );
});

Deno.test("varianceComponentsCrossed() leaves out a factor of one level", () => {
  // Rows 0 and 1, columns 0, 3 and 9, twice each with -1 and 1 around them.
  const values = [0, 1].map((
    s,
  ) => [[0, 3, 9].map((c) => [s + c - 1, s + c + 1])]);
  const { components, ms, df } = varianceComponentsCrossed(values);
  assertEquals(
    SOURCES.filter((source) => components[source] === null),
    ["training", "searchTraining", "trainingSplit", "threeWay"],
  );
  assertEquals([df.searchSplit, df.residual, ms.trainingSplit], [2, 6, null]);
  assertAlmostEquals(components.residual!, 2, 1e-12);
  assertAlmostEquals(components.searchSplit!, -1, 1e-12);
  assertAlmostEquals(components.search!, 0.5, 1e-12);
  assertAlmostEquals(components.split!, 21, 1e-12);
});

Deno.test("crossedIntervals() of the residual are the chi-square interval", () => {
  const stream = new RandomState(3);
  const draw = () => Array.from({ length: 3 }, () => stream.random());
  const values = Array.from(
    { length: 3 },
    () => Array.from({ length: 3 }, () => Array.from({ length: 3 }, draw)),
  );
  const estimates = varianceComponentsCrossed(values);
  const { components, shares } = crossedIntervals(
    estimates,
    new RandomState(1),
    0.95,
    20_000,
  );
  // SciPy 1.17.1: 54 / stats.chi2.ppf([.975, .025], 54)
  const residual = estimates.components.residual!;
  assertAlmostEquals(components.residual.low! / residual, 0.7086, 0.01);
  assertAlmostEquals(components.residual.high! / residual, 1.5175, 0.03);
  for (const source of SOURCES) {
    const { low, high } = components[source];
    const estimate = estimates.components[source]!;
    assert(low! <= estimate && high! >= estimate, source);
    assert(shares[source].low! >= 0 && shares[source].high! <= 1);
  }
  assertEquals(
    crossedIntervals(estimates, new RandomState(1), 0.95, 100),
    crossedIntervals(estimates, new RandomState(1), 0.95, 100),
  );
});

Deno.test("varianceComponentsOneway() parts between and within, and refuses unequal groups", () => {
  const found = varianceComponentsOneway([[1, 3], [5, 7], [9, 11]]);
  // Means 2, 6, 10 (variance 16), within 2: between = 16 - 2 / 2.
  assertAlmostEquals(found.between!, 15, 1e-12);
  assertAlmostEquals(found.within!, 2, 1e-12);
  assertAlmostEquals(found.icc!, 15 / 17, 1e-12);
  assertThrows(
    () => varianceComponentsOneway([[1, 2], [1]]),
    RangeError,
    "group 1",
  );
});
