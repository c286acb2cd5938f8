import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { studentTInterval } from "../../../bench/stats/describe.ts";
import {
  bootstrapCi,
  drawnResamples,
  sampleMean,
} from "../../../bench/stats/bootstrap.ts";
import {
  bestOfKInterval,
  expectedBestOfK,
} from "../../../bench/stats/expected_best_of_k.ts";
import { incumbents } from "../../../bench/stats/incumbents.ts";
import { logrank } from "../../../bench/stats/logrank.ts";
import {
  kaplanMeier,
  restrictedMeanInterval,
} from "../../../bench/stats/survival.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { fineScore, scores, withShuffle } from "./arbitraries.ts";

const SETTINGS = { seed: 1, numRuns: 60 };

const studies = fc.array(
  fc.record({
    time: fc.integer({ min: 1, max: 12 }),
    reached: fc.boolean(),
    group: fc.constantFrom<0 | 1>(0, 1),
  }),
  { minLength: 1, maxLength: 25 },
);

Deno.test("kaplanMeier() without earlier censoring is the share still searching, and Student's interval", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), {
        minLength: 10,
        maxLength: 30,
      }),
      (drawn) => {
        const tau = 15;
        const times = drawn.map((t) => Math.min(t, tau));
        const curve = kaplanMeier(times, drawn.map((t) => t < tau), tau);
        curve.eventTimes.forEach((t, j) =>
          assertAlmostEquals(
            curve.survival[j],
            times.filter((x) => x > t).length / times.length,
            1e-12,
          )
        );
        const { low, high } = restrictedMeanInterval(curve);
        const student = studentTInterval(times);
        assertAlmostEquals(low!, student.low!, 1e-9);
        assertAlmostEquals(high!, student.high!, 1e-9);
      },
    ),
    SETTINGS,
  );
});

Deno.test("kaplanMeier() does not depend on the order of studies, falls, and stays in its interval", () => {
  fc.assert(
    fc.property(withShuffle(studies), ([list, shuffled]) => {
      const of = (some: typeof list) =>
        kaplanMeier(
          some.map(({ time }) => time),
          some.map(({ reached }) => reached),
          10,
        );
      const curve = of(list);
      assertEquals(of(shuffled), curve);
      curve.survival.forEach((s, j) => {
        assert(s < (curve.survival[j - 1] ?? 1));
        if (s > 0) {
          assert(curve.survivalLow[j]! <= s && curve.survivalHigh[j]! >= s);
        }
      });
    }),
    SETTINGS,
  );
});

Deno.test("kaplanMeier() says nothing of a threshold that no study reached", () => {
  const curve = kaplanMeier([15, 15], [false, false], 15);
  assertEquals([curve.median, curve.restrictedMean, curve.restrictedMeanSe], [
    null,
    15,
    0,
  ]);
  assertEquals(restrictedMeanInterval(curve), { low: null, high: null });
  assertEquals(kaplanMeier([], [], 15).restrictedMean, null);
  assertThrows(() => kaplanMeier([1], [], 5), RangeError, "1 and 0 entries");
});

Deno.test("logrank() keeps its value and exchanges its groups, and sees no order", () => {
  fc.assert(
    fc.property(withShuffle(studies), ([list, shuffled]) => {
      const of = (some: typeof list, flip: boolean) =>
        logrank(
          some.map(({ time }) => time),
          some.map(({ reached }) => reached),
          some.map(({ group }) => flip ? (group === 0 ? 1 : 0) : group),
        );
      const found = of(list, false);
      const swapped = of(list, true);
      if (found.chiSquare === null) return assertEquals(swapped, found);
      assertAlmostEquals(swapped.chiSquare!, found.chiSquare, 1e-9);
      assertEquals(swapped.observed, found.observed!.toReversed());
      assertAlmostEquals(
        found.expected![0] + found.expected![1],
        found.observed![0] + found.observed![1],
        1e-9,
      );
      assertAlmostEquals(of(shuffled, false).p!, found.p!, 1e-12);
    }),
    SETTINGS,
  );
});

/** Mean of the best over all subsets of size k. */
function enumeratedBest(values: readonly number[], k: number): number {
  let total = 0;
  let count = 0;
  for (let subset = 0; subset < 2 ** values.length; subset++) {
    const chosen = values.filter((_, i) => (subset >> i) & 1);
    if (chosen.length !== k) continue;
    total += Math.max(...chosen);
    count++;
  }
  return total / count;
}

Deno.test("expectedBestOfK() without replacement is the mean over all subsets", () => {
  fc.assert(
    fc.property(withShuffle(scores(1, 8)), ([values, shuffled]) => {
      const k = values.map((_, i) => i + 1);
      const { u, v } = expectedBestOfK(values, k, "maximize");
      k.forEach((size, i) => {
        assertAlmostEquals(u[i]!, enumeratedBest(values, size), 1e-12);
        assert(v[i]! <= u[i]! + 1e-12);
      });
      assertEquals(expectedBestOfK(shuffled, k, "maximize").u, u);
      const down = expectedBestOfK(values.map((x) => -x), k, "minimize");
      down.u.forEach((value, i) => assertAlmostEquals(value!, -u[i]!, 1e-12));
    }),
    SETTINGS,
  );
});

Deno.test("expectedBestOfK() with replacement is the mean over all draws", () => {
  const values = [0.2, 0.5, 0.9];
  const draws = values.flatMap((a) => values.map((b) => Math.max(a, b)));
  const mean = draws.reduce((a, b) => a + b, 0) / 9;
  const spread = draws.reduce((s, x) => s + (x - mean) ** 2, 0) / 9;
  const { v, vSd } = expectedBestOfK(values, [2], "maximize");
  assertAlmostEquals(v[0]!, mean, 1e-12);
  assertAlmostEquals(vSd[0]!, Math.sqrt(spread), 1e-12);
  assertEquals(expectedBestOfK([], [1], "maximize").v, [null]);
  assertEquals(expectedBestOfK(values, [4], "maximize").u, [null]);
  assertThrows(() => expectedBestOfK(values, [0], "maximize"), RangeError);
});

Deno.test("bestOfKInterval() is the mean's at k = 1, mirrors, and is none above n", () => {
  const values = [0.2, 0.5, 0.9, 0.4, 0.6];
  const at = (list: number[], k: number, direction: "maximize" | "minimize") =>
    bestOfKInterval(
      list,
      k,
      direction,
      drawnResamples(5, 2000, new RandomState(1)),
    );
  const first = at(values, 1, "maximize");
  const { percentileLow, percentileHigh } = bootstrapCi(
    values,
    sampleMean,
    drawnResamples(5, 2000, new RandomState(1)),
  );
  assertAlmostEquals(first.low!, percentileLow!, 1e-12);
  assertAlmostEquals(first.high!, percentileHigh!, 1e-12);
  const down = at(values.map((x) => -x), 3, "minimize");
  const up = at(values, 3, "maximize");
  assertAlmostEquals(down.low!, -up.high!, 1e-12);
  assert(up.high! <= 0.9 && up.low! > first.low!);
  assertEquals(at(values, 6, "maximize"), { low: null, high: null });
});

const trial = fc.record({
  value: fc.option(fineScore),
  state: fc.constantFrom(
    "complete" as const,
    "pruned" as const,
    "failed" as const,
  ),
  cost: fc.integer({ min: 1, max: 9 }),
});

Deno.test("incumbents() of negated values minimised are the negated incumbents", () => {
  fc.assert(
    fc.property(fc.array(trial, { maxLength: 15 }), (trials) => {
      const up = incumbents(trials, "maximize", 0.5, 20);
      const down = incumbents(
        trials.map((t) => ({
          ...t,
          value: t.value === null ? null : -t.value,
        })),
        "minimize",
        -0.5,
        20,
      );
      assertEquals(down.improvedAt, up.improvedAt);
      assertAlmostEquals(down.area!, -up.area!, 1e-12);
      if (up.meanIncumbent !== null) {
        assertAlmostEquals(down.meanIncumbent!, -up.meanIncumbent, 1e-12);
      }
      up.incumbent.forEach((value, i) => {
        const before = up.incumbent[i - 1] ?? null;
        assert(before === null || value! >= before);
      });
    }),
    SETTINGS,
  );
});

Deno.test("incumbents() takes the area as a sum over unit steps of cost", () => {
  fc.assert(
    fc.property(
      fc.array(trial, { maxLength: 15 }),
      fc.integer({ min: 1, max: 60 }),
      (trials, budget) => {
        const { incumbent, area } = incumbents(trials, "maximize", 0, budget);
        const held: number[] = [];
        trials.forEach(({ cost }, i) => {
          for (let step = 0; step < cost; step++) {
            held.push(incumbent[i - 1] ?? 0);
          }
        });
        while (held.length < budget) held.push(incumbent.at(-1) ?? 0);
        const expected = held.slice(0, budget).reduce((a, b) => a + b, 0) /
          budget;
        assertAlmostEquals(area!, expected, 1e-12);
      },
    ),
    SETTINGS,
  );
});

Deno.test("incumbents() never takes a pruned trial, keeps the first of equals, and needs a floor", () => {
  const found = incumbents(
    [
      { value: 0.9, state: "pruned", cost: 1 },
      { value: 0.6, state: "complete", cost: 1 },
      { value: 0.6, state: "complete", cost: 1 },
    ],
    "maximize",
    null,
    3,
  );
  assertEquals(found, {
    incumbent: [null, 0.6, 0.6],
    bestIndex: 1,
    improvedAt: [1],
    meanIncumbent: null,
    area: null,
  });
});
