/** Means of values that share effects: of speakers, or of the seeds of crossed streams. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  crossedMean,
  meanPosterior,
} from "../../../bench/stats/crossed_mean.ts";
import { studentTInterval } from "../../../bench/stats/describe.ts";
import { pairedMeanDifference } from "../../../bench/stats/paired.ts";
import { twoWayInterval } from "../../../bench/stats/two_way.ts";
import { fineScore } from "./arbitraries.ts";

/** Effects of the seeds 0 to n - 1 of `nested` with five women and five men. */
const latin = (n: number) =>
  Array.from(
    { length: n },
    (_, s) => [`w${s % 5}`, `m${(s + Math.floor(s / 5)) % 5}`],
  );

Deno.test("twoWayInterval() agrees with numpy's least squares and SciPy's t", () => {
  // numpy 2.4.6 linalg.lstsq on the ten indicators, SciPy 1.17.1 t.ppf(.975, 6)
  const found = twoWayInterval(
    [
      ...[.81, .77, .9, .72, .85, .79, .83, .88],
      ...[.7, .86, .8, .76, .91, .74, .84],
    ],
    latin(15),
  );
  assertEquals(found?.df, 6);
  assertAlmostEquals(found!.low!, 0.7990621159488556, 1e-12);
  assertAlmostEquals(found!.high!, 0.822271217384478, 1e-12);
});

Deno.test("twoWayInterval() does not depend on the effects, but for where it lies", () => {
  const effects = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
    minLength: 10,
    maxLength: 10,
  });
  fc.assert(
    fc.property(
      fc.array(fineScore, { minLength: 20, maxLength: 20 }),
      effects,
      (noise, of) => {
        const at = latin(20);
        const plain = twoWayInterval(noise, at);
        const shifted = twoWayInterval(
          noise.map((x, i) =>
            x + of[Number(at[i][0][1])] + of[5 + Number(at[i][1][1])]
          ),
          at,
        );
        if (plain === null) return;
        const mean = of.reduce((sum, x) => sum + x, 0) / 5;
        assertAlmostEquals(shifted!.low!, plain.low! + mean, 1e-9);
        assertAlmostEquals(shifted!.high!, plain.high! + mean, 1e-9);
      },
    ),
    { seed: 1, numRuns: 40 },
  );
});

Deno.test("twoWayInterval() says nothing with few degrees of freedom, unequal counts or no noise", () => {
  const values = (n: number) =>
    Array.from({ length: n }, (_, i) => (i * 7919 % 101) / 101);
  assertEquals(twoWayInterval([], []), null);
  for (const n of [5, 10]) {
    assertEquals(twoWayInterval(values(n), latin(n)), null);
  }
  for (const n of [16, 17, 24]) {
    assertEquals(twoWayInterval(values(n), latin(n)), null);
  }
  assertEquals(twoWayInterval(new Array(15).fill(0.7), latin(15)), null);
});

Deno.test("crossedMean() over one factor without repeats is Student's t", () => {
  fc.assert(
    fc.property(
      fc.array(fineScore, { minLength: 3, maxLength: 12 }),
      (values) => {
        const found = crossedMean(values, [values.map((_, i) => i)]);
        if (found === null) return;
        const { low, high } = studentTInterval(values);
        const { p } = pairedMeanDifference(values, values.map(() => 0));
        assertAlmostEquals(found.low!, low!, 1e-9);
        assertAlmostEquals(found.high!, high!, 1e-9);
        assertAlmostEquals(found.p, p!, 1e-9);
      },
    ),
    { seed: 2, numRuns: 40 },
  );
});

Deno.test("crossedMean() adds the variances over both factors, as worked out with numpy and SciPy", () => {
  const values = [.01, .03, -.02, .05, .04, 0];
  const found = crossedMean(values, [[0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1]])!;
  const near = (x: number, y: number) => assertAlmostEquals(x, y, 1e-9);
  near(found.mean, 0.018333333333333337);
  near(found.se, 0.008498365855987976);
  near(found.df, 1.0807354116706633);
  near(found.p, 0.2613263297760537);
  near(found.low!, -0.07233328729345127);
  const { pLeft, pRope, pRight } = meanPosterior(found, 0.01);
  near(pLeft, 0.08522713425763946);
  near(pRight, 0.7518522914511546);
  near(pLeft + pRope + pRight, 1);
});

Deno.test("crossedMean() has no error where nothing varies, and none of a factor with one level", () => {
  assertEquals(crossedMean([0.1, 0.1], [[0, 1]]), null);
  assertEquals(crossedMean([0.1, 0.2], [[0, 0]]), null);
  const [one, both] = [[[0, 1, 2]], [[0, 1, 2], [4, 4, 4]]]
    .map((factors) => crossedMean([0.1, 0.3, 0.2], factors));
  assert(one !== null);
  assertEquals(both, one);
});
