import { assert, assertEquals } from "@std/assert";
import { compareCase } from "../../../bench/proof/statistics/recorded/compare.ts";
import type { Case } from "../../../bench/proof/statistics/recorded/inputs.ts";
import { checkText } from "../../../bench/proof/statistics/recorded/main.ts";
import { STATISTICS } from "../../../bench/proof/statistics/recorded/statistics.ts";

/**
 * SciPy 1.17.1, statsmodels 0.15.0, scikit-learn 1.9.1, R 4.2.2: each case names
 * its own; fixtures/select_cases.py chose them.
 */
const FIXTURE = Deno.readTextFileSync(
  new URL("fixtures/cases.json", import.meta.url),
);
const CASES: readonly Case[] = JSON.parse(FIXTURE).cases;

for (
  const { statistic, cases, agreeing, difference } of checkText(
    "cases.json",
    FIXTURE,
  )
) {
  Deno.test(`${statistic} agrees with its recorded cases`, () => {
    assertEquals(difference, null);
    assertEquals(agreeing, cases);
  });
}

Deno.test("the recorded cases hold every statistic", () => {
  assertEquals(
    new Set(CASES.map(({ statistic }) => statistic)),
    new Set(STATISTICS.keys()),
  );
});

/** Paths of every number in a result. */
function numberPaths(value: unknown): string[][] {
  if (typeof value === "number") return [[]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    numberPaths(inner).map((path) => [name, ...path])
  );
}

/** A copy of a result in which the number at a path has the other sign. */
function flipped(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return -(value as number);
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[path[0]] = flipped(copy[path[0]], path.slice(1));
  return copy;
}

for (const [statistic, recompute] of STATISTICS) {
  Deno.test(`the recorded cases notice a flipped sign of any number of ${statistic}`, () => {
    const cases = CASES.filter((one) => one.statistic === statistic);
    const noticed = new Map<string, boolean>();
    for (const one of cases) {
      for (const path of numberPaths(recompute(one.inputs))) {
        const wrong = new Map([[
          statistic,
          (inputs: unknown) => flipped(recompute(inputs), path) as object,
        ]]);
        // Entries of a list are one field.
        const field = path.filter((name) => !/^\d+$/.test(name)).join(".");
        const found = compareCase(one, wrong).difference !== null;
        noticed.set(field, found || (noticed.get(field) ?? false));
      }
    }
    const missed = [...noticed].filter(([, found]) => !found)
      .map(([field]) => field);
    assertEquals(missed.filter((field) => !NOT_RECORDED.has(field)), []);
    assert(noticed.size > 0);
  });
}

/** Numbers of ours that the files do not hold, or only as 0; other tests do. */
const NOT_RECORDED = new Set([
  "pLeft",
  "design.a",
  "design.b",
  "design.c",
  "design.r",
  "wilson.low",
  "wilson.high",
]);

const SHARED = new URL("../../../../shared/peers/stats.json", import.meta.url);

function exists(url: URL): boolean {
  try {
    return Deno.statSync(url).isFile;
  } catch {
    return false;
  }
}

const shared = exists(SHARED);
if (!shared) {
  console.log(
    "skipped: all recorded statistics, as ../shared/peers/stats.json is absent",
  );
}

Deno.test({
  name: "every statistic agrees with all recorded cases of the shared file",
  ignore: !shared,
  fn: () => {
    for (
      const found of checkText("stats.json", Deno.readTextFileSync(SHARED))
    ) {
      assertEquals(found.difference, null, found.statistic);
    }
  },
});
