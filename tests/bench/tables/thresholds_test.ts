import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  THRESHOLD_MINUTES,
  thresholdRows,
  THRESHOLDS,
} from "../../../bench/tables/thresholds.ts";
import { REACHED, reachedRows } from "../../../bench/tables/reached.ts";
import {
  madeRun,
  resultTrial,
  type Row,
  rowsOf,
  tiedSeeds,
} from "./made_run.ts";

/** Rows of `thresholds.csv` from the BCA of each trial, by optimizer and seed. */
function rowsFrom(
  results: Readonly<Record<string, readonly (readonly number[])[]>>,
): Row[] {
  const optimizers = Object.keys(results);
  const run = madeRun(
    { optimizers, seeds: tiedSeeds(results[optimizers[0]].length) },
    ({ key, optimizer, seeds }) =>
      results[optimizer][seeds.search].map((bca, t) =>
        resultTrial(key, t, bca)
      ),
  );
  return rowsOf(THRESHOLDS, thresholdRows(run));
}

const rowOf = (rows: readonly Row[], wanted: Row): Row =>
  rows.find((row) =>
    Object.entries(wanted).every(([column, value]) => row[column] === value)
  )!;

Deno.test("thresholds.csv is below 1 for the optimizer that gets there sooner than random search", () => {
  const rows = rowsFrom({
    random: [[0.5, 0.5, 0.5, 0.9], [0.5, 0.5, 0.9, 0.5], [0.5, 0.9, 0.5, 0.5]],
    tpe: [[0.9, 0.5, 0.5, 0.5], [0.5, 0.9, 0.5, 0.5], [0.9, 0.5, 0.5, 0.5]],
  });
  const wanted = { threshold: 0.9, measure: "trials" };
  const tpe = rowOf(rows, { optimizer: "tpe", ...wanted });
  const random = rowOf(rows, { optimizer: "random", ...wanted });
  // (1 + 2 + 1) / (4 + 3 + 2) trials; work is 10 GFLOP a trial.
  assertAlmostEquals(Number(tpe.ratio_to_random), 4 / 9, 1e-12);
  assertEquals(random.ratio_to_random, null);
  assertAlmostEquals(Number(tpe.restricted_mean), 4 / 3, 1e-12);
  assertAlmostEquals(Number(random.restricted_mean), 3, 1e-12);
  const work = rowOf(rows, {
    optimizer: "tpe",
    threshold: 0.9,
    measure: "work",
  });
  assertAlmostEquals(Number(work.expected_running), 40 / 3, 1e-12);
  assertEquals([work.median, work.tau], [10, 40]);
});

Deno.test("thresholds.csv charges a success with what the failures spent, and says where the interval has no end", () => {
  const [reached, never] = [[0.5, 0.9, 0.5], [0.5, 0.5, 0.5]];
  const row = rowOf(rowsFrom({ random: [reached, never, never] }), {
    threshold: 0.9,
    measure: "trials",
  });
  assertEquals([row.reached, row.censored, row.median], [1, 2, null]);
  assertEquals(row.expected_running, 2 + 3 + 3);
  assertEquals(row.expected_running_high, null);
  // A resample of three holds no success with probability (2 / 3)^3; four standard errors of 10 000.
  assertAlmostEquals(Number(row.expected_running_infinite), 8 / 27, 0.019);
  // Up to 3 trials: 2, 3 and 3.
  assertAlmostEquals(Number(row.restricted_mean), 8 / 3, 1e-12);
});

Deno.test("thresholds.csv has no bootstrap interval below three studies", () => {
  const rows = rowsFrom({
    random: [[0.5, 0.9], [0.9, 0.5]],
    tpe: [[0.9, 0.5], [0.5, 0.9]],
  });
  for (const row of rows.filter(({ threshold }) => threshold === 0.9)) {
    assertEquals(
      [row.expected_running_low, row.expected_running_infinite, row.ratio_low],
      [null, null, null],
    );
  }
  assertEquals(
    rowOf(rows, { optimizer: "tpe", threshold: 0.9, measure: "trials" })
      .ratio_to_random,
    1,
  );
});

Deno.test("thresholds.csv keeps an optimizer whose studies have not begun", () => {
  const rows = rowsFrom({ random: [[0.9], [0.5]], tpe: [[], []] });
  const tpe = rowOf(rows, { optimizer: "tpe", threshold: 0.8 });
  assertEquals(
    [tpe.n_studies, tpe.censored, tpe.tau, tpe.ratio_to_random],
    [2, 2, 1, null],
  );
  const [nobody] = rowsFrom({ random: [[], []] });
  assertEquals(
    [nobody.n_studies, nobody.censored, nobody.tau, nobody.restricted_mean],
    [2, 2, null, null],
  );
});

Deno.test("threshold_minutes.csv has minutes as the unit of what depends on time", () => {
  const units = THRESHOLD_MINUTES.columns.filter(({ time }) => time)
    .map(({ name, unit }) => [name, unit]);
  const without = [
    ...["reached_by_tau", "expected_running_infinite", "ratio_to_random"],
    "ratio_low",
  ];
  assertEquals(units.length, 13);
  for (const [name, unit] of units) {
    const plain = [...without, "ratio_high"].includes(String(name));
    assertEquals(unit, plain ? undefined : "min", name);
  }
});

Deno.test("reached.csv steps where a study gets there, and ends where studies end", () => {
  const run = madeRun(
    { optimizers: ["random"], seeds: tiedSeeds(3) },
    ({ key, seeds }) =>
      [[0.5, 0.9, 0.5], [0.9, 0.5, 0.5], [0.5, 0.5, 0.5]][seeds.search]
        .map((bca, t) => resultTrial(key, t, bca)),
  );
  const rows = rowsOf(REACHED, reachedRows(run))
    .filter((row) => row.measure === "trials" && row.threshold === 0.9);
  assertEquals(
    rows.map(({ spent, reached, n_studies }) => [spent, reached, n_studies]),
    [[1, 1, 3], [2, 2, 3], [3, 2, 3]],
  );
  // R: binom::binom.wilson(2, 3)
  assertAlmostEquals(Number(rows[2].share_low), 0.2076600, 1e-6);
  assertAlmostEquals(Number(rows[2].share_high), 0.9385081, 1e-6);
});

Deno.test("thresholds.csv takes tau from each optimizer and random search, and says nothing without events", () => {
  const rows = rowsFrom({
    random: [[0.5, 0.9, 0.5], [0.9, 0.5, 0.5], [0.5, 0.5, 0.9]],
    short: [[0.5], [0.5], [0.5]],
    tpe: [[0.9, 0.5, 0.5], [0.9, 0.5, 0.5], [0.9, 0.5, 0.5]],
  });
  const at = (optimizer: string) =>
    rowOf(rows, { optimizer, threshold: 0.9, measure: "trials" });
  assertEquals([at("short").tau, at("tpe").tau, at("random").tau], [1, 3, 3]);
  assertEquals(
    [at("short").restricted_mean, at("short").ratio_to_random],
    [null, null],
  );
  assertAlmostEquals(Number(at("tpe").ratio_to_random), 1 / 2, 1e-12);
  // All at once: no spread, no interval
  assertEquals([at("tpe").restricted_mean, at("tpe").restricted_mean_low], [
    1,
    null,
  ]);
  assertEquals(at("tpe").expected_running_low, null);
});
