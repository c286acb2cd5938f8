import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { meanShareInterval } from "../../../bench/stats/mean_share.ts";
import {
  differenceInterval,
  meanOfEstimates,
} from "../../../bench/stats/mover.ts";
import { wilsonInterval } from "../../../bench/stats/proportions.ts";
import { drawNormal } from "../../../bench/stats/random_draws.ts";
import { spearman } from "../../../bench/stats/correlation.ts";
import { spearmanInterval } from "../../../bench/stats/spearman_interval.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";

const SETTINGS = { seed: 1, numRuns: 100 };

/** A class with some of its utterances right, in some of four studies. */
const stratum = fc.integer({ min: 1, max: 40 }).chain((trials) =>
  fc.record({
    trials: fc.constant(trials),
    successes: fc.nat(4 * trials).map((hits) => hits / 4),
  })
);

/** Wilson's interval with its estimate. */
function bounded(successes: number, trials: number) {
  return {
    ...wilsonInterval(successes, trials),
    estimate: successes / trials,
  };
}

Deno.test("meanShareInterval() of one class is Wilson's interval", () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 30 }), (k, n) => {
      const successes = Math.min(k, n);
      const found = meanShareInterval([{ trials: n, successes }]);
      const wilson = wilsonInterval(successes, n);
      assertAlmostEquals(found.low!, wilson.low!, 1e-12);
      assertAlmostEquals(found.high!, wilson.high!, 1e-12);
    }),
    SETTINGS,
  );
});

Deno.test("meanShareInterval() of three classes agrees with a general optimiser", () => {
  // SciPy 1.17.1: likelihood maximised by minimize(method="SLSQP") under a given
  // mean, ends by brentq; the optimiser stops at about 1e-9.
  const { estimate, low, high } = meanShareInterval([
    { trials: 9, successes: 8 },
    { trials: 12, successes: 12 },
    { trials: 16, successes: 13 },
  ]);
  assertAlmostEquals(estimate, (8 / 9 + 1 + 13 / 16) / 3, 1e-15);
  assertAlmostEquals(low!, 0.7707532224055461, 1e-8);
  assertAlmostEquals(high!, 0.9605671538409127, 1e-8);
});

Deno.test("meanShareInterval() mirrors when hits and misses change places", () => {
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 7 }), (strata) => {
      const { estimate, low, high } = meanShareInterval(strata);
      assert(low! >= 0 && low! <= estimate + 1e-12);
      assert(high! <= 1 && high! >= estimate - 1e-12);
      const mirrored = meanShareInterval(
        strata.map(({ trials, successes }) => ({
          trials,
          successes: trials - successes,
        })),
      );
      assertAlmostEquals(mirrored.low!, 1 - high!, 1e-9);
      assertAlmostEquals(mirrored.high!, 1 - low!, 1e-9);
      assertEquals(meanShareInterval(strata.toReversed()).estimate, estimate);
    }),
    SETTINGS,
  );
});

Deno.test("meanShareInterval() covers near 1, where a class may have no miss", () => {
  const sizes = [9, 12, 14, 16, 18, 18, 20];
  for (const share of [0.96, 0.9]) {
    const stream = new RandomState(1);
    let covered = 0;
    const runs = 1500;
    for (let run = 0; run < runs; run++) {
      const { low, high } = meanShareInterval(sizes.map((trials) => {
        let successes = 0;
        for (let i = 0; i < trials; i++) {
          if (stream.random() < share) successes++;
        }
        return { trials, successes };
      }));
      if (low! <= share && share <= high!) covered++;
    }
    assert(covered / runs > 0.925 && covered / runs < 0.97, `${covered}`);
  }
});

Deno.test("meanShareInterval() refuses more successes than trials", () => {
  assertThrows(
    () => meanShareInterval([{ trials: 2, successes: 3 }]),
    RangeError,
    "found 3 successes in 2 trials",
  );
});

Deno.test("differenceInterval() agrees with the published example and statsmodels", () => {
  // Newcombe 1998, paired counts 36, 12, 2, 0 by method 10: 0.0569 to 0.3404.
  const phi = (36 * 0 - 12 * 2) / Math.sqrt(48 * 2 * 38 * 12);
  const paired = differenceInterval(bounded(48, 50), bounded(38, 50), phi);
  assertAlmostEquals(paired.low!, 0.0569, 5e-5);
  assertAlmostEquals(paired.high!, 0.3404, 5e-5);
  // statsmodels 0.15.0: confint_proportions_2indep(56, 70, 48, 80, "newcomb").
  const apart = differenceInterval(bounded(56, 70), bounded(48, 80));
  assertAlmostEquals(apart.low!, 0.05243147240236498, 1e-12);
  assertAlmostEquals(apart.high!, 0.33387265403690614, 1e-12);
});

Deno.test("differenceInterval() turns with the sign, and has no ends without both intervals", () => {
  const [a, b] = [bounded(9, 10), bounded(5, 12)];
  const there = differenceInterval(a, b, 0.3);
  const back = differenceInterval(b, a, 0.3);
  assertAlmostEquals(back.low!, -there.high!, 1e-15);
  assertAlmostEquals(back.high!, -there.low!, 1e-15);
  assertEquals(differenceInterval(a, { ...b, low: null }), {
    low: null,
    high: null,
  });
});

Deno.test("meanOfEstimates() joins arms by their squares", () => {
  const found = meanOfEstimates([
    { estimate: 0.5, low: 0.2, high: 0.9 },
    { estimate: 0.7, low: 0.3, high: 1 },
  ]);
  assertAlmostEquals(found.estimate, 0.6, 1e-15);
  assertAlmostEquals(found.low!, 0.6 - 0.5 / 2, 1e-15);
  assertAlmostEquals(found.high!, 0.6 + 0.5 / 2, 1e-15);
  assertEquals(
    meanOfEstimates([{ estimate: 1, low: null, high: null }]).low,
    null,
  );
});

Deno.test("spearmanInterval() covers the correlation of normal pairs", () => {
  const correlation = 0.6;
  // Spearman's correlation of a bivariate normal law.
  const rank = 6 / Math.PI * Math.asin(correlation / 2);
  const stream = new RandomState(3);
  let covered = 0;
  const runs = 2000;
  for (let run = 0; run < runs; run++) {
    const x = Array.from({ length: 30 }, () => drawNormal(stream));
    const y = x.map((value) =>
      correlation * value +
      Math.sqrt(1 - correlation ** 2) * drawNormal(stream)
    );
    const { low, high } = spearmanInterval(spearman(x, y).rho, x.length);
    if (low! <= rank && rank <= high!) covered++;
  }
  assert(covered / runs > 0.935 && covered / runs < 0.97, `${covered}`);
});

Deno.test("spearmanInterval() has no ends where there is nothing to transform", () => {
  const none = { low: null, high: null };
  assertEquals(spearmanInterval(null, 20), none);
  assertEquals(spearmanInterval(1, 20), none);
  assertEquals(spearmanInterval(0.5, 3), none);
  const { low, high } = spearmanInterval(-0.4, 12);
  const mirrored = spearmanInterval(0.4, 12);
  assertAlmostEquals(low!, -mirrored.high!, 1e-15);
  assertAlmostEquals(high!, -mirrored.low!, 1e-15);
});
