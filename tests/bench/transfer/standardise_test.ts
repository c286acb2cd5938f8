import { assertAlmostEquals } from "@std/assert";
import { inScaleOf } from "../../../bench/transfer/standardise.ts";

Deno.test("inScaleOf() gives each feature the source's mean and deviation", () => {
  const target = [[1, 10], [2, 30], [6, 20]].map((x) => Float32Array.from(x));
  const source = [[-4, 0], [4, 1]].map((x) => Float32Array.from(x));
  const scaled = inScaleOf(target, source);
  [[0, 4], [0.5, 0.5]].forEach(([mean, deviation], j) => {
    const values = scaled.map((x) => x[j]);
    const found = values.reduce((sum, x) => sum + x, 0) / 3;
    const square = values.reduce((sum, x) => sum + (x - found) ** 2, 0) / 3;
    assertAlmostEquals(found, mean, 1e-5);
    assertAlmostEquals(Math.sqrt(square), deviation, 1e-4);
  });
});

Deno.test("inScaleOf() leaves a feature that never changes at the source's mean", () => {
  const [x] = inScaleOf([Float32Array.of(3), Float32Array.of(3)], [
    Float32Array.of(1),
    Float32Array.of(2),
  ]);
  assertAlmostEquals(x[0], 1.5, 1e-6);
});
