import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { cohensKappa, mcnemarExact } from "../../../bench/stats/agreement.ts";
import { classification } from "../../../bench/stats/classification.ts";
import { kendallTauB, spearman } from "../../../bench/stats/correlation.ts";
import {
  clopperPearson,
  wilsonInterval,
} from "../../../bench/stats/proportions.ts";
import { pairedScores } from "./arbitraries.ts";

const SETTINGS = { seed: 1, numRuns: 60 };

Deno.test("spearman() and kendallTauB() turn with the sign and exchange their sides", () => {
  fc.assert(
    fc.property(pairedScores(3, 20), ([x, y]) => {
      const down = x.map((value) => -value);
      const rho = spearman(x, y);
      const tau = kendallTauB(x, y);
      assertEquals(spearman(y, x), rho);
      assertEquals(kendallTauB(y, x), tau);
      if (rho.rho === null) return;
      assertAlmostEquals(spearman(down, y).rho!, -rho.rho, 1e-12);
      assertAlmostEquals(spearman(down, y).p!, rho.p!, 1e-9);
      assertAlmostEquals(kendallTauB(down, y).tau!, -tau.tau!, 1e-12);
      assertAlmostEquals(kendallTauB(down, y).p!, tau.p!, 1e-12);
      // Ranks see only the order of values.
      const stretched = spearman(x.map((value) => value ** 3), y);
      assertAlmostEquals(stretched.rho!, rho.rho, 1e-12);
    }),
    SETTINGS,
  );
});

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((list) =>
    Array.from({ length: n }, (_, i) => list.toSpliced(i, 0, n))
  );
}

Deno.test("kendallTauB() gives the exact p-value of every permutation of six", () => {
  const x = [1, 2, 3, 4, 5, 6];
  const taus = permutations(6).map((y) => kendallTauB(x, y));
  for (const { tau, p, method } of taus.slice(0, 60)) {
    const further = taus.filter((other) =>
      Math.abs(other.tau!) >= Math.abs(tau!) - 1e-12
    ).length;
    assertAlmostEquals(p!, further / taus.length, 1e-12);
    assertEquals(method, "exact");
  }
});

Deno.test("spearman() of a straight line is 1 with p 0, and of two pairs has no p", () => {
  assertEquals(spearman([1, 2, 3, 4], [10, 20, 30, 40]), { rho: 1, p: 0 });
  assertEquals(spearman([1, 2], [2, 1]), { rho: -1, p: null });
  assertEquals(spearman([1, 1], [2, 1]), { rho: null, p: null });
  assertThrows(() => spearman([1], []), RangeError);
});

Deno.test("mcnemarExact() is the two-sided sign test of the differing utterances", () => {
  // 2 (1 + 6) / 2^6
  assertAlmostEquals(mcnemarExact(5, 1, 107).p, 14 / 64, 1e-15);
  assertEquals(mcnemarExact(1, 5, 107).p, mcnemarExact(5, 1, 107).p);
  assertEquals(mcnemarExact(1, 5, 100).difference, -0.04);
  assertEquals(mcnemarExact(7, 7, 50).p, 1);
  assertEquals(mcnemarExact(0, 1, 1).p, 1);
  assertEquals(mcnemarExact(0, 0, 0), { p: 1, difference: null });
});

const counts = fc.array(
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
  { minLength: 3, maxLength: 3 },
);

Deno.test("cohensKappa() does not care which rater is which nor how classes are ordered", () => {
  fc.assert(
    fc.property(counts, (matrix) => {
      const found = cohensKappa(matrix);
      const turned = cohensKappa(matrix.map((_, i) => matrix.map((r) => r[i])));
      const reversed = cohensKappa(
        matrix.toReversed().map((row) => row.toReversed()),
      );
      if (found.kappa === null) return assertEquals(turned.kappa, null);
      assertAlmostEquals(turned.kappa!, found.kappa, 1e-12);
      assertAlmostEquals(reversed.kappa!, found.kappa, 1e-12);
      assertAlmostEquals(turned.se!, found.se!, 1e-9);
      assert(found.kappa <= 1);
    }),
    SETTINGS,
  );
});

Deno.test("classification() keeps its scores when classes are renamed", () => {
  const label = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 30 }),
      (pairs) => {
        const of = (rename: (c: number) => number) =>
          classification(
            pairs.map(([t]) => rename(t)),
            pairs.map(([, p]) => rename(p)),
            4,
          );
        const found = of((c) => c);
        const renamed = of((c) => 3 - c);
        assertEquals(renamed.accuracy, found.accuracy);
        assertAlmostEquals(
          renamed.balancedAccuracy!,
          found.balancedAccuracy!,
          1e-12,
        );
        assertAlmostEquals(renamed.macroF1!, found.macroF1!, 1e-12);
        assertEquals(renamed.absent, found.absent);
      },
    ),
    SETTINGS,
  );
  assertThrows(() => classification([0], [], 2), RangeError, "0 for 1");
  assertThrows(() => classification([0], [2], 2), RangeError, "classes 0 to 1");
});

Deno.test("intervals of a share mirror when successes become failures", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, share) => {
        const k = Math.round(n * share);
        for (const interval of [wilsonInterval, clopperPearson]) {
          const found = interval(k, n);
          const mirrored = interval(n - k, n);
          assertAlmostEquals(mirrored.low!, 1 - found.high!, 1e-9);
          assert(found.low! <= k / n && found.high! >= k / n);
          assert(found.low! >= 0 && found.high! <= 1);
        }
      },
    ),
    SETTINGS,
  );
});

Deno.test("clopperPearson() has the rule of three's closed form without a success", () => {
  assertAlmostEquals(clopperPearson(0, 20).high!, 1 - 0.025 ** (1 / 20), 1e-12);
  assertThrows(() => clopperPearson(0.5, 2), RangeError, "0.5 successes");
  assertThrows(() => wilsonInterval(3, 2), RangeError, "3 successes in 2");
  assertThrows(() => wilsonInterval(-1, 2), RangeError);
});
