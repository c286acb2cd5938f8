import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { domainOf, spread, trialTicks } from "../../../bench/figures/scale.ts";

Deno.test("domainOf holds all values on round ends within 0 and 1", () => {
  assertEquals(domainOf([0.52, null, 0.81]), [0.5, 0.85]);
  assertEquals(domainOf([1, 0]), [0, 1]);
  assertEquals(domainOf([]), [0, 1]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
      (values) => {
        const [low, high] = domainOf(values);
        assert(low <= Math.min(...values) && Math.max(...values) <= high);
        assert(low < high);
      },
    ),
    { seed: 1 },
  );
});

Deno.test("spread keeps the distance and the order, and the mean of what it moves", () => {
  assertEquals(spread([1, 5], 2), [1, 5]);
  assertEquals(spread([5, 5, 5], 2), [3, 5, 7]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: 1,
        maxLength: 12,
      }),
      (places) => {
        const placed = spread(places, 0.1);
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        assertAlmostEquals(sum(placed), sum(places), 1e-9);
        const sorted = placed.toSorted((a, b) => a - b);
        sorted.forEach((place, i) =>
          assert(i === 0 || place - sorted[i - 1] >= 0.1 - 1e-9)
        );
      },
    ),
    { seed: 1 },
  );
});

Deno.test("trialTicks begins at 1 and takes round steps", () => {
  assertEquals(trialTicks(5), [1, 2, 3, 4, 5]);
  assertEquals(trialTicks(15), [1, 5, 10, 15]);
  assertEquals(trialTicks(60), [1, 10, 20, 30, 40, 50, 60]);
});
