import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { erfCephes } from "../../../optimizers/numeric/erf.ts";

// scipy 1.17.1, made by fixtures/make_default_rng.py
const fixture: { erf: [number | string, number][] } = JSON.parse(
  Deno.readTextFileSync(
    new URL("../fixtures/default_rng.json", import.meta.url),
  ),
);

Deno.test("erfCephes equals SciPy's erf bit for bit", () => {
  for (const [x, y] of fixture.erf) {
    const value = x === "inf" ? Infinity : Number(x);
    assertEquals(erfCephes(value), y, `erf(${x})`);
  }
});

Deno.test("erfCephes is odd, rising and within -1..1", () => {
  fc.assert(fc.property(
    fc.double({ noNaN: true }),
    fc.double({ noNaN: true }),
    (a, b) => {
      const [low, high] = a <= b ? [a, b] : [b, a];
      const [left, right] = [erfCephes(low), erfCephes(high)];
      return left === -erfCephes(-low) && Math.abs(left) <= 1 &&
        (left <= right || left - right < 2e-16);
    },
  ));
});

Deno.test("erfCephes is NaN when x is NaN", () => {
  assertEquals(erfCephes(NaN), NaN);
});
