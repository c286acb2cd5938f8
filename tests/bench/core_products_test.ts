import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  ourProducts,
  PRODUCT_KINDS,
  rateOf,
} from "../../bench/core/products.ts";

for (const kind of PRODUCT_KINDS) {
  Deno.test(`ourProducts() runs the ${kind} of every layer`, async () => {
    const product = { kind, rows: 3, inner: 4, outer: 5, layers: 2 };
    const times = await ourProducts(product, 1, 2);
    assertEquals(times.length, 2);
    assert(times.every(([wall]) => wall > 0));
  });
}

Deno.test("rateOf() is multiply-adds x 2 of all layers by the quickest run", () => {
  const product = {
    kind: "forward",
    rows: 100,
    inner: 200,
    outer: 500,
    layers: 3,
  } as const;
  // 2 * 100 * 200 * 500 * 3 = 6e7 in 2 ms
  assertAlmostEquals(rateOf(product, [[4, 9], [2, 9], [3, 9]]), 30, 1e-12);
});
