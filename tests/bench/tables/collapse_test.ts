import { assertEquals } from "@std/assert";
import { COLLAPSE, collapseRows } from "../../../bench/tables/collapse.ts";
import { fakeScore, fakeTrial } from "../fake_run.ts";
import { madeRun, rowsOf, tiedSeeds } from "./made_run.ts";

/** Rows of one parameter, from the conditions of trials. */
function levelsOf(
  parameter: string,
  conditions: readonly Readonly<Record<string, number>>[],
) {
  const run = madeRun(
    { optimizers: ["random"], seeds: tiedSeeds(1) },
    ({ key }) =>
      conditions.map((condition, t) =>
        fakeTrial(key, t, 0, 0, {
          validation: fakeScore(0.9),
          params: {
            ...{ lr: 1e-5, num_epochs: 5, unfreeze_epoch: 1 },
            max_length: 32000,
            ...condition,
          },
        })
      ),
  );
  return rowsOf(COLLAPSE, collapseRows(run))
    .filter((row) => row.parameter === parameter)
    .map(({ level, n_trials }) => [level, n_trials]);
}

Deno.test("collapse.csv puts learning rates into half decades, by size", () => {
  const rates = [1e-6, 2.9999e-6, 3e-6, 5e-6, 1e-5, 9.9e-4, 1e-3, 5e-8, 0.5];
  assertEquals(levelsOf("lr", rates.map((lr) => ({ lr }))), [
    ["3e-8 to 1e-7", 1],
    ["1e-6 to 3e-6", 2],
    ["3e-6 to 1e-5", 2],
    ["1e-5 to 3e-5", 1],
    ["3e-4 to 1e-3", 1],
    ["1e-3 to 3e-3", 1],
    ["3e-1 to 1e0", 1],
  ]);
});

Deno.test("collapse.csv sorts whole numbers by size", () => {
  const epochs = [10, 9, 2, 10].map((num_epochs) => ({ num_epochs }));
  assertEquals(levelsOf("num_epochs", epochs), [["2", 1], ["9", 1], ["10", 2]]);
  const lengths = [160000, 48000].map((max_length) => ({ max_length }));
  assertEquals(levelsOf("max_length", lengths), [["48000", 1], ["160000", 1]]);
});

Deno.test("collapse.csv keeps the learning rate out where the encoder is never trained", () => {
  const conditions = [
    { unfreeze_epoch: 5, lr: 1e-5 },
    { unfreeze_epoch: 4, lr: 1e-4 },
  ];
  assertEquals(levelsOf("lr", conditions), [["1e-4 to 3e-4", 1]]);
  assertEquals(levelsOf("unfrozen", conditions), [["never", 1], [
    "trained",
    1,
  ]]);
});
