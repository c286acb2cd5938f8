import { assertEquals, assertStringIncludes } from "@std/assert";
import { bestOfK } from "../../../bench/figures/best_of_k.ts";
import { assertFigure, textsOf } from "./svg.ts";

const row = (k: number, selected: number, oracle: number) => ({
  optimizer: "random",
  k,
  expected_best: selected,
  expected_best_low: selected - 0.05,
  expected_best_high: selected + 0.05,
  expected_validation: selected + 0.02,
  expected_oracle: oracle,
  mean_trial: 0.5,
});

Deno.test("bestOfK draws a line each for what was selected, what there was and the mean trial", () => {
  const svg = assertFigure(() =>
    bestOfK([row(1, 0.5, 0.5), row(2, 0.6, 0.65), row(3, 0.65, 0.75)])
  );
  const texts = textsOf(svg, "text");
  assertEquals(
    ["selected, test", "best on test", "mean trial, test"]
      .map((label) => texts.includes(label)),
    [true, true, true],
  );
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "best on test 0.750 at k = 3",
  );
});
