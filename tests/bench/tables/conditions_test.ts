import { assertEquals } from "@std/assert";
import type { Study } from "../../../bench/plan/plan.ts";
import { conditionRows, CONDITIONS } from "../../../bench/tables/conditions.ts";
import { PAIRWISE, pairwiseRows } from "../../../bench/tables/pairwise.ts";
import {
  madeRun,
  resultsRun,
  resultTrial,
  rowsOf,
  tiedSeeds,
} from "./made_run.ts";

/** Results of three optimizers or recipes under six seeds, one of them missing. */
const RESULTS: Readonly<Record<string, readonly (number | null)[]>> = {
  published: [0.5, 0.7, 0.6, 0.9, 0.8, 0.7],
  quick: [0.6, 0.7, 0.7, 0.95, 0.85, null],
  strong: [0.9, 0.8, 0.7, 0.9, 0.9, 0.8],
};

/** One optimizer under every combination of encoders and recipes. */
function conditionsRun(
  encoders: readonly string[],
  bca: (study: Study) => number | null,
) {
  return madeRun(
    {
      optimizers: ["random"],
      seeds: tiedSeeds(6),
      trials: 1,
      encoders: [...encoders],
      recipes: Object.keys(RESULTS),
    },
    (study) => [resultTrial(study.key, 0, bca(study))],
  );
}

Deno.test("conditions.csv says of recipes what pairwise.csv says of optimizers with their results", () => {
  const found = rowsOf(
    CONDITIONS,
    conditionRows(
      conditionsRun(
        ["whisper-tiny"],
        ({ recipe, seeds }) => RESULTS[recipe][seeds.search],
      ),
    ),
  );
  const optimizers = rowsOf(PAIRWISE, pairwiseRows(resultsRun(RESULTS)));
  assertEquals(
    found.map(({ recipe_a, recipe_b }) => [recipe_a, recipe_b]),
    [["published", "quick"], ["published", "strong"], ["quick", "strong"]],
  );
  const compared = Object.keys(optimizers[0]).slice(
    Object.keys(optimizers[0]).indexOf("n_pairs"),
  );
  found.forEach((row, i) => {
    for (const name of compared) {
      assertEquals(row[name], optimizers[i][name], name);
    }
  });
});

Deno.test("conditions.csv compares what differs in the encoder or in the recipe, not in both", () => {
  const encoders = ["whisper-base", "whisper-tiny"];
  const found = rowsOf(
    CONDITIONS,
    conditionRows(
      conditionsRun(
        encoders,
        ({ encoder }) => encoder === "whisper-base" ? 0.9 : 0.8,
      ),
    ),
  );
  // Three recipes: a pair of encoders for each, and three pairs for each encoder
  assertEquals(found.length, 3 + 2 * 3);
  for (const row of found) {
    const other = row.encoder_a !== row.encoder_b;
    assertEquals(other, row.recipe_a === row.recipe_b);
    assertEquals(row.n_pairs, 6);
    assertEquals(row.p_a_better, other ? 1 : 0.5);
  }
});

Deno.test("conditions.csv has no rows where a plan has one encoder and one recipe", () => {
  assertEquals(conditionRows(resultsRun(RESULTS)), []);
});
