import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  criticalDifferenceDiagram,
  undecidedSpans,
} from "../../../bench/figures/critical_difference.ts";
import { assertFigure, textsOf } from "./svg.ts";

const ranked = (ranks: readonly number[]) =>
  ranks.map((rank, i) => ({ optimizer: `e${i}`, rank }));

Deno.test("undecidedSpans joins neighbours within the difference, not those inside another span", () => {
  const spans = (ranks: number[], difference: number) =>
    undecidedSpans(ranked(ranks), difference).map(([from, to]) => [
      from.rank,
      to.rank,
    ]);
  assertEquals(spans([1, 2, 3, 4], 0.5), []);
  assertEquals(spans([1, 2, 3, 4], 1), [[1, 2], [2, 3], [3, 4]]);
  assertEquals(spans([1, 1.5, 1.9, 4], 1), [[1, 1.9]]);
  assertEquals(spans([1, 2, 3, 4], 9), [[1, 4]]);
});

Deno.test("criticalDifferenceDiagram names every optimizer with its rank", () => {
  const svg = assertFigure(() =>
    criticalDifferenceDiagram(
      ([["random", 3], ["ax-1.3", 1.25], ["grid", 1.75]] as const).map((
        [optimizer, mean_rank],
      ) => ({ optimizer, mean_rank, critical_difference: 1 })),
    )
  );
  const texts = textsOf(svg, "text").join("|");
  for (const label of ["1.25  ax-1.3", "1.75  grid", "random  3.00"]) {
    assertStringIncludes(texts, label);
  }
});

Deno.test("criticalDifferenceDiagram draws ranks without a critical difference", () => {
  assertFigure(() =>
    criticalDifferenceDiagram([
      { optimizer: "random", mean_rank: 1.5, critical_difference: null },
      { optimizer: "grid", mean_rank: 1.5, critical_difference: null },
    ])
  );
});
