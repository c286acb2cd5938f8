import { assertEquals } from "@std/assert";
import {
  erfc,
  erfcx,
  normalCdf,
  normalQuantile,
} from "../../../optimizers/numeric/gaussian.ts";
import { log10, powerOfTen } from "../../../optimizers/numeric/power_of_ten.ts";
import { assertNear } from "../gp/peers.ts";

type Pairs = [number, number][];
const recorded: Record<string, Pairs> = JSON.parse(
  Deno.readTextFileSync(
    new URL("fixtures/scipy_numeric.json", import.meta.url),
  ),
);

/** |f(x) - y| <= tolerance |y| for all pairs. */
function assertRelative(
  pairs: Pairs,
  f: (x: number) => number,
  tolerance: number,
): void {
  const ratios = pairs.map(([x, y]) => y === 0 ? f(x) + 1 : f(x) / y);
  assertNear(ratios, ratios.map(() => 1), tolerance);
}

Deno.test("erfc() and erfcx() equal SciPy's within eight units in the last place", () => {
  assertRelative(recorded.erfc, erfc, 8 * Number.EPSILON);
  assertRelative(recorded.erfcx, erfcx, 8 * Number.EPSILON);
});

Deno.test("normalQuantile() equals mpmath's and SciPy's within a few units in the last place", () => {
  assertRelative(recorded.normal_quantile, normalQuantile, 8 * Number.EPSILON);
});

Deno.test("normalQuantile() undoes normalCdf()", () => {
  for (let z = -37; z <= 8; z += 0.37) {
    const p = normalCdf(z);
    // Near 1 a probability keeps fewer digits of z.
    const lost = z > 0 ? Number.EPSILON * Math.exp(z * z / 2) * 3 : 0;
    assertNear([normalQuantile(p)], [z], 1e-13 + lost);
  }
});

Deno.test("normalQuantile() gives infinities at the ends and NaN outside", () => {
  assertEquals(normalQuantile(0), -Infinity);
  assertEquals(normalQuantile(1), Infinity);
  assertEquals(normalQuantile(0.5), 0);
  for (const p of [-1e-9, 1.1, NaN]) assertEquals(normalQuantile(p), NaN);
});

Deno.test("powerOfTen() is correctly rounded", () => {
  for (const [x, y] of recorded.power_of_ten) assertEquals(powerOfTen(x), y);
});

Deno.test("log10() is correctly rounded", () => {
  for (const [x, y] of recorded.log10) assertEquals(log10(x), y);
});
