import { assertEquals, assertStringIncludes } from "@std/assert";
import { varianceComponents } from "../../../bench/figures/variance_components.ts";
import { SOURCE_SHADES } from "../../../bench/figures/theme.ts";
import { assertFigure, textsOf } from "./svg.ts";

const row = (optimizer: string, source: string, share: number | null) => ({
  optimizer,
  source,
  share,
});

const ROWS = [
  row("random", "search", 0.25),
  row("random", "split", 0.5),
  row("random", "search_split", 0.2),
  row("random", "three_way", null),
  row("random", "residual", 0.05),
];

/** Bars from left to right: colour and width. */
function bars(svg: string): [string, number][] {
  return [...svg.matchAll(/<rect [^>]*>/g)].map(([rect]) => {
    const get = (name: string) => rect.match(` ${name}="([^"]*)"`)![1];
    return [Number(get("x")), get("fill"), Number(get("width"))] as const;
  }).sort((a, b) => a[0] - b[0]).map(([, fill, width]) => [fill, width]);
}

Deno.test("varianceComponents stacks one bar for each share, as wide as the share", () => {
  const drawn = bars(assertFigure(() => varianceComponents(ROWS)));
  assertEquals(
    drawn.map(([fill]) => fill),
    ([
      "search",
      "split",
      "interactions",
      "residual",
    ] as const).map((kind) => SOURCE_SHADES[kind].light),
  );
  const total = drawn.reduce((sum, [, width]) => sum + width, 0);
  assertEquals(
    drawn.map(([, width]) => Math.round(100 * width / total)),
    [25, 50, 20, 5],
  );
});

Deno.test("varianceComponents writes shares that have room, and says all of them in words", () => {
  const svg = varianceComponents(ROWS);
  const texts = textsOf(svg, "text");
  assertEquals(
    ["25 %", "50 %", "5 %"].map((text) => texts.includes(text)),
    [true, true, false],
  );
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "random: search 25.0 %, split 50.0 %, search_split 20.0 %, residual 5.0 %",
  );
});
