import { assertEquals, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { draw, standalone } from "../../../bench/figures/draw.ts";
import { assertFigure, textsOf } from "./svg.ts";

const LABELS = { title: "A & B", description: `1 < 2 "three"` };

Deno.test("draw names the figure for those who cannot see it", () => {
  const svg = assertFigure(() =>
    draw({ marks: [Plot.dot([[0, 1], [1, 2]])] }, LABELS)
  );
  assertEquals([textsOf(svg, "title"), textsOf(svg, "desc")], [
    [LABELS.title],
    [LABELS.description],
  ]);
});

Deno.test("draw refuses a mark without a finite size", () => {
  assertThrows(
    () =>
      draw({
        marks: [Plot.dot([[0, 1]], { r: 3, strokeWidth: Infinity })],
      }, LABELS),
    RangeError,
    `Cannot draw "A & B"`,
  );
});

Deno.test("standalone adds the rules for dark paper once", () => {
  const file = standalone(draw({ marks: [Plot.frame()] }, LABELS));
  assertEquals(file.split("<style>").length, 2);
  assertEquals(file.includes("prefers-color-scheme:dark"), true);
});
