import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { PRESETS } from "../../../optimizers/mod.ts";
import {
  ALL_SHADES,
  figureRules,
  optimizerDash,
  optimizerShade,
  SHADES,
} from "../../../bench/figures/theme.ts";

/** Relative luminance of WCAG 2.2 (definition "relative luminance"). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

Deno.test("colours of letters stand out from their paper by 4.5 to 1, as WCAG asks", () => {
  const lines: readonly unknown[] = [SHADES.paper, SHADES.line];
  for (const shade of ALL_SHADES) {
    if (lines.includes(shade)) continue;
    for (const kind of ["light", "dark"] as const) {
      const ratio = contrast(shade[kind], SHADES.paper[kind]);
      assert(ratio >= 4.5, `${shade[kind]} on ${kind} paper: ${ratio}`);
    }
  }
});

Deno.test("optimizers are told apart by colour or, within a family, by dashes", () => {
  const looks = PRESETS.map((name) =>
    `${optimizerShade(name).light} ${optimizerDash(name)}`
  );
  assertEquals(new Set(looks).size, looks.length);
  assertNotEquals(optimizerDash("ax-1.3"), optimizerDash("ax-1.3+halving"));
});

Deno.test("every light colour has one dark counterpart in the rules", () => {
  const lights = ALL_SHADES.map(({ light }) => light);
  assertEquals(new Set(lights).size, lights.length);
  for (const light of lights) {
    assertEquals(figureRules().split(`[fill="${light}"]`).length, 2);
  }
});
