import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parse } from "@std/csv";
import {
  DataError,
  definePlan,
  type FinishedTrial,
  readRun,
  RefusedError,
  runPlan,
  UsageError,
} from "../../../mod.ts";
import { exists } from "../../../bench/outputs/out_folder.ts";
import { emptyFolder } from "../captured.ts";
import { optionsOf } from "../options.ts";

const WEIGHTS = "tests/model/encoders/fixtures/wav2vec2/speechbrain";
const PLAN = definePlan({
  ...{ utterances: 70, syllables: 2, encoder: "wav2vec2", trials: 2, seed: 1 },
  optimizer: ["grid", "random"],
  grid: { lr: [1e-4], num_epochs: [1, 2], unfreeze_epoch: [0] },
  "max-epochs": 2,
});

Deno.test("runPlan() trains a plan in workers, tells of each trial and gives the tables", async () => {
  const out = await emptyFolder("from-code");
  const told: FinishedTrial[] = [];
  const run = await runPlan(PLAN, {
    out,
    weights: WEIGHTS,
    onTrial: (trial) => told.push(trial),
  });
  assertEquals(told.map(({ done, total }) => [done, total]), [
    ...[[1, 4], [2, 4], [3, 4], [4, 4]],
  ]);
  assert(run.complete);
  assertEquals(run.table("summary").map(({ optimizer }) => optimizer), [
    "grid",
    "random",
  ]);
  const trials = run.table("trials");
  for (const { study, trial, bca_validation, params } of told) {
    const row = trials.find((row) =>
      row.study === study && row.trial === trial
    )!;
    assertEquals(row.bca_validation, bca_validation);
    assertEquals([row.lr, row.num_epochs], [params.lr, params.num_epochs]);
  }
  await assertRejects(
    () => runPlan(PLAN, { out, weights: WEIGHTS }),
    RefusedError,
  );
  const again = await runPlan(PLAN, { out, weights: WEIGHTS, resume: true });
  assertEquals(again.table("trials"), trials);
});

Deno.test("runPlan() rejects with the signal's reason and leaves the workers ended", async () => {
  const out = await emptyFolder("from-code-stopped");
  const controller = new AbortController();
  const reason = new Error("enough");
  const error = await assertRejects(() =>
    runPlan(PLAN, {
      out,
      weights: WEIGHTS,
      signal: controller.signal,
      onTrial: () => controller.abort(reason),
    })
  );
  assertEquals(error, reason);
  assert(!(await readRun(out)).complete);
});

Deno.test("runPlan() refuses counts that nothing could run by, and leaves no folder", async () => {
  const out = `${await emptyFolder("from-code-counts")}/new`;
  for (
    const [counts, says] of [
      [{ jobs: 0 }, "jobs 0"],
      [{ jobs: NaN }, "jobs NaN"],
      [{ threads: 0.5 }, "threads 0.5"],
      [{ bootstrapSeed: -1 }, "bootstrapSeed -1"],
    ] as const
  ) {
    await assertRejects(
      () => runPlan(PLAN, { out, weights: WEIGHTS, ...counts }),
      UsageError,
      says,
    );
  }
  assert(!await exists(out));
});

Deno.test("readRun() gives the rows that the kept files have", async () => {
  const folder = "results/reference/synthetic/default";
  const run = await readRun(folder);
  for (const name of ["summary", "trials", "pairwise", "splits"] as const) {
    const kept = parse(await Deno.readTextFile(`${folder}/${name}.csv`), {
      skipFirstRow: true,
    });
    const rows = run.table(name).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, cell]) => [
          column,
          cell === null ? "" : String(cell),
        ]),
      )
    );
    assertEquals(rows, kept as Record<string, string>[]);
  }
});

Deno.test("readRun() says what a folder lacks", async () => {
  await assertRejects(() => readRun("corpora"), DataError, '"corpora"');
  await assertRejects(() => readRun("deno.json"), DataError, '"deno.json"');
  const run = await readRun("results/reference/synthetic/default");
  assertThrows(() => run.table("best" as "summary"), RangeError, '"best"');
});

Deno.test("definePlan() gives the plan of the same flags", () => {
  assertEquals(definePlan({}), optionsOf([]).plan);
  assertEquals(
    definePlan({
      corpus: "synthetic",
      optimizer: ["random", "ax-1.3"],
      cross: { search: [1, 2], train: [3] },
      grid: { lr: [1e-5, 1e-4] },
      trials: 7,
      "train-noise": "shared",
    }),
    optionsOf([
      "--optimizer=random,ax-1.3",
      "--cross=search=1,2;train=3",
      "--grid=lr=1e-5,1e-4",
      "--trials=7",
      "--train-noise=shared",
    ]).plan,
  );
});

Deno.test("definePlan() names the field that cannot be used", () => {
  for (
    const [fields, says] of [
      [{ optimizer: "optima" }, "optima"],
      [{ trials: 0 }, "trials"],
    ] as const
  ) {
    assertThrows(() => definePlan(fields), UsageError, says);
  }
});
