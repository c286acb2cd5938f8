import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  betaQuantile,
  chiSquareQuantile,
  chiSquareUpper,
  fairBinomialLower,
  fUpper,
  normalCdf,
  normalQuantile,
  studentizedRangeQuantile,
  studentTQuantile,
  studentTTwoSided,
  studentTUpper,
} from "../../../bench/stats/distributions.ts";
import {
  incompleteBeta,
  incompleteGamma,
} from "../../../bench/stats/special.ts";

const probability = fc.double({
  min: 1e-9,
  max: 1 - 1e-9,
  noNaN: true,
});

function assertNear(found: number, expected: number, relative = 1e-12): void {
  assertAlmostEquals(found, expected, relative * Math.abs(expected) + 1e-300);
}

Deno.test("studentTUpper() is Cauchy's tail at 1 and algebraic at 2 degrees of freedom", () => {
  for (const t of [0.01, 0.5, 1, 3, 100, 1e6]) {
    assertNear(studentTUpper(t, 1), Math.atan(1 / t) / Math.PI);
    const root = Math.sqrt(2 + t * t);
    assertNear(studentTUpper(t, 2), 1 / (root * (root + t)));
    assertNear(studentTUpper(-t, 2), 1 - 1 / (root * (root + t)));
    assertNear(studentTTwoSided(-t, 1), 2 * Math.atan(1 / t) / Math.PI);
  }
});

Deno.test("studentTQuantile() is Cauchy's at 1 and algebraic at 2 degrees of freedom", () => {
  fc.assert(
    fc.property(probability, (p) => {
      // tan loses digits next to its pole.
      const tail = Math.min(p, 1 - p);
      const cauchy = tail === 0.5 ? 0 : 1 / Math.tan(Math.PI * tail);
      assertNear(Math.abs(studentTQuantile(p, 1)), cauchy, 1e-9);
      assertNear(
        studentTQuantile(p, 2),
        (2 * p - 1) / Math.sqrt(2 * p * (1 - p)),
        1e-9,
      );
    }),
    { seed: 1 },
  );
});

Deno.test("studentTQuantile() gives SciPy's values", () => {
  // SciPy 1.17.1: stats.t.ppf(.975, [4, 9, 29])
  assertNear(studentTQuantile(0.975, 4), 2.776445105197794);
  assertNear(studentTQuantile(0.975, 9), 2.262157162798205);
  assertNear(studentTQuantile(0.975, 29), 2.045229642132703);
});

Deno.test("chi-square is exponential at 2 degrees of freedom", () => {
  for (const x of [1e-3, 1, 5, 60, 700]) {
    assertNear(chiSquareUpper(x, 2), Math.exp(-x / 2));
  }
  assertEquals(chiSquareUpper(0, 3), 1);
  fc.assert(
    fc.property(probability, (p) => {
      assertNear(chiSquareQuantile(p, 2), -2 * Math.log1p(-p), 1e-9);
    }),
    { seed: 2 },
  );
});

Deno.test("chiSquareUpper() is the normal's two tails at 1 degree of freedom", () => {
  for (const z of [0.1, 1, 2.5, 6, 12]) {
    assertNear(chiSquareUpper(z * z, 1), 2 * normalCdf(-z));
  }
});

Deno.test("fUpper() is t's two tails at 1 and algebraic at 2 numerator degrees of freedom", () => {
  for (const f of [0.01, 1, 4, 50]) {
    assertNear(fUpper(f, 1, 7), studentTTwoSided(Math.sqrt(f), 7));
    assertNear(fUpper(f, 2, 10), (1 + f / 5) ** -5);
  }
  assertEquals(fUpper(0, 3, 5), 1);
});

Deno.test("betaQuantile() is a root where one shape is 1", () => {
  fc.assert(
    fc.property(
      probability,
      fc.integer({ min: 1, max: 500 }),
      (p, shape) => {
        assertNear(betaQuantile(p, shape, 1), p ** (1 / shape), 1e-9);
        assertNear(
          betaQuantile(p, 1, shape),
          -Math.expm1(Math.log1p(-p) / shape),
          1e-9,
        );
      },
    ),
    { seed: 3 },
  );
});

Deno.test("incompleteBeta() and incompleteGamma() equal the sums that they are at whole shapes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (a, b, x) => {
        // I_x(a, b) = P(at least a successes of a + b - 1).
        const n = a + b - 1;
        let term = (1 - x) ** n;
        let below = 0;
        for (let k = 0; k < a; k++) {
          below += term;
          term *= (n - k) / (k + 1) * x / (1 - x);
        }
        assertAlmostEquals(incompleteBeta(a, b, x, 1 - x).upper, below, 1e-12);
        // Q(a, y) = P(fewer than a events of a Poisson law with mean y).
        const y = 100 * x;
        let event = Math.exp(-y);
        let fewer = 0;
        for (let k = 0; k < a; k++) {
          fewer += event;
          event *= y / (k + 1);
        }
        assertAlmostEquals(incompleteGamma(a, y).upper, fewer, 1e-12);
      },
    ),
    { seed: 4 },
  );
});

Deno.test("incompleteBeta() keeps its digits far out in a tail", () => {
  // I_x(a, 1) = x^a and I_x(1, b) = 1 - (1 - x)^b.
  assertNear(incompleteBeta(30, 1, 1e-8, 1 - 1e-8).lower, 1e-240);
  assertNear(incompleteBeta(1, 50, 1 - 1e-5, 1e-5).upper, 1e-250, 1e-11);
});

Deno.test("fairBinomialLower() sums Pascal's row", () => {
  for (const n of [1, 2, 7, 20]) {
    let coefficient = 1;
    let sum = 0;
    for (let k = 0; k < n; k++) {
      sum += coefficient;
      assertNear(fairBinomialLower(k, n), sum / 2 ** n);
      coefficient *= (n - k) / (k + 1);
    }
  }
});

Deno.test("studentizedRangeQuantile() is root 2 times the normal's for two means", () => {
  for (const alpha of [0.001, 0.05, 0.1, 0.5]) {
    assertNear(
      studentizedRangeQuantile(1 - alpha, 2),
      Math.SQRT2 * normalQuantile(1 - alpha / 2),
      1e-10,
    );
  }
});

Deno.test("studentizedRangeQuantile() gives Demsar's table", () => {
  // Demsar 2006, table 5(a), q at 0.05; his 2.343 and 2.949 (k = 3, 7) are rounded from 2.3437 and 2.9483.
  const table = [1.960, 2.344, 2.569, 2.728, 2.850, 2.948, 3.031, 3.102, 3.164];
  table.forEach((q, i) =>
    assertAlmostEquals(
      studentizedRangeQuantile(0.95, i + 2) / Math.SQRT2,
      q,
      6e-4,
    )
  );
});
