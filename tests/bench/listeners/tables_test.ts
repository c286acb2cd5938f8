import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import { CONFUSION, confusionRows } from "../../../bench/tables/confusion.ts";
import { listenerRows, LISTENERS } from "../../../bench/tables/listeners.ts";
import { type Cell, cells, type Table } from "../../../bench/tables/table.ts";
import { utteranceRows, UTTERANCES } from "../../../bench/tables/utterances.ts";
import reference from "./fixtures/reference.json" with { type: "json" };
import { type Predictions, testedRun } from "./tested_run.ts";

/** Rows of a table with their cells by name, in key order. */
function named<Row>(
  table: Table<Row>,
  rows: readonly Row[],
): Record<string, Cell>[] {
  return cells(table, rows).map((row) =>
    Object.fromEntries(row.map((cell, i) => [table.columns[i].name, cell]))
  );
}

/** Expected values of a row in the reference. */
interface Expected {
  n: number;
  speakers: number;
  model: (number | null)[];
  listeners: (number | null)[];
  difference: (number | null)[];
  correlation: (number | null)[];
  correlation_p: number;
  mcnemar_n: number | null;
  model_only: number | null;
  listeners_only: number | null;
  mcnemar_p: number | null;
}

for (const { corpus, classes, predictions, expected } of reference.cases) {
  // numpy, SciPy 1.17.1 and statsmodels 0.15.0, see fixtures/make_reference.py.
  Deno.test(`listenerRows() agrees with SciPy and statsmodels on ${corpus}`, () => {
    const run = testedRun(
      corpus,
      classes,
      predictions as unknown as Predictions[],
    );
    const rows = named(LISTENERS, listenerRows(run));
    assertEquals(
      rows.map((row) => row.class),
      [...classes, "balanced"].sort(),
    );
    for (const row of rows) {
      const want = expected[row.class as keyof typeof expected] as Expected;
      const close = (name: string, value: number | null) =>
        value === null
          ? assertEquals(row[name], null, `${row.class} ${name}`)
          : assertAlmostEquals(
            row[name] as number,
            value,
            1e-9,
            `${row.class} ${name}`,
          );
      assertEquals(
        [row.n_utterances, row.n_speakers, row.mcnemar_n, row.model_only],
        [want.n, want.speakers, want.mcnemar_n, want.model_only],
      );
      close("mcnemar_p", want.mcnemar_p);
      close("correlation_p", want.correlation_p);
      for (
        const name of [
          "model",
          "listeners",
          "difference",
          "correlation",
        ] as const
      ) {
        close(name, want[name][0]);
        const smallest = name === "difference" || name === "correlation"
          ? -1
          : 0;
        const [, low, high] = want[name];
        close(`${name}_low`, low === null ? null : Math.max(smallest, low));
        close(`${name}_high`, high === null ? null : Math.min(1, high));
      }
    }
  });
}

// numpy and SciPy, see fixtures/make_reference.py.
Deno.test("baselines have the intervals over speakers that numpy and SciPy give", () => {
  for (const [name, [rate, low, high]] of Object.entries(reference.baselines)) {
    const [corpus, baseline] = name.split(" ");
    const row = listenersOf(corpus)!.baselines.find((row) =>
      row.baseline === baseline && row.measure === "recordings" &&
      row.class === "balanced"
    )!;
    assertAlmostEquals(row.rate, rate, 1e-12, name);
    assertAlmostEquals(row.low!, low, 1e-12, name);
    assertAlmostEquals(row.high!, high, 1e-12, name);
  }
});

/** A prediction with this probability of the right class, of two. */
function prediction(
  id: string,
  truth: 0 | 1,
  right: boolean,
  probability = 0.75,
): Predictions[number] {
  const p = [probability, 1 - probability];
  return [
    id,
    truth,
    right ? truth : 1 - truth,
    truth === 0 ? p : p.toReversed(),
  ];
}

const PAIR = ["anger", "sadness"];
const HAND = testedRun("emodb", PAIR, [
  [
    prediction("03a01Wa", 0, true, 0.9),
    prediction("10b02Wb", 0, false, 0.2),
    prediction("11b10Td", 1, true, 0.6),
  ],
  [
    prediction("03a01Wa", 0, false, 0.3),
    prediction("03a04Ta", 1, true, 0.8),
    prediction("10b02Wb", 0, false, 0.4),
  ],
]);
const heard = (id: string) => listenersOf("emodb")!.recordings.get(id)!.rate;

Deno.test("listenerRows() pairs model and listeners by utterance, whichever studies tested it", () => {
  const [anger, balanced, sadness] = named(LISTENERS, listenerRows(HAND));
  // The model is right in 1/2 and 0/2 of anger, and in all of sadness.
  const listenAnger = (heard("03a01Wa") + heard("10b02Wb")) / 2;
  const listenSadness = (heard("11b10Td") + heard("03a04Ta")) / 2;
  assertAlmostEquals(anger.difference as number, 0.25 - listenAnger, 1e-15);
  assertAlmostEquals(sadness.difference as number, 1 - listenSadness, 1e-15);
  assertAlmostEquals(
    balanced.difference as number,
    (0.25 + 1) / 2 - (listenAnger + listenSadness) / 2,
    1e-15,
  );
  assert(
    (anger.difference as number) < 0 && (sadness.difference as number) > 0,
  );
  assertEquals(
    [anger, sadness, balanced].map((row) => [row.n_studies, row.n_utterances]),
    [[2, 2], [2, 2], [2, 4]],
  );
  // Listeners chose what was released: no test against their majority.
  assertEquals(
    [anger.listeners_selected, anger.mcnemar_n, anger.mcnemar_p],
    [true, null, null],
  );
  // Three speakers are too few for an interval.
  assertEquals([balanced.n_speakers, balanced.difference_low], [3, null]);
  assertAlmostEquals(anger.test as number, 0.9597, 5e-5);
  assertAlmostEquals(balanced.released as number, 0.9296, 5e-5);
  assertEquals([balanced.test_n, balanced.released_n], [816, 535]);
});

Deno.test("listenerRows() correlates upwards when the model doubts what listeners miss", () => {
  const table = listenersOf("emodb")!;
  const released = [...table.recordings]
    .filter(([, { released, emotion }]) => released && emotion === "anger")
    .slice(0, 20);
  const rho = (sign: 1 | -1) => {
    const study = released.map(([id, { rate }], i) =>
      prediction(id, 0, true, 0.5 + sign * (rate - 0.9) / 2 + i * 1e-9)
    );
    return named(LISTENERS, listenerRows(testedRun("emodb", PAIR, [study])))[0]
      .correlation as number;
  };
  assert(rho(1) > 0.8);
  assert(rho(-1) < -0.8);
});

Deno.test("utteranceRows() counts the studies that tested an utterance", () => {
  const rows = named(UTTERANCES, utteranceRows(HAND));
  assertEquals(
    rows.map((row) => [row.utterance, row.class, row.n_tested, row.hit_rate]),
    [
      ["03a01Wa", "anger", 2, 0.5],
      ["03a04Ta", "sadness", 1, 1],
      ["10b02Wb", "anger", 2, 0],
      ["11b10Td", "sadness", 1, 1],
    ],
  );
  assertAlmostEquals(rows[0].probability as number, (0.9 + 0.3) / 2, 1e-15);
  assertAlmostEquals(rows[1].probability as number, 0.8, 1e-15);
  assertEquals(rows.map((row) => row.listener_rate), [
    heard("03a01Wa"),
    heard("03a04Ta"),
    heard("10b02Wb"),
    heard("11b10Td"),
  ]);
  assertEquals(rows.map((row) => row.listener_votes), [null, null, null, null]);
});

Deno.test("confusionRows() sets CREMA-D's votes beside the model's answers", () => {
  const classes = [...listenersOf("crema-d")!.classes];
  const probabilities = classes.map(() => 1 / classes.length);
  const ids = ["1001_DFA_ANG_XX", "1002_DFA_ANG_XX"];
  const votes = ids.map((id) =>
    listenersOf("crema-d")!.recordings.get(id)!.votes!
  );
  const run = testedRun("crema-d", classes, [
    [[ids[0], 0, 0, probabilities], [ids[1], 0, 1, probabilities]],
    [[ids[0], 0, 0, probabilities]],
  ]);
  const rows = named(CONFUSION, confusionRows(run));
  assertEquals(rows.map((row) => row.answer), classes);
  assertEquals(rows.map((row) => row.predictions), [2, 1, 0, 0, 0, 0]);
  assertEquals(rows.map((row) => row.model), [0.5, 0.5, 0, 0, 0, 0]);
  rows.forEach((row, answer) => {
    const shares = votes.map((counts) =>
      counts[answer] / counts.reduce((a, b) => a + b)
    );
    assertAlmostEquals(
      row.listeners as number,
      (shares[0] + shares[1]) / 2,
      1e-15,
    );
  });
  // A class's own share is the recall that the other table holds.
  const [anger] = named(LISTENERS, listenerRows(run));
  assertEquals([anger.model, anger.listeners], [
    rows[0].model,
    rows[0].listeners,
  ]);
});

Deno.test("confusionRows() knows of EmoDB's listeners only how many were right", () => {
  const rows = named(CONFUSION, confusionRows(HAND));
  assertEquals(
    rows.map((row) => [row.class, row.answer, row.predictions, row.listeners]),
    [
      ["anger", "anger", 1, (heard("03a01Wa") + heard("10b02Wb")) / 2],
      ["anger", "sadness", 3, null],
      ["sadness", "anger", 0, null],
      ["sadness", "sadness", 2, (heard("11b10Td") + heard("03a04Ta")) / 2],
    ],
  );
});

Deno.test("tables of a corpus without listeners leave them empty", () => {
  const run = testedRun("synthetic", PAIR, [[
    prediction("a", 0, true),
    prediction("b", 1, false),
  ]]);
  assertEquals(listenerRows(run), []);
  assertEquals(
    named(CONFUSION, confusionRows(run)).map((
      row,
    ) => [row.model, row.listeners]),
    [[1, null], [0, null], [1, null], [0, null]],
  );
  assertEquals(
    named(UTTERANCES, utteranceRows(run)).map((row) => [
      row.hit_rate,
      row.listener_rate,
      row.listeners_right,
    ]),
    [[1, null, null], [0, null, null]],
  );
});

Deno.test("tables of studies without a complete trial have no rows", () => {
  const run = testedRun("emodb", PAIR, [[]]);
  for (const rows of [listenerRows, confusionRows, utteranceRows]) {
    assertEquals(rows(run), []);
    assertEquals(rows({ ...run, studies: [] }), []);
  }
});
