import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  drawChiSquare,
  drawDirichlet,
  drawGamma,
  drawNormal,
} from "../../../bench/stats/random_draws.ts";
import {
  noetherSampleSize,
  pairedTPower,
  pairedTSize,
  powerPairedT,
  powerSignedRank,
  smallestSignedRankSize,
} from "../../../bench/stats/sample_size.ts";
import { mean, standardDeviation } from "../../../bench/stats/sums.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";

Deno.test("noetherSampleSize() gives Bouthillier's 29 and the same for the other side", () => {
  assertEquals(noetherSampleSize(0.75, 0.05, 0.05).n, 29);
  assertEquals(noetherSampleSize(0.25, 0.05, 0.05).n, 29);
  assertEquals(noetherSampleSize(0.5, 0.05, 0.05), { nReal: null, n: null });
});

Deno.test("pairedTPower() is alpha without an effect and does not see its sign", () => {
  for (const n of [2, 3, 10, 300]) {
    for (const alpha of [0.001, 0.05, 0.2]) {
      assertAlmostEquals(pairedTPower(0, alpha, n), alpha, 1e-10);
    }
  }
  assertEquals(pairedTPower(-0.7, 0.05, 9), pairedTPower(0.7, 0.05, 9));
});

Deno.test("pairedTPower() gives the noncentral t's power at few pairs and large effects", () => {
  // SciPy 1.17.1, quad over z of phi(z - delta) P(chi^2_v <= v z^2 / c^2).
  assertAlmostEquals(pairedTPower(3, 0.001, 2), 0.0053173259528, 1e-12);
  assertAlmostEquals(pairedTPower(2.5, 0.01, 2), 0.0442880315548, 1e-12);
  assertAlmostEquals(pairedTPower(3, 0.001, 7), 0.8694170416215, 1e-12);
});

Deno.test("pairedTSize() is the smallest size with the power asked for", () => {
  for (const dz of [0.2, 0.5, 1, 3]) {
    const n = pairedTSize(dz, 0.05, 0.8)!;
    assert(pairedTPower(dz, 0.05, n) >= 0.8);
    assert(n === 2 || pairedTPower(dz, 0.05, n - 1) < 0.8);
  }
  assertEquals(powerPairedT(0, 0.05, 0.8).n, null);
  assertEquals(powerSignedRank(0, 0.05, 0.8).n, null);
});

Deno.test("smallestSignedRankSize() is the first n whose best p reaches alpha", () => {
  for (const alpha of [0.5, 0.25, 0.05, 0.03125, 0.01, 0.05 / 6, 2 ** -20]) {
    const n = smallestSignedRankSize(alpha);
    assert(2 ** (1 - n) <= alpha && 2 ** (2 - n) > alpha, `${alpha}`);
  }
});

const DRAWS = 20_000;
/** Four standard errors of a mean of draws. */
function assertMoments(
  draw: () => number,
  expectedMean: number,
  variance: number,
): void {
  const values = Array.from({ length: DRAWS }, draw);
  assertAlmostEquals(
    mean(values),
    expectedMean,
    4 * Math.sqrt(variance / DRAWS),
  );
  assertAlmostEquals(standardDeviation(values) ** 2 / variance, 1, 0.1);
}

Deno.test("draws have the moments of their laws", () => {
  const stream = new RandomState(1);
  assertMoments(() => drawNormal(stream), 0, 1);
  for (const shape of [0.5, 0.6, 1, 2.5, 30]) {
    assertMoments(() => drawGamma(shape, stream), shape, shape);
  }
  assertMoments(() => drawChiSquare(4, stream), 4, 8);
  // The first weight of Dirichlet(1/2, 1, 1) is beta(1/2, 2).
  assertMoments(
    () => drawDirichlet([0.5, 1, 1], stream)[0],
    0.2,
    0.5 * 2 / (2.5 ** 2 * 3.5),
  );
});
