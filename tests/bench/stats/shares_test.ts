import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { differenceInterval } from "../../../bench/stats/mover.ts";
import { wilsonInterval } from "../../../bench/stats/proportions.ts";
import { drawNormal } from "../../../bench/stats/random_draws.ts";
import { spearman } from "../../../bench/stats/correlation.ts";
import { spearmanInterval } from "../../../bench/stats/spearman_interval.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";

/** Wilson's interval with its estimate. */
function bounded(successes: number, trials: number) {
  return {
    ...wilsonInterval(successes, trials),
    estimate: successes / trials,
  };
}

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
