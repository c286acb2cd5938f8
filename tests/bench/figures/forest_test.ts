import { assertEquals, assertStringIncludes } from "@std/assert";
import { forest } from "../../../bench/figures/forest.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const row = (label: string, mean: number, low: number | null) => ({
  label,
  optimizer: "random",
  mean,
  low,
  high: low === null ? null : 2 * mean - low,
  n: 5,
});

Deno.test("forest draws a dot for each condition, and says its mean and n", () => {
  const svg = assertFigure(() =>
    forest([row("quick", 0.8, 0.7), row("strong", 0.9, null)])
  );
  assertEquals(count(svg, "circle"), 2);
  assertEquals(
    textsOf(svg, "text").filter((text) =>
      text === "quick" || text === "strong"
    ),
    ["quick", "strong"],
  );
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "quick: 0.800, 5 studies; strong: 0.900, 5 studies",
  );
});
