/** What holds of tables whatever the objective and its direction. */
import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { BCA, type Objective } from "../../../bench/journal/objective.ts";
import { BEST_OF_K, bestOfKRows } from "../../../bench/tables/best_of_k.ts";
import { curveRows, CURVES } from "../../../bench/tables/curves.ts";
import { cutAndSaid, cutToRange } from "../../../bench/tables/cut.ts";
import { incumbentRows, INCUMBENTS } from "../../../bench/tables/incumbents.ts";
import { PAIRWISE, pairwiseRows } from "../../../bench/tables/pairwise.ts";
import { rankRows, RANKS } from "../../../bench/tables/ranks.ts";
import type { RunData } from "../../../bench/tables/run_data.ts";
import { SUMMARY, summaryRows } from "../../../bench/tables/summary.ts";
import { thresholdRows, THRESHOLDS } from "../../../bench/tables/thresholds.ts";
import type { Table } from "../../../bench/tables/table.ts";
import { fakeTrial } from "../fake_run.ts";
import { madeRun, rowsOf, tiedSeeds } from "./made_run.ts";

/** BCA with its sign turned, so that less is better: the same searches. */
const TURNED: Objective = {
  name: "turned",
  direction: "minimize",
  ofEpoch: (epoch) => -BCA.ofEpoch(epoch),
  validation: (trial) => turned(BCA.validation(trial)),
  final: (trial) => turned(BCA.final(trial)),
};

function turned(value: number | null): number | null {
  return value === null ? null : -value;
}

const WORK: Objective = {
  name: "work",
  direction: "minimize",
  ofEpoch: ({ bca_validation }) => bca_validation,
  validation: ({ work_gflop }) => work_gflop,
  final: ({ work_gflop }) => work_gflop,
};

const level = fc.integer({ min: 0, max: 8 }).map((right) => right / 8);

/** Runs of two optimizers whose trials score on coarse levels, so that some tie. */
const runs = fc.integer({ min: 3, max: 5 }).chain((n) =>
  fc.array(fc.array(fc.tuple(level, level), { minLength: 1, maxLength: 5 }), {
    minLength: 2 * n,
    maxLength: 2 * n,
  })
).map((studies): RunData =>
  madeRun(
    { seeds: tiedSeeds(studies.length / 2), trials: 5 },
    ({ key, optimizer, seeds }) =>
      studies[2 * seeds.search + (optimizer === "grid" ? 1 : 0)]
        .map(([validation, test], t) => fakeTrial(key, t, validation, test)),
  )
);

/** A table of a run and of the same run with the objective turned. */
function both<Row>(
  table: Table<Row>,
  rows: (run: RunData) => Row[],
  run: RunData,
) {
  const [plain, other] = [run, { ...run, objective: TURNED }]
    .map((run) => rowsOf(table, rows(run)));
  assertEquals(plain.length, other.length);
  return plain.map((row, i) => [row, other[i]] as const);
}

/** Asserts that columns of two rows are the same but for a factor. */
function assertColumns(
  [row, other]: readonly [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ],
  columns: readonly string[],
  factor: 1 | -1 = 1,
) {
  for (const column of columns) {
    const [a, b] = [row[column], other[column]];
    if (typeof a === "number" && typeof b === "number") {
      assertAlmostEquals(b, factor * a, 1e-12, column);
    } else assertEquals(b, a, column);
  }
}

Deno.test("a maximised objective and its negative, minimised, find the same and call the same better", () => {
  fc.assert(
    fc.property(runs, (run) => {
      for (const rows of both(INCUMBENTS, incumbentRows, run)) {
        assertEquals(rows[1], rows[0]);
      }
      for (const rows of both(RANKS, rankRows, run)) {
        assertEquals(rows[1], rows[0]);
      }
      for (const rows of both(PAIRWISE, pairwiseRows, run)) {
        assertColumns(rows, ["difference"], -1);
        assertColumns(rows, [
          ...["n_pairs", "difference_sd", "p", "a12", "p_a_better"],
          ...["p_a_better_low", "p_a_better_high", "wilson_low"],
        ]);
      }
      for (const rows of both(BEST_OF_K, bestOfKRows, run)) {
        assertColumns(rows, [
          "expected_best",
          "expected_validation",
          "mean_trial",
        ], -1);
      }
      for (const rows of both(CURVES, curveRows, run)) {
        assertColumns(rows, ["validation_mean", "bca_mean"], -1);
      }
      for (const rows of both(SUMMARY, summaryRows, run)) {
        assertColumns(rows, ["bca_mean", "bca_median", "optimism"], -1);
        assertColumns(rows, ["bca_sd", "n_tied_mean", "collapsed_studies"]);
      }
    }),
    { seed: 5, numRuns: 25 },
  );
});

Deno.test("tables follow a minimised objective: the incumbent is the smallest, first on ties", () => {
  const work = [0.97, 0.85, 0.85, 0.91];
  const run: RunData = {
    ...madeRun(
      { optimizers: ["random"], seeds: tiedSeeds(1), trials: 4 },
      ({ key }) =>
        work.map((work_gflop, t) =>
          fakeTrial(key, t, t / 10, t / 10, { work_gflop })
        ),
    ),
    objective: WORK,
  };
  assertEquals(
    rowsOf(INCUMBENTS, incumbentRows(run))
      .map(({ incumbent, n_tied }) => [incumbent, n_tied]),
    [[0, 1], [1, 1], [1, 2], [1, 2]],
  );
  assertEquals(
    rowsOf(CURVES, curveRows(run)).map(({ bca_mean }) => bca_mean),
    [0.97, 0.85, 0.85, 0.85],
  );
  // At most as large as the threshold: 0.95 with the second trial, 0.8 never.
  assertEquals(
    rowsOf(THRESHOLDS, thresholdRows(run))
      .filter(({ measure }) => measure === "trials")
      .map(({ threshold, reached, median }) => [threshold, reached, median]),
    [[0.8, 0, null], [0.9, 1, 2], [0.95, 1, 2]],
  );
});

Deno.test("cutToRange() cuts to what an objective can be, and not where it can be anything", () => {
  const interval = { low: -0.25, high: 1.5 };
  assertEquals(cutToRange(interval, BCA), { low: 0, high: 1 });
  assertEquals(cutToRange(interval, WORK), interval);
  const none = { low: null, high: null };
  assertEquals(cutToRange(none, BCA), none);
  assertEquals(
    [interval, { low: 0.2, high: 0.4 }].map((ends) =>
      cutAndSaid({ ...ends, method: "student_t" }, BCA).method
    ),
    ["student_t_cut", "student_t"],
  );
});
