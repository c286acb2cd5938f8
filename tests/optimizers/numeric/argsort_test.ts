import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { argsort, type TieOrder } from "../../../optimizers/numeric/argsort.ts";
import { pairwiseSum } from "../../../optimizers/numeric/sums.ts";
import { hasPeers, readPeers } from "../shared_peers.ts";

interface ArgsortCase {
  x: (number | "inf")[];
  portable: number[];
  simd: number[];
}

const ORDERS: readonly TieOrder[] = ["simd", "portable"];

function assertCases(cases: readonly ArgsortCase[]): void {
  for (const { x, portable, simd } of cases) {
    const keys = x.map((v) => v === "inf" ? Infinity : v);
    assertEquals(Array.from(argsort(keys, "portable")), portable);
    assertEquals(Array.from(argsort(keys, "simd")), simd);
  }
}

Deno.test("argsort orders equal keys as numpy 2.3.5 with and without AVX2", () => {
  // Every third case of numpy_argsort.json, see fixtures/README.md
  assertCases(JSON.parse(
    Deno.readTextFileSync(new URL("../fixtures/argsort.json", import.meta.url)),
  ));
});

Deno.test({
  name: "argsort equals every recorded permutation of numpy",
  ignore: !hasPeers,
  fn: () =>
    assertCases(
      readPeers<{ cases: ArgsortCase[] }>("numpy_argsort.json").cases,
    ),
});

Deno.test("argsort sorts any keys in both orders", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ noNaN: true }), { maxLength: 600 }),
    fc.constantFrom(...ORDERS),
    (keys, ties) => {
      const order = Array.from(argsort(keys, ties));
      const sorted = order.map((i) => keys[i]);
      return sorted.every((key, i) => i === 0 || sorted[i - 1] <= key) &&
        new Set(order).size === keys.length;
    },
  ));
});

Deno.test("pairwiseSum adds in numpy's order", () => {
  // numpy 2.4.6 sums of 1 / 1 + 1 / 2 + ... + 1 / n, made by make_numeric.py
  const { sums }: { sums: [n: number, sum: number][] } = JSON.parse(
    Deno.readTextFileSync(new URL("../fixtures/numeric.json", import.meta.url)),
  );
  for (const [n, sum] of sums) {
    const terms = Array.from({ length: n }, (_, i) => 1 / (i + 1));
    assertEquals(pairwiseSum(terms), sum, `n = ${n}`);
  }
});

Deno.test("pairwiseSum of a part equals the sum of a copy of it", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), {
      maxLength: 300,
    }),
    fc.nat(20),
    (values, start) => {
      const part = values.slice(start);
      assert(
        Object.is(
          pairwiseSum(values, start, part.length),
          pairwiseSum(part),
        ),
      );
    },
  ));
});
