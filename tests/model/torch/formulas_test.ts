import { assert } from "@std/assert";
import { sketch, stream } from "./formulas.ts";

Deno.test("sketch() keeps the norm of a vector when it is dense, sparse or constant", () => {
  const { random } = stream(5);
  const dense = Array.from({ length: 50_000 }, () => random() - 0.5);
  const sparse = dense.map((x, i) => i % 997 === 0 ? x : 0);
  const constant = dense.map(() => 1e-6);
  for (const vector of [dense, sparse, constant]) {
    const ratio = Math.hypot(...sketch(vector)) /
      Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    // Relative deviation of the squared norm is at most sqrt(2 / 128) = 0.125
    assert(Math.abs(ratio ** 2 - 1) < 4 * 0.125, `found ratio ${ratio}`);
  }
});
