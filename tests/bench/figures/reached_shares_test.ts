import { assertEquals, assertStringIncludes } from "@std/assert";
import { reachedShares } from "../../../bench/figures/reached_shares.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const row = (
  optimizer: string,
  threshold: number,
  spent: number,
  reached: number,
) => ({
  optimizer,
  threshold,
  spent,
  reached,
  n_studies: 4,
  share: reached / 4,
});

Deno.test("reachedShares draws a line for each optimizer in a panel for each threshold that was reached", () => {
  const svg = assertFigure(() =>
    reachedShares([
      row("random", 0.8, 2, 1),
      row("random", 0.8, 15, 4),
      row("tpe", 0.8, 15, 0),
      row("random", 0.95, 15, 0),
      row("tpe", 0.95, 15, 0),
    ], "trials")
  );
  assertEquals(count(svg, "path") >= 2, true);
  const texts = textsOf(svg, "text");
  assertEquals(
    ["share that reached BCA 0.80", "share that reached BCA 0.95"]
      .map((title) => texts.includes(title)),
    [true, false],
  );
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "random, BCA 0.80: 4 of 4 in the end; tpe, BCA 0.80: 0 of 4 in the end",
  );
});
