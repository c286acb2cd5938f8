import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import type { Plan } from "../../../bench/plan/plan.ts";
import {
  PUBLISHED,
  PUBLISHED_MINUTES,
  publishedMinuteRows,
  publishedRows,
} from "../../../bench/tables/published.ts";
import { fakeTrial } from "../fake_run.ts";
import { madeRun, type Row, rowsOf, tiedSeeds } from "./made_run.ts";

const N = 15;

/** Trials of BCA 0.5 but for the given ones; each takes a minute. */
function trialsOf(
  study: string,
  given: Readonly<Record<number, number>>,
  count = N,
): TrialRecord[] {
  return Array.from({ length: count }, (_, t) => {
    const bca = given[t + 1] ?? 0.5;
    return fakeTrial(study, t, bca, bca, {
      test: null,
      params: {
        lr: (t + 1) * 1e-5,
        num_epochs: t + 1,
        unfreeze_epoch: 1,
        max_length: 32000,
      },
    });
  });
}

/** BCA of trials, from 1, by study: above 0.80 at 2, 4 and never. */
const GIVEN: readonly Readonly<Record<number, number>>[] = [
  { 2: 0.81, 5: 0.95 },
  { 4: 0.85 },
  { 1: 0.8 },
];

function run(changes: Partial<Plan> = {}, count = N) {
  return madeRun({
    corpora: ["emodb"],
    optimizers: ["optuna-5.0"],
    seeds: tiedSeeds(GIVEN.length),
    ...changes,
  }, (study) => trialsOf(study.key, GIVEN[study.seeds.search], count));
}

/** The one row of a quantity. */
function of(rows: readonly Row[], quantity: string): Row {
  const found = rows.filter((row) => row.quantity === quantity);
  assertEquals(found.length, 1, quantity);
  return found[0];
}

Deno.test("published.csv has the paper's Optuna beside the mean BCA over studies", () => {
  const row = of(rowsOf(PUBLISHED, publishedRows(run())), "bca");
  // R: x <- c(.95, .85, .8); mean(x) + c(-1, 1) * qt(.975, 2) * sd(x) / sqrt(3)
  assertAlmostEquals(row.ours as number, 2.6 / 3, 1e-12);
  assertAlmostEquals(
    row.ours_low as number,
    2.6 / 3 - 4.302652729911275 * Math.sqrt(0.007 / 1.2) / Math.sqrt(3),
    1e-9,
  );
  assertEquals(row.ours_high, 1);
  assertAlmostEquals(row.difference as number, 2.6 / 3 - 0.93, 1e-12);
  assertEquals(
    [row.method, row.published, row.n, row.n_studies, row.interval],
    ["Optuna", 0.93, 3, 3, "student_t_cut"],
  );
  assertEquals([row.ours_min, row.ours_max], [0.8, 0.95]);
});

Deno.test("published.csv counts what exceeds a threshold, and takes the median with the others censored", () => {
  const rows = rowsOf(PUBLISHED, publishedRows(run()));
  const at80 = of(rows, "trial_above_0.8");
  // 0.8 itself does not exceed 0.8: one study of three is censored.
  assertEquals([at80.n, at80.n_studies, at80.ours], [2, 3, 4]);
  assertEquals([at80.ours_min, at80.ours_max], [2, 4]);
  assertEquals([at80.published, at80.difference], [4, 0]);
  const at90 = of(rows, "trial_above_0.9");
  // Survival never falls to one half: there is no median, hence no difference.
  assertEquals([at90.n, at90.ours, at90.difference], [1, null, null]);
});

Deno.test("published.csv gives the median of the best trials' conditions", () => {
  const rows = rowsOf(PUBLISHED, publishedRows(run()));
  // The best trials are 5, 4 and 1.
  assertEquals(of(rows, "num_epochs").ours, 4);
  assertEquals(of(rows, "num_epochs").difference, 0);
  assertAlmostEquals(of(rows, "lr").ours as number, 4e-5, 1e-18);
  assertEquals(of(rows, "lr").published, 8.89e-6);
  assertEquals(of(rows, "max_length").difference, 32000 - 64000);
});

Deno.test("published_minutes.csv counts minutes to the end of the best trial, and BCA a minute", () => {
  const rows = rowsOf(PUBLISHED_MINUTES, publishedMinuteRows(run()));
  assertAlmostEquals(of(rows, "minutes").ours as number, 10 / 3, 1e-12);
  assertAlmostEquals(
    of(rows, "efficiency").ours as number,
    (0.95 / 5 + 0.85 / 4 + 0.8 / 1) / 3,
    1e-12,
  );
  assertEquals(of(rows, "minutes_above_0.8").ours, 4);
  assertAlmostEquals(
    of(rows, "minutes_above_0.8").difference as number,
    4 - 7.8,
    1e-12,
  );
});

Deno.test("published.csv follows a study no longer than the paper, and leaves shorter ones out of the best", () => {
  const longer = madeRun({
    corpora: ["emodb"],
    optimizers: ["ax-1.3"],
    seeds: tiedSeeds(1),
  }, (study) => trialsOf(study.key, { 3: 0.7, 16: 0.99 }, 20));
  const rows = rowsOf(PUBLISHED, publishedRows(longer));
  assertEquals(of(rows, "bca").ours, 0.7);
  assertEquals(of(rows, "trial_above_0.8").n, 0);
  const shorter = rowsOf(PUBLISHED, publishedRows(run({}, N - 1)));
  assertEquals([of(shorter, "bca").n, of(shorter, "bca").ours], [0, null]);
  assertEquals(of(shorter, "trial_above_0.8").n, 2);
});

Deno.test("published.csv puts every optimizer beside its method, and has rows of EmoDB under paper only", () => {
  const optimizers = [
    ...["optuna-5.0", "optuna-published+halving", "hyperopt-0.3"],
    ...["ax-1.3", "grid", "grid-shuffled", "random", "sobol"],
  ];
  const methods = new Map(
    rowsOf(PUBLISHED, publishedRows(run({ optimizers })))
      .map(({ optimizer, method }) => [optimizer, method]),
  );
  assertEquals(Object.fromEntries(methods), {
    "ax-1.3": "Ax",
    "grid": "grid",
    "grid-shuffled": "grid",
    "hyperopt-0.3": "Hyperopt",
    "optuna-5.0": "Optuna",
    "optuna-published+halving": "Optuna",
  });
  assertEquals(publishedRows(run({ corpora: ["synthetic"] })), []);
  assertEquals(publishedRows(run({ protocols: ["nested"] })), []);
  assertEquals(publishedMinuteRows(run({ protocols: ["nested"] })), []);
});

Deno.test("published.csv prints no condition of the grid, as the paper prints none", () => {
  const rows = rowsOf(
    PUBLISHED,
    publishedRows(run({ optimizers: ["grid"] })),
  );
  assertEquals(rows.map(({ quantity }) => quantity), [
    "bca",
    "trial_above_0.8",
    "trial_above_0.9",
  ]);
  assert(rows.every(({ optimizer }) => optimizer === "grid"));
});
