import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { midranks, tieSizes } from "../../../bench/stats/midranks.ts";
import { quantiles } from "../../../bench/stats/quantile.ts";
import {
  isConstant,
  mean,
  standardDeviation,
  sum,
  withoutRounding,
} from "../../../bench/stats/sums.ts";
import { scores, withShuffle } from "./arbitraries.ts";

const SETTINGS = { seed: 1 };
const double = fc.double({ noNaN: true, min: -1e200, max: 1e200 });

Deno.test("sum() gives the same bits in any order", () => {
  fc.assert(
    fc.property(withShuffle(fc.array(double)), ([values, shuffled]) => {
      assertEquals(sum(shuffled) + 0, sum(values) + 0);
    }),
    SETTINGS,
  );
});

Deno.test("sum() rounds once", () => {
  // Python 3.11: math.fsum of the same lists.
  assertEquals(sum([1e16, 1, -1e16]), 1);
  assertEquals(sum(new Array(10).fill(0.1)), 1);
  assertEquals(sum([1, 1e100, 1, -1e100]), 2);
  assertEquals(sum([2 ** 53, 1, 2 ** -1000]), 2 ** 53 + 2);
  assertEquals(sum([]), 0);
});

Deno.test("sum() equals exact arithmetic on integers beyond 2^53", () => {
  const whole = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(Number);
  fc.assert(
    fc.property(fc.array(whole), (values) => {
      const exact = values.reduce((total, x) => total + BigInt(x), 0n);
      assertEquals(sum(values) + 0, Number(exact));
    }),
    SETTINGS,
  );
});

Deno.test("standardDeviation() is 0 for equal values and Pythagoras' for two", () => {
  assertEquals(standardDeviation([0.7, 0.7, 0.7]), 0);
  assertEquals(standardDeviation([0.4 - 0.3, 0.3 - 0.2]), 0);
  assertAlmostEquals(standardDeviation([3, 7]), 4 / Math.SQRT2, 1e-15);
});

Deno.test("isConstant() and withoutRounding() see through the last bits", () => {
  assert(0.4 - 0.3 !== 0.3 - 0.2);
  assert(isConstant([0.4 - 0.3, 0.3 - 0.2]));
  assert(!isConstant([0, 1e-9]));
  assertEquals(withoutRounding(0.4 - 0.3), withoutRounding(0.3 - 0.2));
});

Deno.test("midranks() sum to n (n + 1) / 2, follow their values and share ties", () => {
  assertEquals(midranks([0.3, 0.1, 0.3, 0.2]), [3.5, 1, 3.5, 2]);
  fc.assert(
    fc.property(withShuffle(scores(1, 30)), ([values, shuffled]) => {
      const ranks = midranks(values);
      assertEquals(sum(ranks), values.length * (values.length + 1) / 2);
      values.forEach((x, i) => {
        const below = values.filter((y) => y < x).length;
        const equal = values.filter((y) => y === x).length;
        assertEquals(ranks[i], below + (equal + 1) / 2);
      });
      assertEquals(midranks(shuffled).toSorted(), ranks.toSorted());
      assertEquals(sum(tieSizes(values)), values.length);
    }),
    SETTINGS,
  );
});

Deno.test("quantiles() are the order statistics at their own levels and turn with the sign", () => {
  fc.assert(
    fc.property(
      scores(2, 20),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, p) => {
        const sorted = values.toSorted((a, b) => a - b);
        const levels = sorted.map((_, i) => i / (sorted.length - 1));
        quantiles(values, levels).forEach((q, i) =>
          assertAlmostEquals(q!, sorted[i], 1e-12)
        );
        const [q] = quantiles(values, [p]);
        const [mirrored] = quantiles(values.map((x) => -x), [1 - p]);
        assertAlmostEquals(mirrored!, -q!, 1e-12);
      },
    ),
    SETTINGS,
  );
  assertEquals(quantiles([], [0.5]), [null]);
  assertEquals(quantiles([1, Infinity, Infinity], [0, 0.8]), [1, Infinity]);
});

Deno.test("mean() of no values is not a number", () => {
  assert(Number.isNaN(mean([])));
});
