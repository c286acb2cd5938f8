import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { bcaDistributions } from "../../../bench/figures/bca_distributions.ts";
import { optimizerShade } from "../../../bench/figures/theme.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const summary = (
  optimizer: string,
  mean: number | null,
  low: number | null = null,
  high: number | null = null,
) => ({
  optimizer,
  bca_mean: mean,
  bca_low: low,
  bca_high: high,
  n_incumbents: 3,
});

const score = (optimizer: string, bca: number, collapsed = false) => ({
  optimizer,
  seeds: "s1",
  bca,
  collapsed,
});

Deno.test("bcaDistributions draws one dot for each study", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: 1,
        maxLength: 30,
      }),
      (values) => {
        const svg = assertFigure(() =>
          bcaDistributions(
            [summary("random", values[0])],
            values.map((bca) => score("random", bca)),
            [],
          )
        );
        assertEquals(count(svg, "circle"), values.length);
      },
    ),
    { seed: 1, numRuns: 25 },
  );
});

Deno.test("bcaDistributions writes labels of lines one above the other", () => {
  const line = (kind: "listeners" | "published", bca: number) => ({
    kind,
    label: kind,
    bca,
  });
  const svg = bcaDistributions(
    [summary("random", 0.9)],
    [score("random", 0.9)],
    [line("listeners", 0.93), line("published", 0.93)],
  );
  // Their groups are moved up from the upper end of the lines
  const heights = [...svg.matchAll(/translate\(0,(-\d+)\)" aria-label="text"/g)]
    .map(([, y]) => Number(y));
  assertEquals(heights.length, 2, svg);
  assert(heights[0] - heights[1] >= 12, `${heights}`);
});

Deno.test("bcaDistributions leaves collapsed studies hollow", () => {
  const svg = bcaDistributions(
    [summary("random", 0.5, 0.4, 0.6)],
    [score("random", 0.9), score("random", 0.14, true)],
    [],
  );
  const { light } = optimizerShade("random");
  const circles = svg.match(/<circle [^>]*>/g)!;
  assertEquals(
    circles.map((circle) => circle.includes(`fill="${light}"`)),
    [true, false],
  );
});

Deno.test("bcaDistributions orders optimizers by their mean and leaves out those without one", () => {
  const svg = assertFigure(() =>
    bcaDistributions(
      [
        summary("random", 0.7),
        summary("ax-1.3", 0.9, 0.8, 0.95),
        summary("grid", null),
        summary("optuna-5.0", 0.8),
      ],
      [score("random", 0.7), score("ax-1.3", 0.9), score("optuna-5.0", 0.8)],
      [{ kind: "published", label: "published 0.96", bca: 0.96 }],
    )
  );
  const optimizers = textsOf(svg, "text").filter((text) =>
    /random|ax|grid|optuna/.test(text)
  );
  assertEquals(optimizers, ["ax-1.3", "optuna-5.0", "random"]);
});

Deno.test("bcaDistributions makes rows as high as their highest stack of equal results", () => {
  const drawn = (n: number) => {
    const svg = bcaDistributions(
      [summary("random", 0.8)],
      Array.from({ length: n }, () => score("random", 0.8)),
      [],
    );
    const heights = [...svg.matchAll(/<circle [^>]*cy="([^"]*)"/g)]
      .map(([, cy]) => Number(cy));
    const total = Number(svg.match(/viewBox="0 0 \d+ (\d+)"/)![1]);
    return { spread: Math.max(...heights) - Math.min(...heights), total };
  };
  for (const n of [2, 15, 60]) {
    const { spread, total } = drawn(n);
    assertEquals(spread < total - 64, true, `${n} dots`);
  }
});
