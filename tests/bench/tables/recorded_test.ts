/**
 * Tables of made-up runs beside what SciPy 1.17.1, statsmodels 0.15.0 (numpy
 * 2.4.6, Python 3.11) and plain enumeration say of them: fixtures/make_tables.py.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import { BEST_OF_K, bestOfKRows } from "../../../bench/tables/best_of_k.ts";
import { COLLAPSE, collapseRows } from "../../../bench/tables/collapse.ts";
import { PAIRWISE, pairwiseRows } from "../../../bench/tables/pairwise.ts";
import { rankRows, RANKS } from "../../../bench/tables/ranks.ts";
import type { RunData } from "../../../bench/tables/run_data.ts";
import { SELF, selfRows } from "../../../bench/tables/self.ts";
import { SUMMARY, summaryRows } from "../../../bench/tables/summary.ts";
import type { Cell, Table } from "../../../bench/tables/table.ts";
import {
  THRESHOLD_MINUTES,
  thresholdMinuteRows,
  thresholdRows,
  THRESHOLDS,
} from "../../../bench/tables/thresholds.ts";
import { TIMING, timingRows } from "../../../bench/tables/timing.ts";
import { fakeScore, fakeTrial } from "../fake_run.ts";
import { madeRun, type Row, rowsOf, tiedSeeds } from "./made_run.ts";

interface RecordedTrial {
  readonly state: TrialRecord["state"];
  readonly validation: number | null;
  readonly bca: number | null;
  readonly collapsed: boolean;
  readonly work: number;
  readonly seconds: readonly [train: number, score: number, suggest: number];
  readonly params: TrialRecord["params"];
}

interface RecordedCase {
  readonly run: Readonly<Record<string, readonly (readonly RecordedTrial[])[]>>;
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

const FIXTURE: {
  readonly bootstrap_seed: number;
  readonly cases: readonly RecordedCase[];
} = JSON.parse(
  Deno.readTextFileSync(new URL("fixtures/tables.json", import.meta.url)),
);

/** The tables that the fixture has. */
const MAKERS: Readonly<Record<string, (run: RunData) => Row[]>> = {
  summary: maker(SUMMARY, summaryRows),
  pairwise: maker(PAIRWISE, pairwiseRows),
  ranks: maker(RANKS, rankRows),
  self: maker(SELF, selfRows),
  best_of_k: maker(BEST_OF_K, bestOfKRows),
  thresholds: maker(THRESHOLDS, thresholdRows),
  threshold_minutes: maker(THRESHOLD_MINUTES, thresholdMinuteRows),
  timing: maker(TIMING, timingRows),
  collapse: maker(COLLAPSE, collapseRows),
};

function maker<Made>(table: Table<Made>, make: (run: RunData) => Made[]) {
  return (run: RunData) => rowsOf(table, make(run));
}

/** Columns that name a row of the fixture within its table. */
const NAMES = [
  ...["optimizer", "a", "b", "k", "threshold", "measure"],
  ...["parameter", "level_from"],
];

/**
 * Posteriors come from 50 000 draws here and 200 000 there: four standard
 * errors of the difference of the two shares at one half.
 */
const POSTERIOR_ERROR = 4 * Math.sqrt(0.25 / 50_000 + 0.25 / 200_000);

function runOf({ run }: RecordedCase): RunData {
  const optimizers = Object.keys(run);
  const studies = run[optimizers[0]];
  return madeRun(
    {
      optimizers,
      seeds: tiedSeeds(studies.length),
      trials: studies[0].length,
    },
    ({ key, optimizer, seeds }) =>
      run[optimizer][seeds.search].map((trial, t) => trialOf(key, t, trial)),
    FIXTURE.bootstrap_seed,
  );
}

function trialOf(
  study: string,
  number: number,
  trial: RecordedTrial,
): TrialRecord {
  const score = (bca: number | null) =>
    bca === null ? null : { ...fakeScore(bca), collapsed: trial.collapsed };
  const [train_s, eval_s, suggest_s] = trial.seconds;
  return fakeTrial(study, number, 0, 0, {
    state: trial.state,
    validation: score(trial.validation),
    test: score(trial.bca),
    params: trial.params,
    work_gflop: trial.work,
    train_s,
    eval_s,
    suggest_s,
  });
}

function assertCell(
  found: Cell,
  expected: Cell,
  column: string,
  where: string,
) {
  if (typeof expected !== "number" || typeof found !== "number") {
    return assertEquals(found, expected, `${where}: ${column}`);
  }
  const allowed = column.startsWith("posterior_")
    ? POSTERIOR_ERROR
    : 1e-9 + 1e-8 * Math.abs(expected);
  assertAlmostEquals(found, expected, allowed, `${where}: ${column}`);
}

FIXTURE.cases.forEach((recorded) => {
  const run = runOf(recorded);
  const n = run.plan.seeds.length;
  for (const [name, expected] of Object.entries(recorded.tables)) {
    Deno.test(`${name}.csv agrees with SciPy, statsmodels and enumeration at ${n} seeds`, () => {
      const found = MAKERS[name](run);
      assertEquals(found.length, expected.length);
      for (const row of expected) {
        const names = NAMES.filter((column) => column in row);
        const where = names.map((column) => row[column]).join(" ");
        const same = found.find((other) =>
          names.every((column) =>
            column === "level_from"
              ? Math.abs(Number(other[column]) - Number(row[column])) < 1e-12
              : other[column] === row[column]
          )
        );
        assert(same, `${name}: no row of ${where}`);
        for (const [column, value] of Object.entries(row)) {
          assertCell(same[column], value, column, `${name} ${where}`);
        }
      }
    });
  }
});
