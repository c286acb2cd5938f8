import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { configurationsTried } from "../../../bench/figures/configurations.ts";
import { optimizerShade, SHADES } from "../../../bench/figures/theme.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const trial = (
  optimizer: string,
  number: number,
  lr: number,
  never_unfrozen = false,
) => ({
  optimizer,
  trial: number,
  lr,
  num_epochs: 3,
  unfreeze_epoch: never_unfrozen ? 5 : 1,
  max_length: 80000,
  never_unfrozen,
});

const first = (row: { trial?: unknown }) => row.trial === 0;

/** Radii and fills of the dots. */
function dots(svg: string): { r: number; fill: string }[] {
  return [...svg.matchAll(/<circle ([^>]*)>/g)].map(([, attributes]) => ({
    r: Number(attributes.match(/\br="([^"]*)"/)![1]),
    fill: attributes.match(/\bfill="([^"]*)"/)![1],
  }));
}

Deno.test("configurationsTried draws four ticks for each trial, and dots for what was found", () => {
  const rows = [trial("random", 0, 1e-5), trial("random", 1, 1e-4)];
  const svg = assertFigure(() => configurationsTried(rows, first));
  assertEquals(dots(svg).length, 4);
  // Beside ticks there are no lines: axes are left out
  assertEquals(count(svg, "line"), 8);
  assertEquals(
    ["lr", "num_epochs", "unfreeze_epoch", "max_length", "1e-6", "5 s"]
      .filter((text) => !textsOf(svg, "text").includes(text)),
    [],
  );
  assertStringIncludes(textsOf(svg, "desc")[0], "random found 1e-5 3 1 5 s");
});

Deno.test("configurationsTried leaves what was never trained hollow", () => {
  const fills = (never: boolean) =>
    dots(configurationsTried([trial("ax-1.3", 0, 1e-5, never)], first))
      .map(({ fill }) => fill);
  assertEquals(fills(false), Array(4).fill(optimizerShade("ax-1.3").light));
  assertEquals(fills(true), Array(4).fill(SHADES.paper.light));
});

Deno.test("configurationsTried gives studies that found the same value one dot of their common area", () => {
  const [one] = dots(configurationsTried([trial("random", 0, 1e-5)], first));
  const rows = [1e-5, 1e-5, 1e-5, 2e-5].map((lr) => trial("random", 0, lr));
  const drawn = dots(configurationsTried(rows, first));
  assertEquals(drawn.length, 2 + 3);
  assert(Math.abs(drawn[0].r - one.r * Math.sqrt(3)) < 0.01, `${drawn[0].r}`);
});

Deno.test("configurationsTried leaves out values that the space lacks, and draws no trial at all", () => {
  const svg = assertFigure(() =>
    configurationsTried([{ ...trial("random", 0, 1), max_length: 5 }], first)
  );
  assertEquals(dots(svg).length, 2);
  assertEquals(
    dots(assertFigure(() => configurationsTried([], first))).length,
    0,
  );
});

Deno.test("configurationsTried shows of a probe the length alone", () => {
  const probe = {
    ...trial("probe", 0, 0, true),
    lr: null,
    num_epochs: null,
    unfreeze_epoch: null,
  };
  const svg = assertFigure(() => configurationsTried([probe], first));
  assertEquals(dots(svg).length, 1);
  assertEquals(textsOf(svg, "desc")[0], "probe found 5 s");
});
