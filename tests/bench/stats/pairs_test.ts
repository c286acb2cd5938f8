import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { adjustP } from "../../../bench/stats/adjust_p.ts";
import {
  bayesianSignedRank,
  posteriorWeights,
} from "../../../bench/stats/bayesian_signed_rank.ts";
import { drawnResamples } from "../../../bench/stats/bootstrap.ts";
import { correctedResampledT } from "../../../bench/stats/corrected_resampled_t.ts";
import { hodgesLehmann } from "../../../bench/stats/hodges_lehmann.ts";
import { pairedMeanDifference } from "../../../bench/stats/paired.ts";
import {
  MOST_SPLITS,
  selfComparison,
} from "../../../bench/stats/self_comparison.ts";
import {
  probabilityOfImprovement,
  varghaDelaneyA12,
} from "../../../bench/stats/superiority.ts";
import { wilcoxonSignedRank } from "../../../bench/stats/wilcoxon.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { pairedScores, scores, withShuffle } from "./arbitraries.ts";

const SETTINGS = { seed: 1, numRuns: 60 };
/** Differences with ties and zeros. */
const differences = (maxLength: number) =>
  fc.array(fc.integer({ min: -4, max: 5 }).map((k) => k / 10), {
    minLength: 1,
    maxLength,
  });

/** Two-sided p by going through every sign of the non-zero differences. */
function enumeratedP(d: readonly number[]): number {
  const size = d.map((x) => Math.round(Math.abs(x) * 1e9));
  const rank = size.map((x) =>
    size.filter((y) => y < x).length +
    (size.filter((y) => y === x).length + 1) / 2
  );
  const ranks = rank.filter((_, i) => size[i] !== 0);
  const positive = rank.filter((_, i) => size[i] !== 0 && d[i] > 0)
    .reduce((a, b) => a + b, 0);
  const whole = ranks.reduce((a, b) => a + b, 0);
  const limit = Math.min(positive, whole - positive);
  let atMost = 0;
  for (let signs = 0; signs < 2 ** ranks.length; signs++) {
    const w = ranks.reduce((s, r, i) => s + ((signs >> i) & 1 ? r : 0), 0);
    if (w <= limit) atMost++;
  }
  return Math.min(1, 2 * atMost / 2 ** ranks.length);
}

Deno.test("wilcoxonSignedRank() gives the exact p-value with ties and zeros", () => {
  fc.assert(
    fc.property(differences(11), (d) => {
      assertAlmostEquals(wilcoxonSignedRank(d).p!, enumeratedP(d), 1e-12);
    }),
    SETTINGS,
  );
});

Deno.test("wilcoxonSignedRank() is right where SciPy's exact form is not", () => {
  const found = (d: number[]) => wilcoxonSignedRank(d).p;
  assertEquals(found([0, 0.1, 0.1, -0.2, 0.3, 0.4, 0.5]), 0.125);
  assertEquals(found([0, 0, -0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]), 0.03125);
});

Deno.test("wilcoxonSignedRank() keeps p and turns the effect when the sides are swapped", () => {
  fc.assert(
    fc.property(withShuffle(differences(30)), ([d, shuffled]) => {
      const found = wilcoxonSignedRank(d);
      const swapped = wilcoxonSignedRank(d.map((x) => -x));
      assertEquals(swapped.p, found.p);
      assertEquals([swapped.wPlus, swapped.wMinus], [
        found.wMinus,
        found.wPlus,
      ]);
      assertEquals(
        swapped.rankBiserial,
        found.rankBiserial === null ? null : -found.rankBiserial + 0,
      );
      assertEquals(wilcoxonSignedRank(shuffled), found);
      assert(found.p! >= found.pMin! || found.p === 1);
    }),
    SETTINGS,
  );
});

Deno.test("wilcoxonSignedRank() of the same seeds under two names finds nothing", () => {
  const found = wilcoxonSignedRank([0, 0, 0]);
  assertEquals([found.p, found.pMin, found.rankBiserial], [1, 1, null]);
  assertEquals(wilcoxonSignedRank([]).p, null);
});

Deno.test("wilcoxonSignedRank() goes on beyond the 53 differences whose counts are whole", () => {
  const n = 100;
  const all = wilcoxonSignedRank(Array.from({ length: n }, (_, i) => i + 1));
  assertEquals(all.p, 2 ** (1 - n));
});

Deno.test("pairedMeanDifference() mirrors with its sides", () => {
  fc.assert(
    fc.property(pairedScores(2, 20), ([a, b]) => {
      const found = pairedMeanDifference(a, b);
      const swapped = pairedMeanDifference(b, a);
      assertAlmostEquals(swapped.low!, -found.high!, 1e-12);
      assertAlmostEquals(
        swapped.meanDifference!,
        -found.meanDifference!,
        1e-12,
      );
      assertEquals(swapped.p, found.p);
      // A 95 % interval leaves 0 out exactly when p is below 0.05.
      if (found.p !== null && Math.abs(found.p - 0.05) > 1e-9) {
        assertEquals(found.p < 0.05, found.low! > 0 || found.high! < 0);
      }
    }),
    SETTINGS,
  );
  assertThrows(() => pairedMeanDifference([1], []), RangeError, "1 and 0");
});

Deno.test("hodgesLehmann() moves with a shift, mirrors with the sign and reaches its level", () => {
  fc.assert(
    fc.property(scores(6, 15), (d) => {
      const found = hodgesLehmann(d);
      const moved = hodgesLehmann(d.map((x) => x + 1));
      const mirrored = hodgesLehmann(d.map((x) => -x));
      assertAlmostEquals(moved.estimate!, found.estimate! + 1, 1e-12);
      assertAlmostEquals(mirrored.low!, -found.high!, 1e-12);
      assert(found.achieved! >= 0.95 && found.achieved! < 1);
    }),
    SETTINGS,
  );
  assertEquals(hodgesLehmann([1, 2, 3]).achieved, 0.75);
});

Deno.test("hodgesLehmann()'s interval is where the signed-rank test does not reject", () => {
  const d = [0.11, -0.02, 0.31, 0.42, 0.17, 0.05, 0.29, 0.38];
  const { low, high } = hodgesLehmann(d);
  const p = (shift: number) => wilcoxonSignedRank(d.map((x) => x - shift)).p!;
  assert(p(low! - 1e-6) <= 0.05 && p(low! + 1e-6) > 0.05);
  assert(p(high! + 1e-6) <= 0.05 && p(high! - 1e-6) > 0.05);
});

Deno.test("varghaDelaneyA12() and its swap sum to 1", () => {
  fc.assert(
    fc.property(scores(1, 12), scores(1, 12), (a, b) => {
      assertAlmostEquals(
        varghaDelaneyA12(a, b)! + varghaDelaneyA12(b, a)!,
        1,
        1e-12,
      );
    }),
    SETTINGS,
  );
  assertEquals(varghaDelaneyA12([2, 3], [1]), 1);
});

function improvement(a: readonly number[], b: readonly number[], seed = 1) {
  return probabilityOfImprovement(
    a,
    b,
    drawnResamples(a.length, 1000, new RandomState(seed)),
  );
}

Deno.test("probabilityOfImprovement() mirrors with its sides, and so does Wilson's interval", () => {
  fc.assert(
    fc.property(pairedScores(2, 20), ([a, b]) => {
      const found = improvement(a, b);
      const swapped = improvement(b, a);
      assertAlmostEquals(swapped.p!, 1 - found.p!, 1e-12);
      assertAlmostEquals(swapped.low!, 1 - found.high!, 1e-12);
      assertAlmostEquals(swapped.wilson.low!, 1 - found.wilson.high!, 1e-12);
      assert(found.wilson.low! <= found.p! && found.wilson.high! >= found.p!);
    }),
    SETTINGS,
  );
});

Deno.test("probabilityOfImprovement() speaks of A only", () => {
  const high = Array.from({ length: 20 }, (_, i) => 0.8 + i / 1000);
  const low = high.map((x) => x - 0.1);
  assertEquals(improvement(high, low).verdict, "significant_and_meaningful");
  assertEquals(improvement(low, high).verdict, "not_significant");
  assert(improvement(high, low).collapsed);
  // 60 % of 200 wins: above one half for certain, above three quarters not.
  const wins = Array.from({ length: 200 }, (_, i) => i % 5 < 3 ? 1 : 0);
  const some = improvement(wins, wins.map(() => 0.5));
  assertEquals(some.verdict, "significant_not_meaningful");
  const same = improvement(high, high);
  assertEquals([same.p, same.low, same.high, same.verdict], [
    0.5,
    0.5,
    0.5,
    "not_significant",
  ]);
});

Deno.test("adjustP() never lowers a p, keeps their order, and Holm is at most Bonferroni", () => {
  const p = fc.array(
    fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(withShuffle(p), ([values, shuffled]) => {
      const holm = adjustP(values, "holm");
      const bonferroni = adjustP(values, "bonferroni");
      values.forEach((value, i) => {
        if (value === null) return assertEquals(holm[i], null);
        assert(holm[i]! >= value && holm[i]! <= bonferroni[i]!);
        values.forEach((other, j) => {
          if (other !== null && other < value) assert(holm[j]! <= holm[i]!);
        });
      });
      assertEquals(adjustP(shuffled, "holm").toSorted(), holm.toSorted());
    }),
    SETTINGS,
  );
});

Deno.test("correctedResampledT() is the paired t test's, wider by the overlap", () => {
  const d = [0.02, 0.05, -0.01, 0.03, 0.04];
  const plain = pairedMeanDifference(d, d.map(() => 0));
  const corrected = correctedResampledT(d, 20, 80);
  assertAlmostEquals(
    corrected.se! / plain.se!,
    Math.sqrt((1 / 5 + 1 / 4) * 5),
    1e-12,
  );
  assertAlmostEquals(correctedResampledT(d, 1e-15, 1).p!, plain.p!, 1e-9);
  assertAlmostEquals(
    correctedResampledT(d.map((x) => -x), 20, 80).t!,
    -corrected.t!,
    1e-12,
  );
  assertThrows(
    () => correctedResampledT(d, 20, 0),
    RangeError,
    "sizes above 0",
  );
});

Deno.test("bayesianSignedRank() exchanges left and right with the sign", () => {
  const d = [0.05, -0.02, 0.03, 0.004, 0.07, -0.03];
  const weights = () => posteriorWeights(6, new RandomState(1), 2000);
  const found = bayesianSignedRank(d, 0.01, weights());
  const mirrored = bayesianSignedRank(d.map((x) => -x), 0.01, weights());
  assertEquals(
    [mirrored.pLeft, mirrored.pRope, mirrored.pRight],
    [found.pRight, found.pRope, found.pLeft],
  );
  assertAlmostEquals(mirrored.meanLeft, found.meanRight, 1e-12);
  assertAlmostEquals(
    found.meanLeft + found.meanRope + found.meanRight,
    1,
    1e-12,
  );
  assert(found.pRight > 0.5 && found.pLeft > 0);
  assertEquals(bayesianSignedRank(d, 1, weights()).pRope, 1);
});

Deno.test("selfComparison() takes every way of halving once and draws when there are many", () => {
  const stream = new RandomState(1);
  const values = Array.from({ length: 24 }, () => stream.random());
  const ten = selfComparison(values.slice(0, 10), stream);
  assertEquals([ten.half, ten.splits, ten.complete], [5, 126, true]);
  // Five pairs cannot reach 0.05: p is at least 2^-4.
  assertEquals(ten.signedRank, 0);
  const many = selfComparison(values, stream);
  assertEquals([many.splits, many.complete], [MOST_SPLITS, false]);
  assert(many.signedRank! > 0 && many.signedRank! < 0.15);
  assertEquals(selfComparison([1], stream).signedRank, null);
  assertEquals(selfComparison(new Array(8).fill(1), stream).pairedT, 0);
});
