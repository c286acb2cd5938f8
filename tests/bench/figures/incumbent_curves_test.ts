import { assertEquals, assertStringIncludes } from "@std/assert";
import { incumbentCurves } from "../../../bench/figures/incumbent_curves.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const row = (
  optimizer: string,
  trials: number,
  mean: number | null,
  low: number | null = null,
  high: number | null = null,
) => ({
  optimizer,
  trials,
  n_incumbents: 3,
  bca_mean: mean,
  bca_low: low,
  bca_high: high,
});

const CURVES = [
  row("random", 1, 0.5, 0.4, 0.6),
  row("random", 2, 0.7, 0.6, 0.8),
  row("ax-1.3", 1, null),
  row("ax-1.3", 2, 0.9),
];

Deno.test("incumbentCurves draws a line and an end for each optimizer, and its name", () => {
  const svg = assertFigure(() => incumbentCurves(CURVES, []));
  assertEquals(count(svg, "circle"), 2);
  const texts = textsOf(svg, "text");
  assertEquals(
    ["random", "ax-1.3"].map((name) => texts.includes(name)),
    [true, true],
  );
});

Deno.test("incumbentCurves names the mean and n of each optimizer for those who cannot see it", () => {
  const svg = incumbentCurves(CURVES, []);
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "ax-1.3: mean BCA 0.900 after 2 trials, 3 studies",
  );
});

Deno.test("incumbentCurves holds results against a reference line where there is one", () => {
  const reference = {
    kind: "listeners",
    label: "listeners 0.930",
    bca: 0.93,
  } as const;
  const drawn = incumbentCurves(CURVES, [reference]);
  assertEquals(textsOf(drawn, "text").includes("listeners 0.930"), true);
});

Deno.test("incumbentCurves draws one trial of one optimizer", () => {
  const svg = assertFigure(() => incumbentCurves([row("random", 1, 1)], []));
  assertEquals(count(svg, "circle"), 1);
});

Deno.test("incumbentCurves draws a hostile name as text", () => {
  const name = `<script>alert("1")</script>&amp;`;
  const svg = assertFigure(() => incumbentCurves([row(name, 1, 0.5)], []));
  assertEquals(textsOf(svg, "text").includes(name), true);
});
