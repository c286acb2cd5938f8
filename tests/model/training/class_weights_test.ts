import { assertAlmostEquals, assertEquals } from "@std/assert";
import { balancedWeights } from "../../../model/training/class_weights.ts";

Deno.test("balancedWeights() gives every class the same share of the total", () => {
  const labels = [0, 0, 0, 2, 2, 1, 0];
  const weights = balancedWeights(labels, 3);
  assertAlmostEquals(weights[0], 7 / 12, 1e-15);
  [0, 1, 2].forEach((c) =>
    assertAlmostEquals(
      weights[c] * labels.filter((label) => label === c).length,
      7 / 3,
      1e-12,
    )
  );
});

Deno.test("balancedWeights() has no finite weight for a class that is missing", () => {
  assertEquals(balancedWeights([0, 0], 2), [0.5, Infinity]);
});
