/** p-values are adjusted over the rows that are read together: those of a table. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { conditionRows, CONDITIONS } from "../../../bench/tables/conditions.ts";
import { PAIRWISE, pairwiseRows } from "../../../bench/tables/pairwise.ts";
import { rankRows, RANKS } from "../../../bench/tables/ranks.ts";
import { drawNormal } from "../../../bench/stats/random_draws.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import {
  madeRun,
  resultTrial,
  type Row,
  rowsOf,
  tiedSeeds,
} from "./made_run.ts";

const OPTIMIZERS = ["grid", "random", "tpe"];
const RECIPES = ["published", "quick", "strong"];

/** Eight seeds under three optimizers and recipes, differently far apart; tpe has no result by "strong". */
function madeOf() {
  const stream = new RandomState(8);
  return madeRun(
    {
      optimizers: OPTIMIZERS,
      recipes: RECIPES,
      seeds: tiedSeeds(8),
      trials: 1,
    },
    ({ key, optimizer, recipe }) => {
      const shift = 0.02 * OPTIMIZERS.indexOf(optimizer) *
          RECIPES.indexOf(recipe) + 0.01 * RECIPES.indexOf(recipe);
      const bca = 0.6 + shift + 0.02 * drawNormal(stream);
      return [
        resultTrial(
          key,
          0,
          optimizer === "tpe" && recipe === "strong" ? null : bca,
        ),
      ];
    },
  );
}

/** Holm 1979: of m tests the j-th smallest p, times m + 1 - j, never below the one before. */
function holm(p: readonly number[]): number[] {
  const sorted = p.toSorted((a, b) => a - b);
  return p.map((own) =>
    Math.max(
      ...sorted.flatMap((other, j) =>
        other <= own ? Math.min(1, (p.length - j) * other) : []
      ),
    )
  );
}

/** Asserts that a column is another one, adjusted over the rows given. */
function assertAdjusted(rows: readonly Row[], raw: string, adjusted: string) {
  const tested = rows.filter((row) => row[raw] !== null);
  const expected = holm(tested.map((row) => Number(row[raw])));
  tested.forEach((row, i) =>
    assertAlmostEquals(Number(row[adjusted]), expected[i], 1e-12)
  );
  for (const row of rows.filter((row) => row[raw] === null)) {
    assertEquals(row[adjusted], null);
  }
  // Something is adjusted, and not all to 1.
  assert(tested.some((row) => Number(row[adjusted]) > Number(row[raw])));
  assert(tested.some((row) => Number(row[adjusted]) < 1));
}

Deno.test("pairwise.csv adjusts p over all pairs of all conditions that have one", () => {
  const rows = rowsOf(PAIRWISE, pairwiseRows(madeOf()));
  assertEquals(rows.length, 9);
  assertEquals(rows.filter(({ p }) => p === null).length, 2);
  assertAdjusted(rows, "p", "p_holm");
});

Deno.test("conditions.csv adjusts p over all its rows that have one", () => {
  const rows = rowsOf(CONDITIONS, conditionRows(madeOf()));
  assertEquals(rows.length, 9);
  assertAdjusted(rows, "p", "p_holm");
});

Deno.test("ranks.csv adjusts its test over conditions, each counted once", () => {
  const rows = rowsOf(RANKS, rankRows(madeOf()));
  const first = rows.filter(({ optimizer }) => optimizer === "grid");
  assertEquals(first.length, 3);
  assertEquals(first.filter(({ f_p }) => f_p === null).length, 1);
  assertAdjusted(first, "f_p", "f_p_holm");
  for (const row of rows) {
    const same = first.find(({ recipe }) => recipe === row.recipe)!;
    assertEquals(row.f_p_holm, same.f_p_holm);
  }
});
