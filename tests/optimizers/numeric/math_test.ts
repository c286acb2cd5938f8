import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  exp,
  expm1,
  log,
  log1p,
  roundHalfEven,
} from "../../../optimizers/numeric/math.ts";
import { erf, erfc, erfcCephes } from "../../../optimizers/numeric/erf.ts";

type Table = [x: number, y: number][];

// glibc 2.36 (Python 3.11.7) and SciPy 1.17.1, made by fixtures/make_numeric.py
const fixture: Record<string, Table> = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/numeric.json", import.meta.url)),
);

/** Share of arguments whose last bit may differ; no result may be 2 ulp off. */
const functions: [string, (x: number) => number, share: number][] = [
  ["exp", exp, 0.01],
  ["log", log, 0.01],
  ["log1p", log1p, 0.01],
  ["expm1", expm1, 0.01],
  ["erf", erf, 0.01],
  ["erfc", erfc, 0.01],
  ["erfcCephes", erfcCephes, 0.01],
];
for (const [name, f, share] of functions) {
  Deno.test(`${name} equals the C library's value, save 1 % of last bits`, () => {
    let different = 0;
    for (const [x, y] of fixture[name]) {
      if (f(x) === y) continue;
      different++;
      assert(
        Math.abs(f(x) - y) <= 4.5e-16 * Math.abs(y),
        `${name}(${x}) is ${f(x)}, expected ${y}`,
      );
    }
    assert(different <= share * fixture[name].length, `${different} differ`);
  });
}

Deno.test("exp and log keep the IEEE special values", () => {
  assertEquals([exp(0), exp(-Infinity), exp(Infinity), exp(NaN)], [
    1,
    0,
    Infinity,
    NaN,
  ]);
  assertEquals([exp(710), exp(-746)], [Infinity, 0]);
  assertEquals([log(1), log(0), log(Infinity), log(-1), log(NaN)], [
    0,
    -Infinity,
    Infinity,
    NaN,
    NaN,
  ]);
  assertAlmostEquals(log(5e-324), -744.4400719213812, 1e-12);
  assertAlmostEquals(exp(-744.4400719213812) / 5e-324, 1);
});

Deno.test("log1p, expm1, erf and erfc keep the IEEE special values", () => {
  assertEquals(
    [log1p(0), log1p(-1), log1p(-2), log1p(Infinity), log1p(NaN)],
    [0, -Infinity, NaN, Infinity, NaN],
  );
  assertEquals(
    [expm1(0), expm1(-Infinity), expm1(Infinity), expm1(NaN)],
    [0, -1, Infinity, NaN],
  );
  assertEquals([erf(Infinity), erf(-Infinity), erf(NaN)], [1, -1, NaN]);
  assertEquals([erfc(Infinity), erfc(-Infinity), erfc(NaN)], [0, 2, NaN]);
});

Deno.test("log undoes exp to the last bits of its result", () => {
  fc.assert(fc.property(
    fc.double({ min: -700, max: 700, noNaN: true }),
    (x) => Math.abs(log(exp(x)) - x) <= 2 ** -52 * Math.max(1, Math.abs(x)),
  ));
});

Deno.test("exp and log differ from the optimizer's own by an ulp at most", () => {
  fc.assert(fc.property(
    fc.double({ min: -700, max: 700, noNaN: true }),
    fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }),
    (x, y) =>
      Math.abs(exp(x) - Math.exp(x)) <= 2 ** -51 * Math.exp(x) &&
      Math.abs(log(y) - Math.log(y)) <= 2 ** -51 * Math.abs(Math.log(y)),
  ));
});

Deno.test("roundHalfEven takes halves to the even neighbour", () => {
  assertEquals(
    [0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 2 ** 53, -7.2]
      .map(roundHalfEven),
    [0, 2, 2, -0, -2, 0, 2 ** 53, -7],
  );
  assertEquals(roundHalfEven(Infinity), Infinity);
  assertEquals(roundHalfEven(NaN), NaN);
});
