import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { presetOf } from "../../../bench/plan/optimizer_name.ts";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import { BCA, type Objective } from "../../../bench/journal/objective.ts";
import { type Plan, studiesOf } from "../../../bench/plan/plan.ts";
import { type PreparedStudy, runStudies } from "../../../bench/run/run_plan.ts";
import {
  createOptimizer,
  type Optimizer,
  type Outcome,
  paperSpace,
} from "../../../optimizers/mod.ts";
import { fakePlan } from "../fake_run.ts";
import { FormulaTrainer } from "./formula_trainer.ts";

const OPTIMIZERS = ["random", "grid-shuffled", "optuna-5.0"];
const PLAN = { ...fakePlan([1, 2]), optimizers: OPTIMIZERS, trials: 14 };

function prepared(
  done: readonly TrialRecord[],
  plan: Plan = PLAN,
  objective: Objective = BCA,
): PreparedStudy[] {
  return studiesOf(plan).map((study) => ({
    study,
    start: {
      kind: "study",
      plan_hash: "abc",
      study: study.key,
      search_seed: study.seeds.search,
      split_seed: 0,
      parts: [],
    },
    objective,
    optimizer: createOptimizer(
      presetOf(study.optimizer).preset,
      paperSpace(),
      {
        seed: study.seeds.search,
        pruner: presetOf(study.optimizer).pruner,
        direction: objective.direction,
      },
    ),
    done: new Map(
      done.filter((record) => record.study === study.key)
        .map((record) => [record.trial, record]),
    ),
    parts: { train: [], validation: [] },
    trainSeed: (trial) => 10 * study.seeds.train + trial,
  }));
}

/** Runs the plan on top of some finished trials; stops where `stop` says. */
async function run(
  jobs: number,
  pause: () => number,
  done: readonly TrialRecord[] = [],
  stop = Infinity,
): Promise<TrialRecord[]> {
  const records = [...done];
  const work = runStudies(prepared(done), {
    trainer: new FormulaTrainer(jobs, pause),
    append: (record) => {
      if (records.length >= stop) return Promise.reject(new Error("killed"));
      records.push(record);
      return Promise.resolve();
    },
    finished: () => {},
    now: () => 0,
  });
  if (stop === Infinity) await work;
  else await assertRejects(() => work, Error, "killed");
  return records;
}

/** Records in an order that does not depend on when they ended. */
function sorted(records: readonly TrialRecord[]): TrialRecord[] {
  return records.toSorted((a, b) =>
    a.study < b.study ? -1 : a.study > b.study ? 1 : a.trial - b.trial
  );
}

/** Runs a plan and counts what was trained. */
async function counted(
  plan: Plan,
  jobs: number,
): Promise<{ trained: number; records: TrialRecord[] }> {
  let trained = 0;
  const trainer = new FormulaTrainer(jobs, () => 2);
  const records: TrialRecord[] = [];
  await runStudies(prepared([], plan), {
    trainer: {
      get idle() {
        return trainer.idle;
      },
      run: (job, onEpoch) => {
        trained++;
        return trainer.run(job, onEpoch);
      },
    },
    append: (record) => {
      records.push(record);
      return Promise.resolve();
    },
    finished: () => {},
    now: () => 0,
  });
  return { trained, records: sorted(records) };
}

/** The records of an optimizer, without the names of its studies. */
function recordsOf(optimizer: string, records: readonly TrialRecord[]) {
  return records.filter(({ study }) => study.includes(`/${optimizer}/`))
    .map(({ study: _, ...rest }) => rest);
}

Deno.test("runStudies() trains equal trials once, whatever asks for them and however many workers", async () => {
  // A shuffled grid with one seed under two names asks for the same trials.
  const plan = {
    ...fakePlan([1]),
    optimizers: ["grid-shuffled", "grid-shuffled+none", "optuna-5.0"],
    trials: 14,
  };
  const one = await counted(plan, 1);
  assertEquals(one.trained, 2 * plan.trials);
  assertEquals(one.records.length, 3 * plan.trials);
  assertEquals(
    recordsOf("grid-shuffled+none", one.records),
    recordsOf("grid-shuffled", one.records),
  );
  assertEquals(await counted(plan, 3), one);
});

Deno.test("runStudies() stops a trial where its pruner does, also when an equal trial ran to its end", async () => {
  const plan = (...optimizers: string[]) => ({
    ...fakePlan([1, 2, 3, 4]),
    optimizers,
    trials: 14,
  });
  for (const pruner of ["", "+halving", "+hyperband"]) {
    const optimizer = `optuna-5.0${pruner}`;
    const alone = await counted(plan(optimizer), 1);
    for (const jobs of [1, 2, 3]) {
      // Both draw the same configurations as long as both draw at random.
      const beside = await counted(plan("optuna-5.0+none", optimizer), jobs);
      assertEquals(
        recordsOf(optimizer, beside.records),
        alone.records.map(
          ({ study: _, ...rest }) => rest,
        ),
      );
      assert(beside.trained < 2 * alone.trained);
    }
  }
  const { records } = await counted(plan("optuna-5.0"), 1);
  assert(records.some(({ state }) => state === "pruned"), "some are pruned");
});

const undisturbed = sorted(await run(1, () => 0));

Deno.test("runStudies() runs every trial of every study once", () => {
  assertEquals(undisturbed.length, OPTIMIZERS.length * 2 * PLAN.trials);
  assertEquals(
    new Set(undisturbed.map(({ study, trial }) => `${study}#${trial}`)).size,
    undisturbed.length,
  );
  assert(
    undisturbed.some(({ state }) => state === "pruned"),
    "some trial is pruned",
  );
  assert(
    undisturbed.some(({ phase }) => phase === "model"),
    "some proposal is model-based",
  );
});

Deno.test("runStudies() gives the same records with any number of workers and any speed", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
      async (jobs, pauses) => {
        const records = await run(jobs, () => pauses.next().value as number);
        assertEquals(sorted(records), undisturbed);
      },
    ),
    { seed: 3, numRuns: 20 },
  );
});

Deno.test("runStudies() resumed after dying at any record ends as an undisturbed run", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: undisturbed.length - 1 }),
      fc.integer({ min: 1, max: 3 }),
      async (stop, jobs) => {
        const before = await run(jobs, () => 1, [], stop);
        assertEquals(sorted(await run(2, () => 0, before)), undisturbed);
      },
    ),
    { seed: 4, numRuns: 20 },
  );
});

Deno.test("runStudies() reports and tells the objective's values, also from the journal", async () => {
  const work: Objective = {
    name: "work",
    direction: "minimize",
    ofEpoch: ({ epoch }) => 100 + epoch,
    validation: ({ work_gflop }) => work_gflop,
    final: ({ work_gflop }) => work_gflop,
  };
  const plan = { ...fakePlan([1]), optimizers: ["optuna-5.0"], trials: 12 };
  const watched = async (done: readonly TrialRecord[]) => {
    const [study] = prepared(done, plan, work);
    const reports = new Map<number, number[]>();
    const told = new Map<number, Outcome>();
    const optimizer: Optimizer = {
      preset: study.optimizer.preset,
      independent: study.optimizer.independent,
      ask: () => study.optimizer.ask(),
      amend: (trial, params) => study.optimizer.amend(trial, params),
      report: (trial, step, value) => {
        reports.set(trial, [...reports.get(trial) ?? [], value]);
        return study.optimizer.report(trial, step, value);
      },
      tell: (trial, outcome) => {
        told.set(trial, outcome);
        study.optimizer.tell(trial, outcome);
      },
    };
    const records = [...done];
    await runStudies([{ ...study, optimizer }], {
      trainer: new FormulaTrainer(1, () => 0),
      append: (record) => Promise.resolve(void records.push(record)),
      finished: () => {},
      now: () => 0,
    });
    return { records, reports, told };
  };
  const first = await watched([]);
  assertEquals(first.records.length, plan.trials);
  for (const { trial, state, epochs, work_gflop } of first.records) {
    assertEquals<unknown>(
      first.told.get(trial),
      state === "complete" ? { state, value: work_gflop } : { state },
    );
    assertEquals(first.reports.get(trial), epochs.map((_, i) => 100 + i));
  }
  assertEquals(await watched(first.records), first);
});
