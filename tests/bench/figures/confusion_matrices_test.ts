import { assertEquals, assertStringIncludes } from "@std/assert";
import { confusionMatrices } from "../../../bench/figures/confusion_matrices.ts";
import { assertFigure, textsOf } from "./svg.ts";

const cell = (who: string, truth: string, answer: string, share: number) => ({
  who,
  truth,
  answer,
  share,
});

/** Rectangles of the cells, without frames. */
function cells(svg: string): number {
  return svg.match(/<rect [^>]*fill-opacity=/g)?.length ?? 0;
}

Deno.test("confusionMatrices draws one rectangle for each known cell, with its percent", () => {
  const svg = assertFigure(() =>
    confusionMatrices([
      cell("ax-1.3", "anger", "anger", 0.9),
      cell("ax-1.3", "anger", "fear", 0.1),
      cell("ax-1.3", "fear", "fear", 1),
      cell("ax-1.3", "fear", "anger", 0),
      cell("listeners", "anger", "anger", 0.97),
      cell("listeners", "fear", "fear", 0.92),
    ])
  );
  assertEquals(cells(svg), 6);
  const texts = textsOf(svg, "text");
  for (const text of ["ax-1.3", "listeners", "90", "10", "100", "97", "92"]) {
    assertEquals(texts.includes(text), true, text);
  }
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "listeners: anger 97 %, fear 92 % right",
  );
});

Deno.test("confusionMatrices draws a model alone", () => {
  const svg = assertFigure(() =>
    confusionMatrices([cell("random", "anger", "anger", 1)])
  );
  assertEquals(cells(svg), 1);
});
