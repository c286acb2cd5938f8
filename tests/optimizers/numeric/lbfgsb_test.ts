import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type Differentiable,
  minimizeLbfgsb,
} from "../../../optimizers/numeric/lbfgsb.ts";
import { assertNear } from "../gp/peers.ts";

interface RecordedMinimum {
  function: string;
  start: number[];
  lower: (number | null)[] | null;
  upper: (number | null)[] | null;
  x: number[];
  value: number;
  iterations: number;
  evaluations: number;
}

const { lbfgsb }: { lbfgsb: RecordedMinimum[] } = JSON.parse(
  Deno.readTextFileSync(
    new URL("fixtures/scipy_numeric.json", import.meta.url),
  ),
);

const FUNCTIONS: Record<string, Differentiable> = {
  rosenbrock(x, g) {
    let f = 0;
    g.fill(0);
    for (let i = 0; i + 1 < x.length; i++) {
      const a = x[i + 1] - x[i] * x[i];
      const b = 1 - x[i];
      f += 100 * a * a + b * b;
      g[i] += -400 * a * x[i] - 2 * b;
      g[i + 1] += 200 * a;
    }
    return f;
  },
  powell([a, b, c, d], g) {
    g[0] = 2 * (a + 10 * b) + 40 * (a - d) ** 3;
    g[1] = 20 * (a + 10 * b) + 4 * (b - 2 * c) ** 3;
    g[2] = 10 * (c - d) - 8 * (b - 2 * c) ** 3;
    g[3] = -10 * (c - d) - 40 * (a - d) ** 3;
    return (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 +
      10 * (a - d) ** 4;
  },
  beale([a, b], g) {
    const t = [
      1.5 - a + a * b,
      2.25 - a + a * b ** 2,
      2.625 - a + a * b ** 3,
    ];
    g[0] = 2 * (t[0] * (b - 1) + t[1] * (b ** 2 - 1) + t[2] * (b ** 3 - 1));
    g[1] = 2 * (t[0] * a + t[1] * 2 * a * b + t[2] * 3 * a * b ** 2);
    return t[0] ** 2 + t[1] ** 2 + t[2] ** 2;
  },
  quadratic(x, g) {
    let f = 0;
    x.forEach((v, i) => {
      const t = i % 2 === 0 ? -2 : 0.7;
      f += (i + 1) * (v - t) ** 2;
      g[i] = 2 * (i + 1) * (v - t);
    });
    return f;
  },
};

for (const q of lbfgsb) {
  const box = q.lower === null ? "" : ` in [${q.lower}; ${q.upper}]`;
  Deno.test(`minimizeLbfgsb() takes SciPy's steps when minimising ${q.function} from ${q.start}${box}`, () => {
    const found = minimizeLbfgsb(FUNCTIONS[q.function], q.start, {
      lower: q.lower?.map((v) => v ?? -Infinity),
      upper: q.upper?.map((v) => v ?? Infinity),
    });
    assertEquals(found.iterations, q.iterations);
    assertEquals(found.evaluations, q.evaluations);
    assertNear(found.x, q.x, 1e-10);
    assertNear([found.value], [q.value], 1e-10);
  });
}

Deno.test("minimizeLbfgsb() ends at a point that satisfies the box's optimality conditions", () => {
  const bound = fc.double({ min: -3, max: 3, noNaN: true });
  const vector = (item: fc.Arbitrary<number>) =>
    fc.array(item, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(vector(bound), vector(bound), vector(bound), (a, b, start) => {
      const lower = a.map((v, i) => Math.min(v, b[i]));
      const upper = a.map((v, i) => Math.max(v, b[i]));
      const { x, gradient } = minimizeLbfgsb(FUNCTIONS.powell, start, {
        lower,
        upper,
        valueTolerance: 0,
      });
      x.forEach((v, i) => {
        assert(v >= lower[i] && v <= upper[i]);
        if (v > lower[i] + 1e-9) assert(gradient[i] < 1e-3);
        if (v < upper[i] - 1e-9) assert(gradient[i] > -1e-3);
      });
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("minimizeLbfgsb() says why it ended", () => {
  const slope: Differentiable = (x, g) => {
    g[0] = 1;
    return x[0];
  };
  const wrong: Differentiable = (x, g) => {
    g[0] = -1;
    return x[0];
  };
  assertEquals(
    minimizeLbfgsb(slope, [1], { lower: [0], upper: [2] }).status,
    "gradient",
  );
  assertEquals(minimizeLbfgsb(wrong, [1]).status, "abnormal");
  assertEquals(
    minimizeLbfgsb(FUNCTIONS.rosenbrock, [-1.2, 1], { maxIterations: 2 })
      .status,
    "limit",
  );
  assertEquals(
    minimizeLbfgsb(FUNCTIONS.rosenbrock, [-1.2, 1]).status,
    "value",
  );
});

Deno.test("minimizeLbfgsb() refuses a box whose bounds are crossed", () => {
  assertThrows(
    () => minimizeLbfgsb(FUNCTIONS.quadratic, [0], { lower: [1], upper: [0] }),
    RangeError,
    "bounds [1, 0] of variable 0",
  );
});
