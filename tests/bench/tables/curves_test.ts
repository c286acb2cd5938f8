import { assertAlmostEquals, assertEquals } from "@std/assert";
import { curveRows, CURVES } from "../../../bench/tables/curves.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { cells } from "../../../bench/tables/table.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

/** Rows of the table by column, from trials of random search by seed: [validation, test]. */
function rowsFrom(trials: readonly (readonly [number, number][])[]) {
  const plan = {
    ...fakePlan(trials.map((_, i) => i + 1)),
    optimizers: ["random"],
  };
  const records = fakeRecords(
    plan,
    (study, seed) =>
      trials[seed - 1].map(([validation, test], t) =>
        fakeTrial(study, t, validation, test, {
          state: validation === 0 ? "pruned" : "complete",
        })
      ),
  );
  const names = CURVES.columns.map(({ name }) => name);
  return cells(CURVES, curveRows(runData(records)!)).map((row) =>
    Object.fromEntries(names.map((name, i) => [name, row[i]]))
  );
}

Deno.test("curves.csv agrees with the closed form over three studies", () => {
  const [first, second] = rowsFrom([
    [[0.5, 0.6], [0.4, 0.9]],
    [[0.6, 0.7], [0.7, 0.5]],
    [[0.7, 0.8], [0.8, 0.9]],
  ]);
  // R: mean(x) + c(-1, 1) * qt(.975, 2) * sd(x) / sqrt(3), x = c(.6, .7, .8)
  assertAlmostEquals(first.bca_mean as number, 0.7, 1e-12);
  assertAlmostEquals(first.bca_low as number, 0.4515862, 1e-6);
  assertAlmostEquals(first.bca_high as number, 0.9484138, 1e-6);
  assertEquals(first.bca_interval, "student_t");
  // Incumbents by what is validation: trials 0, 1 and 1.
  assertAlmostEquals(second.validation_mean as number, 2 / 3, 1e-12);
  assertAlmostEquals(second.bca_mean as number, 2 / 3, 1e-12);
  assertEquals([second.trials, second.n_studies, second.n_incumbents], [
    2,
    3,
    3,
  ]);
});

Deno.test("curves.csv takes its mean over the studies that have a complete trial, and counts them", () => {
  const [first, second] = rowsFrom([
    [[0, 0], [0, 0]],
    [[0, 0], [0.5, 0.4]],
  ]);
  assertEquals(
    [first.n_incumbents, first.bca_mean, first.bca_low],
    [0, null, null],
  );
  assertEquals(
    [second.n_studies, second.n_incumbents, second.bca_mean],
    [2, 1, 0.4],
  );
});

Deno.test("curves.csv gives no interval of two studies, and cuts intervals to shares", () => {
  assertEquals(rowsFrom([[[1, 1]], [[0.9, 0.9]]])[0].validation_interval, null);
  const [row] = rowsFrom([[[1, 1]], [[1, 1]], [[0.6, 0.6]]]);
  assertEquals(row.validation_high, 1);
});
