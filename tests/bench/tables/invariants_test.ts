/** What holds of every table of comparisons, whatever the results. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import { type AnyTable, TABLES } from "../../../bench/tables/all.ts";
import { PAIRWISE, pairwiseRows } from "../../../bench/tables/pairwise.ts";
import type { RunData } from "../../../bench/tables/run_data.ts";
import { SELF, selfRows } from "../../../bench/tables/self.ts";
import type { Table } from "../../../bench/tables/table.ts";
import { fakeScore, fakeTrial } from "../fake_run.ts";
import {
  madeRun,
  resultsRun,
  resultTrial,
  type Row,
  rowsOf,
  tiedSeeds,
} from "./made_run.ts";

/** Tables over studies; the tables of listeners need a corpus of their own. */
const NAMES = [
  ...["summary", "pairwise", "self", "ranks", "variance", "best_of_k"],
  ...["thresholds", "threshold_minutes", "timing", "collapse", "curves"],
];
const COMPARED: readonly AnyTable[] = TABLES.filter(({ table }) =>
  NAMES.includes(table.name)
);

const csvs = (run: RunData): Map<string, string> =>
  new Map(COMPARED.map(({ table, csv }) => [table.name, csv(run)]));

/** Results on the coarse levels of a small test part, with ties and failures. */
const bca = fc.option(
  fc.integer({ min: 0, max: 14 }).map((right) => right / 14),
  { freq: 6 },
);

const results = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).chain((n) => {
    const list = fc.array(bca, { minLength: n, maxLength: n });
    return fc.record({ grid: list, random: list, tpe: list });
  });

Deno.test("no table depends on the order of optimizers and seeds in the plan", () => {
  fc.assert(
    fc.property(results(1, 5), (values) => {
      const run = resultsRun(values);
      const turned: RunData = {
        ...run,
        plan: {
          ...run.plan,
          optimizers: run.plan.optimizers.toReversed(),
          seeds: run.plan.seeds.toReversed(),
        },
        studies: run.studies.toReversed(),
      };
      assertEquals(csvs(turned), csvs(run));
    }),
    { seed: 3, numRuns: 6 },
  );
});

Deno.test("every table holds finite numbers within its columns' bounds, whatever fails", () => {
  const trial = fc.record({
    bca,
    state: fc.constantFrom<TrialRecord["state"]>(
      "complete",
      "pruned",
      "failed",
    ),
    spent: fc.constantFrom(0, 0, 1, 7),
    lr: fc.constantFrom(1e-8, 1e-6, 2.9e-6, 3e-6, 1e-3, 0.5),
  });
  const study = fc.array(trial, { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((n) =>
        fc.array(study, { minLength: 2 * n, maxLength: 2 * n })
      ),
      (studies) => {
        const run = madeRun(
          { seeds: tiedSeeds(studies.length / 2) },
          ({ key, optimizer, seeds }) =>
            studies[2 * seeds.search + (optimizer === "grid" ? 1 : 0)].map((
              { bca, state, spent, lr },
              t,
            ) =>
              fakeTrial(key, t, 0, 0, {
                state: bca === null ? "diverged" : state,
                validation: bca === null ? null : fakeScore(bca),
                test: null,
                params: {
                  lr,
                  num_epochs: 2,
                  unfreeze_epoch: 1,
                  max_length: 32000,
                },
                work_gflop: spent,
                ...{ train_s: spent, eval_s: 0, suggest_s: 0 },
              })
            ),
        );
        for (const { table, csv } of COMPARED) {
          const lines = csv(run); // refuses what is not finite
          assert(!lines.includes("NaN") && !lines.includes("Infinity"));
          assertBounds(table, lines);
        }
      },
    ),
    { seed: 4, numRuns: 40 },
  );
});

/** Checks every value against its own column's constraints, and that keys tell rows apart. */
function assertBounds({ columns, key }: Table<never>, csv: string) {
  const rows = csv.trimEnd().split("\n").slice(1).map((line) =>
    line.split(",")
  );
  const keys = rows.map((row) =>
    row.filter((_, i) => key.includes(columns[i].name)).join()
  );
  assertEquals(new Set(keys).size, rows.length);
  for (const row of rows) {
    row.forEach((text, i) => {
      const { name, constraints } = columns[i];
      if (text === "") {
        return assert(!constraints?.required && !key.includes(name), name);
      }
      if (constraints?.minimum !== undefined) {
        assert(Number(text) >= constraints.minimum, `${name}: ${text}`);
      }
      if (constraints?.maximum !== undefined) {
        assert(Number(text) <= constraints.maximum, `${name}: ${text}`);
      }
    });
  }
}

Deno.test("the bootstrap seed moves bootstrap intervals and draws, and nothing else", () => {
  const noise = [3, 9, 1, 7, 5, 11, 2, 8, 12, 4, 10, 6];
  const values = (shift: number) =>
    noise.map((x, i) => (40 + x + shift * noise[(i + 5) % 12]) / 80);
  const run = (seed: number) =>
    resultsRun({ random: values(1), tpe: values(2) }, {}, seed);
  const drawn: Readonly<Record<string, RegExp>> = {
    summary: /^bca_(low|high)$/,
    pairwise: /^(difference_(low|high)|p_a_better_(low|high)|posterior_.*)$/,
    best_of_k: /^expected_best_(low|high)$/,
    thresholds: /^(expected_running_(low|high|infinite)|ratio_(low|high))$/,
    threshold_minutes:
      /^(expected_running_(low|high|infinite)|ratio_(low|high))$/,
    curves: /^(validation|bca)_(low|high)$/,
  };
  const [one, same, other] = [run(1), run(1), run(2)].map(csvs);
  assertEquals(same, one);
  for (const { table } of COMPARED) {
    const moved = new Set<string>();
    const [a, b] = [one, other].map((csv) =>
      csv.get(table.name)!.split("\n").map((line) => line.split(","))
    );
    a.forEach((line, i) =>
      line.forEach((text, j) => {
        if (text !== b[i][j]) moved.add(table.columns[j].name);
      })
    );
    for (const name of moved) {
      assert(drawn[table.name]?.test(name), `${table.name}: ${name}`);
    }
  }
  assert(one.get("summary") !== other.get("summary"));
  assert(one.get("pairwise") !== other.get("pairwise"));
});

/** Columns of `pairwise.csv` that change their sign when A and B change places. */
const SIGNED = [["difference", "difference"], [
  "difference_low",
  "difference_high",
], ["corrected_low", "corrected_high"]] as const;
/** Shares that become the rest. */
const SHARES = [
  ["a12", "a12"],
  ["p_a_better", "p_a_better"],
  ["p_a_better_low", "p_a_better_high"],
  ["wilson_low", "wilson_high"],
] as const;
/** Columns that change places. */
const TURNED = [
  ["verdict_a", "verdict_b"],
  ["posterior_a_better", "posterior_b_better"],
] as const;
/** Columns that stay. */
const SAME = [
  ...["n_pairs", "n_unpaired", "difference_sd", "p", "p_min", "p_holm"],
  ...["collapsed_interval", "posterior_equivalent", "corrected_p", "interval"],
  ...["n_for_power"],
];

Deno.test("pairwise.csv mirrors its row when two optimizers exchange their names", () => {
  fc.assert(
    fc.property(results(1, 7), ({ grid, tpe }) => {
      const row = (a: typeof grid, b: typeof grid): Row =>
        rowsOf(PAIRWISE, pairwiseRows(resultsRun({ a, b })))[0];
      const [own, other] = [row(grid, tpe), row(tpe, grid)];
      const near = (x: Row[string], y: Row[string], column: string) =>
        typeof x === "number" && typeof y === "number"
          ? assertAlmostEquals(x, y, 1e-9, column)
          : assertEquals(x, y, column);
      const map = (x: Row[string], of: (x: number) => number) =>
        typeof x === "number" ? of(x) : x;
      for (const [low, high] of SIGNED) {
        near(own[low], map(other[high], (x) => -x), low);
        near(own[high], map(other[low], (x) => -x), high);
      }
      for (const [low, high] of SHARES) {
        near(own[low], map(other[high], (x) => 1 - x), low);
      }
      for (const [a, b] of TURNED) {
        near(own[a], other[b], a);
        near(own[b], other[a], b);
      }
      for (const column of SAME) near(own[column], other[column], column);
    }),
    { seed: 5, numRuns: 12 },
  );
});

Deno.test("pairwise.csv has no interval and no verdict below three pairs", () => {
  for (const n of [0, 1, 2]) {
    const win = (x: number) =>
      Array.from({ length: 3 }, (_, i) => i < n ? x + i / 20 : null);
    const [row] = rowsOf(
      PAIRWISE,
      pairwiseRows(resultsRun({ a: win(0.8), b: win(0.5) })),
    );
    assertEquals([row.n_pairs, row.n_unpaired], [n, 3 - n]);
    for (
      const column of [
        ...["difference_low", "difference_high", "interval", "p_a_better_low"],
        ...["p_a_better_high", "collapsed_interval", "verdict_a", "verdict_b"],
      ]
    ) assertEquals(row[column], null, column);
  }
});

Deno.test("pairwise.csv says of one optimizer under two names that nothing differs", () => {
  const values = [0.5, 0.7, 0.6, 0.9, 0.8, 0.7];
  const [row] = rowsOf(
    PAIRWISE,
    pairwiseRows(resultsRun({ a: values, b: values })),
  );
  assertEquals(
    [row.difference, row.p, row.p_holm, row.p_a_better, row.a12],
    [0, 1, 1, 0.5, 0.5],
  );
  assertEquals([row.verdict_a, row.verdict_b, row.n_for_power], [
    "not_significant",
    "not_significant",
    null,
  ]);
  assertEquals(row.posterior_equivalent, 1);
});

Deno.test("pairwise.csv corrects the t test only where each pair has a random partition of its own", () => {
  const values = { a: [0.5, 0.7, 0.6], b: [0.6, 0.9, 0.65] };
  const corrected = (changes: Parameters<typeof resultsRun>[1]) =>
    pairwiseRows(resultsRun(values, changes))[0].mean.corrected.p !== null;
  assert(corrected({}));
  assert(corrected({ protocols: ["stratified"] }));
  assert(!corrected({ protocols: ["nested"] }));
  assert(!corrected({ streams: { split: 42 } }));
});

Deno.test("self.csv says nothing that too few studies cannot say", () => {
  const row = (values: readonly (number | null)[]) =>
    rowsOf(SELF, selfRows(resultsRun({ random: values })))[0];
  const one = row([0.5, null]);
  assertEquals([one.n_incumbents, one.n_half, one.n_ways], [1, 0, 0]);
  assertEquals([one.false_signed_rank, one.false_paired_t], [null, null]);
  const three = row([0.5, 0.6, 0.7]);
  assertEquals([three.n_half, three.n_ways], [1, 1]);
  assertEquals([three.false_signed_rank, three.false_paired_t], [0, null]);
});

Deno.test("no study is dropped: each stands in the counts of every table", () => {
  // Seed 1 of grid has no complete trial, seed 2 no trial at all.
  const run = madeRun(
    { seeds: tiedSeeds(4), trials: 2 },
    ({ key, optimizer, seeds }) =>
      optimizer === "random" || seeds.search % 3 === 0
        ? [resultTrial(key, 0, 0.7), resultTrial(key, 1, 0.92)]
        : seeds.search === 1
        ? [resultTrial(key, 0, null), resultTrial(key, 1, null)]
        : [],
  );
  const found = (name: string, wanted: Readonly<Record<string, string>>) => {
    const { table, csv } = TABLES.find(({ table }) => table.name === name)!;
    const rows = csv(run).trimEnd().split("\n").slice(1).map((line) =>
      Object.fromEntries(
        line.split(",").map((text, i) => [table.columns[i].name, text]),
      )
    );
    return rows.find((row) =>
      Object.entries(wanted).every(([column, text]) => row[column] === text)
    )!;
  };
  const grid = { optimizer: "grid" };
  const counts = (row: Record<string, string>, ...columns: string[]) =>
    columns.map((column) => Number(row[column]));
  assertEquals(
    counts(
      found("summary", grid),
      ...["n_studies", "n_incumbents", "collapsed_studies"],
    ),
    [4, 2, 2],
  );
  for (const threshold of ["0.8", "0.9", "0.95"]) {
    const row = found("thresholds", { ...grid, threshold, measure: "trials" });
    const reached = threshold === "0.95" ? 0 : 2;
    assertEquals(
      counts(row, "n_studies", "reached", "censored", "tau"),
      [4, reached, 4 - reached, 2],
    );
  }
  assertEquals(
    counts(found("ranks", grid), "n_blocks", "n_incomplete"),
    [2, 2],
  );
  assertEquals(counts(found("pairwise", {}), "n_pairs", "n_unpaired"), [2, 2]);
  assertEquals(
    counts(found("best_of_k", { ...grid, k: "2" }), "n_studies", "n_with_k"),
    [4, 2],
  );
  assertEquals(
    counts(found("timing", grid), "n_studies", "n_incumbents"),
    [4, 2],
  );
  assertEquals(
    counts(
      found("collapse", { ...grid, parameter: "all" }),
      ...["n_trials", "n_unscored"],
    ),
    [4, 2],
  );
  assertEquals(counts(found("self", grid), "n_incumbents"), [2]);
});
