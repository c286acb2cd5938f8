import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  preparedProducts,
  PRODUCT_KINDS,
  rateOf,
} from "../../../../bench/proof/step_timing/products.ts";
import { Session, type Tensor } from "../../../../model/ort.ts";

/** a [n, k] times b [k, m], either turned first. */
function product(
  a: Tensor,
  b: Tensor,
  turnA: boolean,
  turnB: boolean,
): number[] {
  const at = ({ data, dims }: Tensor, turned: boolean, i: number, j: number) =>
    Number(turned ? data[j * dims[1] + i] : data[i * dims[1] + j]);
  const [n, k] = turnA ? a.dims.toReversed() : a.dims;
  const m = b.dims[turnB ? 0 : 1];
  return Array.from({ length: n * m }, (_, cell) => {
    let sum = 0;
    for (let l = 0; l < k; l++) {
      sum += at(a, turnA, Math.floor(cell / m), l) * at(b, turnB, l, cell % m);
    }
    return sum;
  });
}

for (const kind of PRODUCT_KINDS) {
  Deno.test(`preparedProducts() computes the ${kind} of every layer`, async () => {
    const { model, feeds, outputs } = preparedProducts(
      { kind, rows: 3, inner: 4, outer: 5, layers: 2 },
    );
    const session = await Session.create(model, { threads: 1 });
    await session.run(feeds, outputs);
    await session.release();
    const { x, g } = feeds;
    for (const layer of [0, 1]) {
      const w = feeds[`w ${layer}`];
      const expected = {
        forward: () => product(x, w, false, false),
        input_gradient: () => product(g, w, false, true),
        weight_gradient: () => product(x, g, true, false),
      }[kind]();
      const { data } = outputs[`result ${layer}`];
      assertEquals(data.length, expected.length);
      expected.forEach((value, i) =>
        assertAlmostEquals(Number(data[i]), value, 1e-6)
      );
    }
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
