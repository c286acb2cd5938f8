/** No bound is impossible, no interval is without width, and two pairs say nothing. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { nestedSplit } from "../../../corpora/splits/nested.ts";
import type { SplitInput } from "../../../corpora/splits/types.ts";
import { type AnyTable, TABLES } from "../../../bench/tables/all.ts";
import type { RunData, StudyData } from "../../../bench/tables/run_data.ts";
import { fakeTrial } from "../fake_run.ts";
import { madeRun, resultTrial, tiedSeeds } from "./made_run.ts";

const CORPUS: SplitInput = {
  name: "synthetic",
  classes: ["anger", "fear"],
  utterances: Array.from({ length: 20 }, (_, i) => ({
    id: `u${i}`,
    speaker: `${Math.floor(i / 2)}`,
    sex: i < 10 ? "female" as const : "male" as const,
    sentence: "a",
    emotion: i % 2 === 0 ? "anger" as const : "fear" as const,
    samples: new Float32Array(0),
    sourceRateHz: 16_000,
  })),
};

/** What a study's one trial has: BCA on both parts and that of its probe. */
interface Outcome {
  readonly validation: number;
  readonly test: number;
  readonly start: number;
}

/** Tables with intervals over studies. */
const NAMES = [
  ...["summary", "pairwise", "conditions", "ranks", "variance", "best_of_k"],
  ...["thresholds", "reached", "curves"],
];
const TESTED: readonly AnyTable[] = TABLES.filter(({ table }) =>
  NAMES.includes(table.name)
);

/** A run under `nested` with three optimizers, or two recipes of each. */
function nestedRun(
  outcomes: readonly (readonly Outcome[])[],
  seeds: RunData["plan"]["seeds"],
): RunData {
  const optimizers = ["grid", "random", "tpe"];
  const run = madeRun(
    {
      optimizers,
      seeds,
      trials: 1,
      protocols: ["nested"],
      recipes: ["quick", "strong"],
    },
    ({ key, optimizer, recipe, seeds }) => {
      const { validation, test, start } = outcomes[
        (optimizers.indexOf(optimizer) + (recipe === "quick" ? 1 : 0)) % 3
      ][seeds.search];
      return [
        fakeTrial(key, 0, validation, test, {
          start: { bca_validation: start, bca_test: start },
        }),
      ];
    },
  );
  return {
    ...run,
    studies: run.studies.map((data): StudyData => ({
      ...data,
      start: {
        ...data.start,
        parts: nestedSplit(CORPUS, data.study.seeds.split).parts.map((
          { name, speakers },
        ) => ({
          part: name,
          utterances: 2 * speakers!.length,
          classes: { anger: 1, fear: 1 },
          speakers: [...speakers!],
          sentences: 1,
          shared_speakers: 0,
          shared_sentences: 1,
          shared_recordings: 0,
          shared_takes: 0,
        })),
      },
    })),
  };
}

/** Seeds of search and split in every combination. */
function crossedSeeds(a: number, b: number): RunData["plan"]["seeds"] {
  return Array.from({ length: a * b }, (_, i) => ({
    search: Math.floor(i / b),
    train: 0,
    split: i % b,
  }));
}

type Row = Readonly<Record<string, string>>;

/** Rows of every table, as its file has them, by its name. */
function filesOf(run: RunData): Map<string, Row[]> {
  return new Map(TESTED.map(({ table, csv }) => {
    const lines = csv(run).trimEnd().split("\n").slice(1);
    return [
      table.name,
      lines.map((line) =>
        Object.fromEntries(
          line.split(",").map((text, i) => [table.columns[i].name, text]),
        )
      ),
    ];
  }));
}

/** Values at the ends of what is possible are frequent. */
const bca = fc.oneof(
  fc.constantFrom(0, 1, 0.5),
  fc.integer({ min: 0, max: 14 }).map((right) => right / 14),
);
const outcome = fc.record({ validation: bca, test: bca, start: bca });
const outcomesOf = (n: number) =>
  fc.array(fc.array(outcome, { minLength: n, maxLength: n }), {
    minLength: 3,
    maxLength: 3,
  });

/** Not an interval: what one utterance of the largest and of the smallest class is worth. */
const NO_INTERVAL = "utterance_worth";

function assertPossible(run: RunData) {
  const files = filesOf(run);
  for (const { table } of TESTED) {
    for (const row of files.get(table.name)!) {
      for (const { name, constraints } of table.columns) {
        const text = row[name];
        if (text === "") continue;
        const { minimum = -Infinity, maximum = Infinity } = constraints ?? {};
        const value = Number(text);
        assert(!(value < minimum), `${table.name}: ${name} ${text}`);
        assert(!(value > maximum), `${table.name}: ${name} ${text}`);
        if (!name.endsWith("_low") || name.startsWith(NO_INTERVAL)) continue;
        const high = row[name.replace(/_low$/, "_high")];
        // A running time may have no upper end
        if (high === "") continue;
        assert(value < Number(high), `${table.name}: ${name} ${text}, ${high}`);
      }
    }
  }
}

Deno.test("every bound of every table is possible, and every interval has a width", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(3, 4, 15).chain(outcomesOf),
      (outcomes) =>
        assertPossible(nestedRun(outcomes, tiedSeeds(outcomes[0].length))),
    ),
    { seed: 6, numRuns: 9 },
  );
});

Deno.test("so it is in crossed plans", () => {
  fc.assert(
    fc.property(
      outcomesOf(3),
      (outcomes) => assertPossible(nestedRun(outcomes, crossedSeeds(3, 3))),
    ),
    { seed: 7, numRuns: 6 },
  );
});

Deno.test("every end of an interval of BCA says what it can be", () => {
  const free = /^(restricted_mean|expected_running|ratio)_(low|high)$/;
  for (const { table } of TESTED) {
    for (const { name, constraints } of table.columns) {
      if (!/_(low|high)$/.test(name) || free.test(name)) continue;
      assert(constraints?.minimum !== undefined, `${table.name}: ${name}`);
      assert(constraints?.maximum !== undefined, `${table.name}: ${name}`);
    }
  }
});

/** What no table says of two studies. */
const CERTAIN =
  /^(?!utterance_worth).*_(low|high)$|^interval$|_interval$|^(p|f_p|p_holm|f_p_holm|corrected_p|critical_difference|n_for_power)$|^(posterior|verdict)_/;
/** Intervals over yes and no alone: Wilson's, which holds at any n. */
const WILSON: Readonly<Record<string, RegExp>> = {
  reached: /^share_(low|high)$/,
};

Deno.test("below three studies there is no interval, no p and no verdict in any table", () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 2).chain(outcomesOf), (outcomes) => {
      const run = nestedRun(outcomes, tiedSeeds(outcomes[0].length));
      for (const [name, rows] of filesOf(run)) {
        if (name === "variance") continue; // has no rows of such a plan
        for (const row of rows) {
          for (const [column, text] of Object.entries(row)) {
            if (!CERTAIN.test(column) || WILSON[name]?.test(column)) continue;
            assertEquals(text, "", `${name}: ${column}`);
          }
        }
      }
    }),
    { seed: 8, numRuns: 10 },
  );
});

/** Asserts that no table has an interval but Wilson's, of shares of studies. */
function assertNoIntervals(run: RunData) {
  for (const [name, rows] of filesOf(run)) {
    for (const row of rows) {
      for (const [column, text] of Object.entries(row)) {
        if (!/_(low|high)$/.test(column) || column.startsWith(NO_INTERVAL)) {
          continue;
        }
        // Shares of studies that reached a threshold, or that won, have Wilson's
        if (column.startsWith("wilson") || WILSON[name]?.test(column)) continue;
        assertEquals(text, "", `${name}: ${column}`);
      }
    }
  }
}

Deno.test("equal results give no interval in any table", () => {
  const same = { validation: 0.8, test: 0.75, start: 0.7 };
  assertNoIntervals(
    nestedRun([0, 1, 2].map(() => new Array(6).fill(same)), tiedSeeds(6)),
  );
});

Deno.test("studies all of whose trials failed give no interval in any table", () => {
  for (const seeds of [tiedSeeds(4), crossedSeeds(3, 3)]) {
    assertNoIntervals(
      madeRun({ seeds, trials: 2 }, ({ key }) => [
        resultTrial(key, 0, null),
        resultTrial(key, 1, null),
      ]),
    );
  }
});

Deno.test("ranks.csv takes the mean of one test part for a block, and tests no crossed plan", () => {
  const values = (n: number) =>
    [0, 1, 2].map((k) =>
      Array.from({ length: n }, (_, i) => ({
        validation: 0.5,
        test: ((i * 7919 + k * 104729) % 101) / 101,
        start: 0.5,
      }))
    );
  const row = (run: RunData) => filesOf(run).get("ranks")![0];
  const repeated = row(nestedRun(values(30), tiedSeeds(30)));
  assertEquals(repeated.n_blocks, "25");
  assert(repeated.f_p !== "");
  const crossed = row(nestedRun(values(3), crossedSeeds(3, 3)));
  assertEquals(
    [crossed.n_blocks, crossed.f_p, crossed.critical_difference],
    ["9", "", ""],
  );
  assert(crossed.mean_rank !== "");
});
