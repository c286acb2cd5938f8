/** Studies of `center` and `probe` beside random search, from the plan to the tables. */
import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { DataError, UsageError } from "../../../bench/command/exit_codes.ts";
import { trialsFiles } from "../../../bench/outputs/trials_files.ts";
import { CHOICES } from "../../../bench/plan/choices.ts";
import { readPlan } from "../../../bench/plan/plan_options.ts";
import type { JournalRecord } from "../../../bench/journal/records.ts";
import {
  type Plan,
  plannedTrials,
  studiesOf,
} from "../../../bench/plan/plan.ts";
import { prepareStudies } from "../../../bench/run/prepare.ts";
import { runStudies } from "../../../bench/run/run_plan.ts";
import { type TrialJob, trialJob } from "../../../bench/run/messages.ts";
import { tableFiles } from "../../../bench/tables/all.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import type { Corpus } from "../../../corpora/mod.ts";
import type { Score, TrialResult } from "../../../model/mod.ts";
import { createOptimizer, paperSpace } from "../../../optimizers/mod.ts";
import { parse } from "@std/csv";
import { balanced } from "../../corpora/splits/speech.ts";
import { fakePlan, fakeRecords } from "../fake_run.ts";

const TRIALS = 4;
const PLAN: Plan = {
  ...fakePlan([1, 2, 3]),
  protocols: ["paper"],
  optimizers: ["random", "center", "probe"],
  trials: TRIALS,
};
const CORPUS: Corpus = { ...balanced(5, 5), checksum: "0", notices: [] };

/** BCA of the probe, of the center, and of random trials in turn. */
const BCA = { probe: 0.85, center: 0.7, random: [0.5, 0.6, 0.9, 0.9] };

function score(bca: number): Score {
  return {
    bca,
    accuracy: bca,
    macro_f1: bca,
    loss: 1,
    absent_classes: [],
    collapsed: false,
    confusion: [],
    predictions: [],
  };
}

/** Runs the plan with scores instead of training. */
async function run() {
  const jobs: TrialJob[] = [];
  const records: JournalRecord[] = fakeRecords(PLAN, () => [])
    .filter(({ kind }) => kind !== "study");
  const append = (record: JournalRecord) =>
    Promise.resolve(void records.push(record));
  const studies = await prepareStudies(
    PLAN,
    studiesOf(PLAN),
    "abc",
    CORPUS,
    [],
    append,
  );
  const center = createOptimizer("center", paperSpace(), {
    seed: 0,
    direction: "maximize",
  }).ask()!.params;
  let random = 0;
  await runStudies(studies, {
    trainer: {
      idle: true,
      run: (job): Promise<TrialResult> => {
        jobs.push(job);
        const bca = job.probe
          ? BCA.probe
          : job.configuration.lr === center.lr
          ? BCA.center
          : BCA.random[random++ % TRIALS];
        return Promise.resolve({
          state: "complete",
          validation: score(bca),
          epochs_run: 0,
          work_gflop: job.probe ? 1 : 10,
          train_s: 6,
          eval_s: 0,
        });
      },
    },
    append,
    finished: () => {},
    now: () => 0,
  });
  return { jobs, run: runData(records)! };
}

const RUN = await run();
const TABLES = tableFiles(RUN.run);

/** Rows of a table as text, those that agree with `wanted`. */
function rows(table: string, wanted: Record<string, string> = {}) {
  const all = parse(TABLES.get(`${table}.csv`)!, { skipFirstRow: true });
  return all.filter((row) =>
    Object.entries(wanted).every(([column, text]) => row[column] === text)
  );
}

Deno.test("center and probe have one trial a study, whatever the plan says", () => {
  assertEquals(plannedTrials(PLAN), 3 * (TRIALS + 2));
  assertEquals(RUN.jobs.length, plannedTrials(PLAN));
  const probes = RUN.jobs.filter(({ probe }) => probe);
  assertEquals(
    probes.map(({ configuration }) => configuration),
    Array(3).fill({ max_length: 160000 }),
  );
  for (const optimizer of ["center", "probe"]) {
    assertEquals(rows("trials", { optimizer }).length, 3);
    assertEquals(rows("curves", { optimizer }).map(({ trials }) => trials), [
      "1",
    ]);
  }
});

Deno.test("center and probe are chosen by name, and prune nothing", () => {
  const { optimizers } = readPlan({ optimizer: "center,probe" }, CHOICES);
  assertEquals(optimizers, ["center", "probe"]);
  assertThrows(
    () => readPlan({ optimizer: "probe+halving" }, CHOICES),
    UsageError,
    "expected an optimizer that prunes",
  );
});

Deno.test("a probe's row has no hyper-parameter that it does not have", () => {
  for (const row of rows("trials", { optimizer: "probe" })) {
    assertEquals(
      [row.lr, row.num_epochs, row.unfreeze_epoch, row.max_length],
      ["", "", "", "160000"],
    );
    assertEquals(
      [row.phase, row.never_unfrozen, row.epochs_run, row.bca],
      ["probe", "true", "0", "0.85"],
    );
  }
  const [summary] = rows("summary", { optimizer: "probe" });
  assertEquals(
    [summary.share_never_unfrozen, summary.share_model_based, summary.trials],
    ["1", "0", "3"],
  );
  assertEquals(rows("collapse", { optimizer: "probe", parameter: "lr" }), []);
  assertEquals(
    rows("collapse", { optimizer: "probe", parameter: "num_epochs" }),
    [],
  );
});

Deno.test("center and probe are compared as optimizers are", () => {
  const means = Object.fromEntries(
    rows("summary").map(({ optimizer, bca_mean }) => [optimizer, bca_mean]),
  );
  assertEquals(Object.keys(means), ["center", "probe", "random"]);
  assertAlmostEquals(Number(means.center), 0.7, 1e-12);
  assertAlmostEquals(Number(means.probe), 0.85, 1e-12);
  assertAlmostEquals(Number(means.random), 0.9, 1e-12);
  assertEquals(rows("pairwise").map(({ a, b }) => `${a} ${b}`), [
    "center probe",
    "center random",
    "probe random",
  ]);
  const [pair] = rows("pairwise", { a: "probe", b: "random" });
  assertEquals(pair.n_pairs, "3");
  assertAlmostEquals(Number(pair.difference), 0.85 - 0.9, 1e-12);
});

Deno.test("studies of one trial do not cut short how far others are followed", () => {
  const of = (optimizer: string, threshold: string) =>
    rows("thresholds", { optimizer, threshold, measure: "trials" })[0];
  const random = of("random", "0.9");
  assertEquals([random.tau, random.restricted_mean], ["4", "3"]);
  const missed = of("probe", "0.9");
  assertEquals([missed.reached, missed.censored, missed.median], [
    "0",
    "3",
    "",
  ]);
  // It is never there: no mean and no ratio, but the time it was followed for.
  assertEquals(
    [missed.tau, missed.restricted_mean, missed.ratio_to_random],
    ["4", "", ""],
  );
  const reached = of("probe", "0.8");
  assertEquals([reached.restricted_mean, reached.expected_running], ["1", "1"]);
});

Deno.test("the trials table of such a run gives its tables again", async () => {
  const text = TABLES.get("trials.csv")!;
  const { files } = await trialsFiles(
    "trials.csv",
    new TextEncoder().encode(text),
    0,
  );
  // Of those that need no partition
  for (const name of ["trials", "incumbents", "curves", "thresholds"]) {
    assertEquals(files.get(`${name}.csv`), TABLES.get(`${name}.csv`), name);
  }
  // A value is lacking in a trial that is no probe
  const { lr } = rows("trials", { optimizer: "center" })[0];
  await assertRejects(
    () =>
      trialsFiles(
        "trials.csv",
        new TextEncoder().encode(text.replace(`,${lr},`, ",,")),
        0,
      ),
    DataError,
    'column "lr": found "", expected a value',
  );
});

Deno.test("trialJob() asks of a probe no more than its length of audio, and names it where it is missing", () => {
  const parts = { train: [0], validation: [1] };
  const job = trialJob(
    { params: { max_length: 32000 }, phase: "probe" },
    7,
    parts,
  );
  assertEquals(job.configuration, { max_length: 32000 });
  for (const phase of ["probe", "random"] as const) {
    assertThrows(() => trialJob({ params: {}, phase }, 7, parts), RangeError);
  }
  assertThrows(
    () => trialJob({ params: { lr: 1 }, phase: "probe" }, 7, parts),
    RangeError,
    '"max_length": found lr',
  );
});
