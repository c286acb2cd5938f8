/** Logs of other programs, as these wrote them: see `fixtures/record.py`. */
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { fromFileUrl } from "@std/path";
import { parse } from "csv-parse/sync";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { readTrialsFile } from "../../../mod.ts";
import { trialsFiles } from "../../../bench/outputs/trials_files.ts";
import { recordedSource } from "../../../bench/replay/recorded.ts";
import { replaySearches } from "../../../bench/replay/search.ts";
import type { LogColumns } from "../../../bench/trials/log_columns.ts";
import {
  configurationOf,
  readTrialTable,
} from "../../../bench/trials/read_trials.ts";

const pathOf = (name: string) =>
  fromFileUrl(new URL(`fixtures/${name}`, import.meta.url));
const bytesOf = (name: string) => Deno.readFileSync(pathOf(name));
const encode = (...lines: string[]) =>
  new TextEncoder().encode(lines.join("\n"));

/** Optimizer, number of trials, and those that failed or were pruned, by number. */
const LOGS: Readonly<
  Record<string, readonly [string, number, Readonly<Record<number, string>>]>
> = {
  "optuna.csv": ["optuna", 14, { 3: "failed", 6: "pruned" }],
  "hyperopt_trials.csv": ["hyperopt", 12, { 3: "failed" }],
  "hyperopt_results.csv": ["hyperopt", 12, { 3: "failed" }],
  "hyperopt_documents.csv": ["hyperopt", 12, { 3: "failed" }],
  "hyperopt_miscs.csv": ["hyperopt", 12, { 3: "failed" }],
  "hyperopt_vals.csv": ["hyperopt", 12, { 3: "failed" }],
  "ray_tune.csv": ["ray-tune", 4, {}],
};

for (const [name, [optimizer, count, states]] of Object.entries(LOGS)) {
  Deno.test(`readTrialTable() reads ${name} as its library wrote it`, () => {
    const { rows, parameters, note } = readTrialTable(name, bytesOf(name));
    assert(note?.startsWith(`Read as a log of ${optimizer}: the score is `));
    assertEquals(parameters.map(({ name }) => name).sort(), [
      "lr",
      "max_length",
      "num_epochs",
      "unfreeze_epoch",
    ]);
    assertEquals(rows.length, count);
    for (const [i, row] of rows.entries()) {
      const { cells } = row;
      assertEquals([cells.trial, cells.optimizer], [i, optimizer]);
      assertEquals(cells.state, states[i] ?? "complete");
      const { lr, num_epochs, unfreeze_epoch } = configurationOf(
        row,
        parameters,
      );
      assert(lr >= 1e-6 && lr <= 1e-3);
      if (cells.state !== "complete") continue;
      // What record.py searched; Ray's second epoch adds a tenth.
      const score = 0.3 + 0.05 * num_epochs - 0.02 * unfreeze_epoch +
        (optimizer === "ray-tune" ? 0.1 : 0);
      assertAlmostEquals(Number(cells.bca_validation), score, 1e-9);
      assertEquals(cells.bca, cells.bca_validation);
    }
  });
}

Deno.test("readTrialTable() takes durations of pandas in seconds", () => {
  const { rows } = readTrialTable("optuna.csv", bytesOf("optuna.csv"));
  assertAlmostEquals(Number(rows[0].cells.train_s), 0.000822, 1e-9);
  const timed = readTrialTable(
    "t.csv",
    encode("number,value,duration,params_x", "0,0.5,2 days 03:04:05.5,1"),
  );
  assertEquals(timed.rows[0].cells.train_s, 2 * 86400 + 3 * 3600 + 245.5);
});

Deno.test("the last of a trial's rows counts, and a trial that is not finished does not", () => {
  const ray = readTrialTable(
    "ray.csv",
    encode(
      "acc,trial_id,training_iteration,config/lr",
      "0.25,a,1,0.1",
      "0.75,b,1,0.2",
      "0.5,a,2,0.1",
    ),
  );
  assertEquals(
    ray.rows.map(({ cells }) => [cells.trial, cells.lr, cells.bca]),
    [[0, 0.1, 0.5], [1, 0.2, 0.75]],
  );
});

Deno.test("a replay of Optuna's log answers with its values, and its tables have its incumbent", async () => {
  const source = await recordedSource(pathOf("optuna.csv"), undefined, 10);
  assertEquals([source.title, source.trials, source.leftOut], [
    "optuna.csv",
    12,
    2,
  ]);
  const best = Math.max(...source.rows.map(({ value }) => value));
  assertEquals(best, 0.8);
  const { files, note } = await trialsFiles(
    "optuna.csv",
    bytesOf("optuna.csv"),
    0,
  );
  assert(note !== null);
  const [summary] = parse(files.get("summary.csv")!, {
    columns: true,
  }) as Record<
    string,
    string
  >[];
  assertEquals([summary.bca_mean, summary.share_pruned], [
    "0.8",
    String(1 / 14),
  ]);
  // Nothing is said that the log does not say.
  assertEquals([summary.share_collapsed, summary.work_mean], ["", ""]);
  assert(!files.has("collapse.csv"));
  assert(!files.get("report.html")!.includes("journal.jsonl"));
});

Deno.test("a space of one's own is replayed: whole numbers, logarithms and texts", async () => {
  const path = pathOf("optuna_own_space.csv");
  const source = await recordedSource(path, undefined, 10);
  const kinds = source.space.map(({ name, kind }) => [name, kind]);
  assertEquals(kinds, [
    ["dropout", "uniform"],
    ["layers", "integer"],
    ["params_optimizer", "categorical"],
    ["weight_decay", "log-uniform"],
  ]);
  assertEquals(source.labels, { params_optimizer: ["adam", "sgd"] });
  const [grid] = replaySearches("grid-shuffled", [1], 50, source);
  const recorded = source.rows.map(({ value }) => value).sort();
  assertEquals(grid.map(({ validation }) => validation!).sort(), recorded);
  const [random] = replaySearches("random", [1], 50, source);
  for (const { params, validation, distance } of random) {
    // The nearest of all rows by hand, texts being a range apart.
    const ranges = source.space.map((parameter) => {
      const scale = parameter.kind === "log-uniform" ? Math.log : Number;
      const values = source.rows.map(({ params }) =>
        scale(params[parameter.name])
      );
      const range = Math.max(...values) - Math.min(...values);
      return [parameter, scale, range] as const;
    });
    const distances = source.rows.map((row) =>
      Math.hypot(
        ...ranges.map(([{ name, kind }, scale, range]) =>
          kind === "categorical"
            ? Number(params[name] !== row.params[name])
            : (scale(params[name]) - scale(row.params[name])) / range
        ),
      )
    );
    const least = Math.min(...distances);
    assertAlmostEquals(distance!, least, 1e-12);
    assertEquals(validation, source.rows[distances.indexOf(least)].value);
  }
});

Deno.test("readTrialsFile() gives a log's tables as rows", async () => {
  const { note, table } = await readTrialsFile(pathOf("ray_tune.csv"));
  assert(note?.includes("the score is bca"));
  const [summary] = table("summary");
  assertEquals([summary.optimizer, summary.bca_mean], ["ray-tune", 0.88]);
  assertEquals([summary.share_collapsed, summary.work_mean], [null, null]);
  assertEquals(table("trials").length, 4);
  assertEquals(table("timing"), []);
  await assertRejects(
    () => readTrialsFile(pathOf("none.csv")),
    DataError,
    "there is no such file",
  );
});

const OWN = encode(
  "run;who;s;acc;held_out;net/rate;drop;outcome;took",
  "a;tpe;7;0,5;0,25;0,1;0;done;60",
  "a;tpe;7;0,75;;0,2;1;done;",
  "b;tpe;8;;;0,2;1;crashed;3",
  "b;random;7;0,5;0,5;0,2;1;done;1",
);
const COLUMNS: LogColumns = {
  value: "acc",
  test: "held_out",
  parameters: { lr: "net/rate", drop: "drop" },
  state: "outcome",
  study: "run",
  seed: "s",
  duration: "took",
  optimizer: "who",
  corpus: "emodb",
};

Deno.test("readTrialTable() reads any log by what a plan says of its columns", () => {
  const { rows } = readTrialTable("own.csv", OWN, { log: COLUMNS });
  assertEquals(
    rows.map(({ cells }) => [
      cells.study,
      cells.corpus,
      cells.search_master,
      cells.trial,
      cells.state,
      cells.bca_validation,
      cells.bca,
      cells.scored_on,
      cells.lr,
      cells.drop,
      cells.train_s,
    ]),
    [
      ["tpe/a/s7", 7, 0, "complete", 0.5, 0.25, "test", 0.1, 0, 60],
      ["tpe/a/s7", 7, 1, "complete", 0.75, 0.75, "validation", 0.2, 1, null],
      ["tpe/b/s8", 8, 0, "failed", null, null, null, 0.2, 1, 3],
      ["random/b/s7", 7, 0, "complete", 0.5, 0.5, "test", 0.2, 1, 1],
    ].map(([study, ...rest]) => [
      `emodb/unstated/unstated/unstated/${study}`,
      "emodb",
      ...rest,
    ]),
  );
});

Deno.test("a loss is 1 minus the score, or minus it, by the word or by what a plan says", () => {
  const read = (log: LogColumns | undefined, ...lines: string[]) =>
    readTrialTable("l.csv", encode(...lines), { log }).rows
      .map(({ cells }) => cells.bca);
  const scores = [0.75, 0.5];
  const values = (name: string, losses: number[]) => [
    `number,${name},params_lr`,
    ...losses.map((loss, i) => `${i},${loss},0.1`),
  ];
  const direction = "minimize";
  assertEquals(read(undefined, ...values("value", scores)), scores);
  assertEquals(read({ direction }, ...values("value", [0.25, 0.5])), scores);
  assertEquals(read({ direction }, ...values("value", [-0.75, -0.5])), scores);
  const log = { value: "my_loss", parameters: { lr: "params_lr" } };
  assertEquals(read(log, ...values("my_loss", [0.25, 0.5])), scores);
});

const BAD: Readonly<
  Record<string, readonly [string[], string, LogColumns?]>
> = {
  "a score that is none": [
    ["number,value,params_lr", "0,12.5,0.1"],
    'at line 2, column "value": found "12.5", expected a score from 0 to 1',
  ],
  "a complete trial without a score": [
    ["number,value,state,params_lr", "0,nan,COMPLETE,0.1"],
    'at line 2, column "value": found "nan", expected a score, as the trial is complete',
  ],
  "a state that is unknown": [
    ["number,value,state,params_lr", "0,0.5,lost,0.1"],
    'at line 2, column "state": found "lost", expected what became of the trial: one of complete',
  ],
  "a complete trial without a value of a parameter": [
    ["number,value,params_lr,params_x", "0,0.5,0.1,1", "1,0.5,0.1,"],
    'at line 3, column "params_x": found "", expected a value in every complete trial',
  ],
  "several objectives": [
    ["number,values_0,values_1,params_lr", "0,0.5,0.5,0.1"],
    "at line 1: found no column that must be the score among number, values_0,",
  ],
  "a history of training": [
    ["epoch,loss,accuracy", "0,0.5,0.5"],
    'at line 1, column "study": found no such column, expected all of trials.csv',
  ],
  "several metrics": [
    ["trial_id,bca,loss,config/lr", "a,0.5,0.5,0.1"],
    "at line 1: found no column that must be the score among trial_id, bca, loss, config/lr; say by --plan which is",
  ],
  "a column that is not there": [
    ["study,value,lr", "a,0.5,0.1"],
    'at line 1, column "rate": found no such column, expected one of study, value, lr',
    { value: "value", parameters: { lr: "rate" } },
  ],
  "a duration in words": [
    ["number,value,duration,params_lr", "0,0.5,long,0.1"],
    'at line 2, column "duration": found "long", expected seconds',
  ],
  "trials of which none is finished": [
    ["number,value,state,params_lr", "0,,RUNNING,0.1"],
    "at line 1: found no finished trial below the header",
  ],
  "a seed that is none": [
    ["value,lr,s", "0.5,0.1,first"],
    'at line 2, column "s": found "first", expected a whole number',
    { value: "value", parameters: { lr: "lr" }, seed: "s" },
  ],
};

for (const [what, [lines, message, log]] of Object.entries(BAD)) {
  Deno.test(`readTrialTable() refuses ${what} in a log, by line`, () => {
    const { message: found } = assertThrows(
      () => readTrialTable("x.csv", encode(...lines), { log }),
      DataError,
      `Cannot read "x.csv" ${message}`,
    );
    assert(!found.includes("\n") && !found.endsWith("."));
  });
}
