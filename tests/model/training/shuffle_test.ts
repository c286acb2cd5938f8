import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { shuffled } from "../../../model/training/shuffle.ts";
import { testStream } from "../tiny_encoder.ts";

Deno.test("shuffled() is a permutation that leaves its argument alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
      const copy = [...items];
      const order = shuffled(items, testStream(seed));
      assertEquals(items, copy);
      const ascending = (a: number, b: number) => a - b;
      assertEquals(order.sort(ascending), copy.sort(ascending));
    }),
    { seed: 4 },
  );
});

Deno.test("shuffled() gives each of the six orders of three equally often", () => {
  const stream = testStream(9);
  const counts = new Map<string, number>();
  const trials = 6000;
  for (let i = 0; i < trials; i++) {
    const order = shuffled([0, 1, 2], stream).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const expected = trials / 6;
  const chiSquare = [...counts.values()]
    .reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  assertEquals(counts.size, 6);
  // 0.999 quantile of chi square with five degrees of freedom
  assert(chiSquare < 20.5, `chi square ${chiSquare}`);
});
