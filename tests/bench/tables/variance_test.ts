import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Plan, StreamSeeds } from "../../../bench/plan/plan.ts";
import { drawNormal } from "../../../bench/stats/random_draws.ts";
import { VARIANCE, varianceRows } from "../../../bench/tables/variance.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import {
  madeRun,
  resultsRun,
  resultTrial,
  type Row,
  rowsOf,
} from "./made_run.ts";

/** Every triple of master seeds 0 .. a - 1, 0 .. b - 1, 0 .. c - 1. */
function crossedSeeds(a: number, b: number, c: number): Plan["seeds"] {
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);
  return upTo(a).flatMap((search) =>
    upTo(b).flatMap((train) =>
      upTo(c).map((split) => ({ search, train, split }))
    )
  );
}

type Result = (seeds: StreamSeeds, optimizer: string) => number | null;

/** Rows of a crossed plan by the result of each study. */
function crossedRows(
  [a, b, c]: readonly number[],
  bca: Result,
  changes: Partial<Plan> = {},
): Row[] {
  const run = madeRun(
    { optimizers: ["random"], seeds: crossedSeeds(a, b, c), ...changes },
    ({ key, seeds, optimizer }) => [resultTrial(key, 0, bca(seeds, optimizer))],
  );
  return rowsOf(VARIANCE, varianceRows(run));
}

/** Made by fixtures/make_tables.py: mean squares by statsmodels 0.15.0, intervals by 400 000 draws of numpy 2.4.6. */
const RECORDED: readonly {
  values: number[][][];
  rows: Row[];
  simulated_intervals: Record<string, [number, number]>;
}[] = JSON.parse(
  Deno.readTextFileSync(new URL("fixtures/tables.json", import.meta.url)),
).crossed;

for (const { values, rows, simulated_intervals } of RECORDED) {
  Deno.test(`variance.csv agrees with statsmodels' mean squares in a plan of ${rows[0].design}`, () => {
    const found = crossedRows(
      [values.length, values[0].length, values[0][0].length],
      ({ search, train, split }) => values[search][train][split],
    );
    assertEquals(
      found.map(({ source }) => source).sort(),
      rows.map(({ source }) => source).sort(),
    );
    for (const row of rows) {
      const same = found.find(({ source }) => source === row.source)!;
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== "number") {
          assertEquals(same[column], value, column);
        } else assertAlmostEquals(Number(same[column]), value, 1e-10, column);
      }
    }
    for (const [name, [low, high]] of Object.entries(simulated_intervals)) {
      const same = found.find(({ source }) => source === name)!;
      // A quantile of 10 000 draws of so wide a law is known to a few percent.
      const allowed = (end: number) =>
        0.2 * Math.abs(end) + 0.01 * (high - low);
      // A variance of values within 0 and 1 is from 0 to 1/4.
      const possible = (end: number) => Math.min(0.25, Math.max(0, end));
      for (
        const [found, end] of [["component_low", low], [
          "component_high",
          high,
        ]] as const
      ) {
        assertAlmostEquals(
          Number(same[found]),
          possible(end),
          allowed(end),
          `${name} ${found}`,
        );
      }
    }
  });
}

Deno.test("variance.csv is unbiased over simulated journals with known components", () => {
  const journals = 64;
  const truth: Readonly<Record<string, number>> = {
    search: 4e-4,
    training: 9e-4,
    split: 1e-4,
    search_training: 4e-4,
    search_split: 0,
    training_split: 1e-4,
    residual: 4e-4,
  };
  const stream = new RandomState(20);
  // Effects of each journal, drawn once for each combination of its seeds.
  const effects = new Map<string, number>();
  const effect = (name: string, ...at: (string | number)[]) => {
    const key = [name, ...at].join();
    const value = effects.get(key) ??
      Math.sqrt(truth[name]) * drawNormal(stream);
    effects.set(key, value);
    return value;
  };
  const rows = crossedRows(
    [3, 3, 3],
    ({ search, train, split }, journal) =>
      0.7 + effect("search", journal, search) +
      effect("training", journal, train) + effect("split", journal, split) +
      effect("search_training", journal, search, train) +
      effect("search_split", journal, search, split) +
      effect("training_split", journal, train, split) +
      effect("residual", journal, search, train, split),
    { optimizers: Array.from({ length: journals }, (_, i) => `journal${i}`) },
  );
  for (const [source, expected] of Object.entries(truth)) {
    const found = rows.filter((row) => row.source === source)
      .map(({ component }) => Number(component));
    assertEquals(found.length, journals);
    const mean = found.reduce((total, x) => total + x, 0) / journals;
    const variance = found.reduce((total, x) => total + (x - mean) ** 2, 0) /
      (journals - 1);
    const error = Math.sqrt(variance / journals);
    assert(
      Math.abs(mean - expected) <= 4 * error,
      `${source}: mean ${mean} of ${expected}, standard error ${error}`,
    );
  }
  // Without an interaction, about half of its estimates are negative, and stay so.
  const absent = rows.filter(({ source }) => source === "search_split");
  const negative = absent.filter((row) => row.negative);
  assert(negative.length > journals / 4 && negative.length < journals * 3 / 4);
  for (const row of negative) {
    assert(Number(row.component) < 0);
    assertEquals([row.share, row.sd], [0, 0]);
  }
});

Deno.test("variance.csv tells which stream the results follow", () => {
  const streams = [
    ["search", "search"],
    ["train", "training"],
    ["split", "split"],
  ] as const;
  for (const [stream, source] of streams) {
    const rows = crossedRows([3, 3, 3], (seeds) => 0.5 + seeds[stream] / 10);
    for (const row of rows) {
      // Sample variance of 0.5, 0.6, 0.7 and nothing else.
      const expected = row.source === source ? 0.01 : 0;
      assertAlmostEquals(Number(row.component), expected, 1e-12);
      assertAlmostEquals(Number(row.share), expected / 0.01, 1e-9);
    }
  }
});

Deno.test("variance.csv leaves components empty and counts when a study has no complete trial", () => {
  const rows = crossedRows(
    [2, 2, 2],
    ({ search, train, split }) => search + train + split === 3 ? null : 0.5,
  );
  assertEquals(rows.length, 7);
  for (const row of rows) {
    assertEquals(
      [row.n_studies, row.n_incumbents, row.bca_mean, row.df],
      [8, 7, 0.5, 1],
    );
    assertEquals([row.component, row.component_low, row.share, row.negative], [
      null,
      null,
      null,
      null,
    ]);
  }
});

Deno.test("variance.csv holds values and nothing not finite when all results are equal", () => {
  for (const row of crossedRows([2, 2, 2], () => 0.5)) {
    assertEquals([row.component, row.share], [0, null]);
    assertEquals([row.share_low, row.share_high], [null, null]);
  }
});

Deno.test("variance.csv gives the variance of the one stream that varies", () => {
  const values = [0.6, 0.7, 0.8, 0.75];
  const alone = (stream: keyof StreamSeeds, changes: Partial<Plan> = {}) =>
    rowsOf(
      VARIANCE,
      varianceRows(madeRun(
        {
          optimizers: ["random"],
          seeds: values.map((_, m) => ({
            ...{ search: 0, train: 0, split: 0 },
            [stream]: m,
          })),
          ...changes,
        },
        ({ key, seeds }) => [resultTrial(key, 0, values[seeds[stream]])],
      )),
    );
  const [row, ...others] = alone("train");
  assertEquals(others, []);
  assertEquals([row.source, row.design, row.df], ["training", "1 x 4 x 1", 3]);
  // numpy: var([.6, .7, .8, .75], ddof=1) = 0.0072916667; SciPy 1.17.1: times 3 / chi2.ppf([.975, .025], 3)
  assertAlmostEquals(Number(row.component), 0.007291666666666667, 1e-14);
  assertAlmostEquals(Number(row.component_low), 0.00233997171, 1e-10);
  assertAlmostEquals(Number(row.component_high), 0.1013692, 1e-7);
  assertEquals(row.share, null);
  assertEquals(alone("search")[0].source, "search");
  assertEquals(alone("split")[0].source, "split");
  // A stream set by hand does not vary, whatever the master seeds.
  assertEquals(alone("split", { streams: { split: 42 } }), []);
});

Deno.test("variance.csv has no rows where all streams follow one master seed", () => {
  const run = resultsRun({ random: [0.5, 0.6, 0.7, 0.8] });
  assertEquals(varianceRows(run), []);
  // But where two of the streams are set by hand, the third varies alone.
  const fixed = resultsRun({ random: [0.5, 0.6, 0.7] }, {
    streams: { search: 1, split: 42 },
  });
  assertEquals(varianceRows(fixed).map(({ source }) => source), ["training"]);
});
