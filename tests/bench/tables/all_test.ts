import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { BCA } from "../../../bench/journal/objective.ts";
import { tableFiles, TABLES } from "../../../bench/tables/all.ts";
import { incumbentOf, runData } from "../../../bench/tables/run_data.ts";
import { type Table, toCsv } from "../../../bench/tables/table.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

function rowsOf(csv: string): Record<string, string>[] {
  return parseCsv(csv, { columns: true });
}

const PLAN = fakePlan([1, 2, 3]);
/** Reported BCA of the incumbents: 0.6, 0.7, 0.8 by seed. */
const RECORDS = fakeRecords(PLAN, (study, seed) => [
  fakeTrial(study, 0, 0.5, 0.4, {
    params: { lr: 1e-6, num_epochs: 1, unfreeze_epoch: 3, max_length: 32000 },
  }),
  fakeTrial(study, 1, 0.9, 0.5 + seed / 10),
  fakeTrial(study, 2, 0.9, 0.99, { state: seed === 3 ? "pruned" : "complete" }),
]);

Deno.test("tables do not depend on the order of the journal's trials", () => {
  const expected = tableFiles(runData(RECORDS)!);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(RECORDS, { minLength: RECORDS.length }),
      (shuffled) => {
        assertEquals(tableFiles(runData(shuffled)!), expected);
      },
    ),
    { seed: 1, numRuns: 25 },
  );
});

Deno.test("summary.csv agrees with the closed form over three studies", () => {
  const [grid, random] = rowsOf(
    tableFiles(runData(RECORDS)!).get("summary.csv")!,
  );
  assertEquals([grid.optimizer, random.optimizer], ["grid", "random"]);
  assertEquals(random.n_studies, "3");
  assertAlmostEquals(Number(random.bca_mean), 0.7, 1e-12);
  assertAlmostEquals(Number(random.bca_sd), 0.1, 1e-12);
  // R: mean(x) + c(-1, 1) * qt(.975, 2) * sd(x) / sqrt(3), x = c(.6, .7, .8)
  assertAlmostEquals(Number(random.bca_low), 0.4515862, 1e-6);
  assertAlmostEquals(Number(random.bca_high), 0.9484138, 1e-6);
  assertEquals(random.interval, "student_t");
  assertAlmostEquals(Number(random.optimism), 0.2, 1e-12);
  assertAlmostEquals(Number(random.share_never_unfrozen), 1 / 3, 1e-12);
  assertAlmostEquals(Number(random.share_pruned), 1 / 9, 1e-12);
  assertEquals(Number(random.minutes_mean), 3);
  assertEquals(Number(random.work_mean), 30);
});

Deno.test("summary.csv tells what tuning was worth over the probe that incumbents started from", () => {
  const records = fakeRecords(PLAN, (study, seed) => [
    fakeTrial(study, 0, 0.9, 0.5 + seed / 10, {
      start: { bca_validation: 0.8, bca_test: 0.5 + seed / 20 },
    }),
    fakeTrial(study, 1, 0.8, 0.99, {
      start: { bca_validation: 0.8, bca_test: 0 },
    }),
  ]);
  const tables = tableFiles(runData(records)!);
  const [row] = rowsOf(tables.get("summary.csv")!);
  assertAlmostEquals(Number(row.tuning_gain), 0.1, 1e-12);
  // R: .1 + c(-1, 1) * qt(.975, 2) * .05 / sqrt(3)
  assertAlmostEquals(Number(row.tuning_gain_low), -0.0242069, 1e-6);
  assertAlmostEquals(Number(row.tuning_gain_high), 0.2242069, 1e-6);
  const [trial] = rowsOf(tables.get("trials.csv")!);
  assertEquals(
    [trial.bca_validation_start, trial.bca_test_start],
    ["0.8", "0.55"],
  );
  const [without] = rowsOf(
    tableFiles(runData(RECORDS)!).get("summary.csv")!,
  );
  assertEquals([without.tuning_gain, without.tuning_gain_low], ["", ""]);
});

Deno.test("summary.csv leaves empty what one study cannot give", () => {
  const records = fakeRecords(
    fakePlan([1]),
    (study) => [fakeTrial(study, 0, 0.9, 0.8)],
  );
  const [row] = rowsOf(tableFiles(runData(records)!).get("summary.csv")!);
  assertEquals([row.bca_mean, row.bca_sd, row.bca_low, row.interval], [
    "0.8",
    "",
    "",
    "",
  ]);
});

Deno.test("summary.csv counts a study without a complete trial as collapsed and not as 0", () => {
  const records = fakeRecords(fakePlan([1, 2]), (study, seed) => [
    fakeTrial(
      study,
      0,
      0.9,
      0.8,
      seed === 1
        ? { state: "diverged", validation: null, test: null, reason: "loss" }
        : {},
    ),
  ]);
  const [row] = rowsOf(tableFiles(runData(records)!).get("summary.csv")!);
  assertEquals([row.n_studies, row.n_incumbents, row.collapsed_studies], [
    "2",
    "1",
    "1",
  ]);
  assertEquals(row.bca_mean, "0.8");
});

Deno.test("incumbentOf() takes the first of equals and only complete trials", () => {
  const trials = [
    fakeTrial("s", 0, 0.7, 0),
    fakeTrial("s", 1, 0.9, 0, { state: "pruned" }),
    fakeTrial("s", 2, 0.8, 0),
    fakeTrial("s", 3, 0.8, 1),
  ];
  assertEquals(incumbentOf(trials, BCA)?.trial, 2);
  assertEquals(incumbentOf([trials[1]], BCA), null);
});

Deno.test("incumbents.csv never falls in what the optimizer sees", () => {
  const rows = rowsOf(tableFiles(runData(RECORDS)!).get("incumbents.csv")!);
  const studies = Map.groupBy(rows, (row) => row.study);
  for (const study of studies.values()) {
    for (let i = 1; i < study.length; i++) {
      assert(
        Number(study[i].bca_validation) >= Number(study[i - 1].bca_validation),
      );
      assert(Number(study[i].work) > Number(study[i - 1].work));
    }
  }
});

Deno.test("toCsv() refuses a number that is not finite by table and column", () => {
  const table: Table<number> = {
    name: "numbers",
    description: "One row is a number",
    key: ["x"],
    columns: [{
      name: "x",
      type: "number",
      description: "it",
      value: (x) => x,
    }],
  };
  const error = assertThrows(() => toCsv(table, [1, NaN]), RangeError);
  assert(error.message.includes('"numbers"') && error.message.includes('"x"'));
});

Deno.test("toCsv() writes numbers that an independent reader reads back to the same bits", () => {
  const table: Table<number> = {
    name: "numbers",
    description: "One row is a number",
    key: ["x"],
    columns: [{
      name: "x",
      type: "number",
      description: "it",
      value: (x) => x,
    }],
  };
  fc.assert(
    fc.property(
      fc.array(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
      ),
      (xs) => {
        const back = rowsOf(toCsv(table, xs)).map((row) => Number(row.x));
        assertEquals(
          back,
          xs.toSorted((a, b) => a - b),
        );
      },
    ),
    { seed: 2 },
  );
});

Deno.test("every table's columns are described, unique, and its key is among them", () => {
  for (const { table } of TABLES) {
    const names = table.columns.map(({ name }) => name);
    assertEquals(new Set(names).size, names.length, table.name);
    for (const key of table.key) {
      assert(names.includes(key), `${table.name}: ${key}`);
    }
    for (const { name, description } of table.columns) {
      assert(/^[a-z][a-z0-9_]*$/.test(name), name);
      assert(description.length > 0 && !description.endsWith("."), name);
    }
  }
});

Deno.test("trials.csv says which trials an earlier study of the plan has trained already", () => {
  const trialsOf = (pruned: boolean) => {
    const plan = { ...fakePlan([1]), optimizers: ["random", "grid", "sobol"] };
    const records = fakeRecords(plan, (study) => [
      fakeTrial(study, 0, 0.5, 0.4, {
        train_seed: 5,
        state: pruned && study.includes("/random/") ? "pruned" : "complete",
      }),
      // Equal but for the training seed, which is another in each study.
      fakeTrial(study, 1, 0.5, 0.4, { train_seed: 6 + study.length }),
    ]);
    // The journal's order is that in which trials ended, here the plan's backwards.
    return rowsOf(
      tableFiles(runData(records.toReversed())!).get("trials.csv")!,
    ).filter(({ reused }) => reused === "true")
      .map(({ optimizer, trial }) => `${optimizer} ${trial}`);
  };
  // Trials are listed by study, but the plan has random first.
  assertEquals(trialsOf(false), ["grid 0", "sobol 0"]);
  assertEquals(trialsOf(true), ["sobol 0"]);
});

Deno.test("best_of_k.csv ends at the incumbents, and no selection beats the oracle", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          validation: fc.integer({ min: 0, max: 4 }),
          test: fc.integer({ min: 0, max: 4 }),
          state: fc.constantFrom("complete", "complete", "pruned", "diverged"),
        }),
        { minLength: 3, maxLength: 3 },
      ).filter((trials) => trials.some(({ state }) => state === "complete")),
      (trials) => {
        const files = tableFiles(
          runData(fakeRecords(
            fakePlan([1, 2]),
            (study) =>
              trials.map(({ validation, test, state }, t) =>
                fakeTrial(study, t, validation / 4, test / 4, {
                  state: state as "complete",
                  ...(state === "diverged"
                    ? { validation: null, test: null }
                    : {}),
                })
              ),
          ))!,
        );
        const [summary] = rowsOf(files.get("summary.csv")!);
        const rows = rowsOf(files.get("best_of_k.csv")!)
          .filter(({ optimizer }) => optimizer === summary.optimizer);
        const last = rows.at(-1)!;
        assertEquals(last.k, "3");
        assertAlmostEquals(
          Number(last.expected_best),
          Number(summary.bca_mean),
          1e-12,
        );
        for (const row of rows) {
          assert(Number(row.selection_tax) > -1e-12);
        }
      },
    ),
    { seed: 3, numRuns: 40 },
  );
});
