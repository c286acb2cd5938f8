import { assertEquals, assertStringIncludes } from "@std/assert";
import { thresholdTimes } from "../../../bench/figures/threshold_times.ts";
import { SHADES } from "../../../bench/figures/theme.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const TRIALS = "trials";

const row = (
  optimizer: string,
  threshold: number,
  reached: number,
  changes: Record<string, number | string | null> = {},
) => ({
  optimizer,
  threshold,
  restricted_mean: 5,
  restricted_mean_low: 3,
  restricted_mean_high: 7,
  reached_by_tau: reached,
  n_studies: 10,
  ...changes,
});

Deno.test("thresholdTimes draws one dot for each optimizer and threshold that has a mean", () => {
  const svg = assertFigure(() =>
    thresholdTimes([
      row("random", 0.8, 10),
      row("random", 0.9, 4, {
        restricted_mean_low: null,
        restricted_mean_high: null,
      }),
      row("ax-1.3", 0.8, 9),
      row("ax-1.3", 0.9, 0, { restricted_mean: null }),
    ], TRIALS)
  );
  assertEquals(count(svg, "circle"), 3);
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "random, BCA 0.90: restricted mean 5.0, reached by 4 of 10",
  );
});

Deno.test("thresholdTimes leaves a dot hollow where some studies never got there", () => {
  const [all, some] = thresholdTimes([
    row("random", 0.8, 10),
    row("random", 0.9, 9),
  ], TRIALS).match(/<circle [^>]*>/g)!;
  const hollow = `fill="${SHADES.paper.light}"`;
  assertEquals([all.includes(hollow), some.includes(hollow)], [false, true]);
});
