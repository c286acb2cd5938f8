import { assertEquals, assertNotEquals } from "@std/assert";
import { BCA, type Objective } from "../../../bench/journal/objective.ts";
import type { JournalRecord } from "../../../bench/journal/records.ts";
import { type Plan, studiesOf } from "../../../bench/plan/plan.ts";
import { prepareStudies } from "../../../bench/run/prepare.ts";
import { searchSeed, splitSeed, trainSeed } from "../../../bench/plan/seeds.ts";
import type { Corpus } from "../../../corpora/mod.ts";
import { balanced } from "../../corpora/splits/speech.ts";
import { fakePlan } from "../fake_run.ts";

const CORPUS: Corpus = { ...balanced(5, 5), checksum: "0", notices: [] };
const PLAN: Plan = {
  ...fakePlan([]),
  protocols: ["paper"],
  optimizers: ["random"],
  seeds: [{ search: 1, train: 2, split: 3 }],
};

async function prepare(
  plan: Plan,
  records: readonly JournalRecord[] = [],
  objective?: Objective,
) {
  const appended: JournalRecord[] = [];
  const studies = await prepareStudies(
    plan,
    studiesOf(plan),
    "abc",
    CORPUS,
    records,
    (record) => Promise.resolve(void appended.push(record)),
    objective,
  );
  return { studies, appended };
}

Deno.test("prepareStudies() takes each stream from its own master seed", async () => {
  const { studies: [{ start, trainSeed: ofTrial }] } = await prepare(PLAN);
  assertEquals(start.search_seed, searchSeed(1, "random", 2));
  assertEquals(start.split_seed, splitSeed("paper", 3));
  assertEquals([ofTrial(0), ofTrial(7)], [trainSeed(2, 0), trainSeed(2, 7)]);
});

Deno.test("prepareStudies() changes nothing but the stream whose master seed changes", async () => {
  const first = (await prepare(PLAN)).studies[0];
  const asked = first.optimizer.ask()!.params;
  for (const stream of ["search", "train", "split"] as const) {
    const seeds = [{ ...PLAN.seeds[0], [stream]: 9 }];
    const [other] = (await prepare({ ...PLAN, seeds })).studies;
    const same = {
      search: other.start.search_seed === first.start.search_seed,
      train: other.trainSeed(0) === first.trainSeed(0),
      split: other.start.split_seed === first.start.split_seed,
    };
    assertEquals(
      same,
      { search: true, train: true, split: true, [stream]: false },
    );
    const equal = stream === "split" ? assertNotEquals : assertEquals;
    equal(other.parts, first.parts);
    const agree = stream === "search" ? assertNotEquals : assertEquals;
    agree(other.optimizer.ask()!.params, asked);
  }
});

Deno.test("prepareStudies() gives streams set by hand to all studies", async () => {
  const { studies } = await prepare({
    ...PLAN,
    seeds: [1, 2].map((m) => ({ search: m, train: m, split: 0 })),
    streams: { search: 5, train: 6, split: 42 },
  });
  for (const { start, trainSeed: ofTrial } of studies) {
    assertEquals([start.search_seed, start.split_seed], [5, 42]);
    assertEquals(ofTrial(3), trainSeed(6, 3));
  }
});

Deno.test("prepareStudies() divides speakers by the master seed itself under nested", async () => {
  const plan: Plan = { ...PLAN, protocols: ["nested"] };
  assertEquals((await prepare(plan)).studies[0].start.split_seed, 3);
});

Deno.test("prepareStudies() gives all trials one training seed when noise is shared", async () => {
  const plan: Plan = { ...PLAN, trainNoise: "shared" };
  const [study] = (await prepare(plan)).studies;
  assertEquals([study.trainSeed(0), study.trainSeed(7)], [
    trainSeed(2),
    trainSeed(2),
  ]);
});

Deno.test("prepareStudies() notes a study once", async () => {
  const { appended } = await prepare(PLAN);
  assertEquals(appended.map(({ kind }) => kind), ["split", "study"]);
  assertEquals((await prepare(PLAN, appended)).appended, []);
});

Deno.test("prepareStudies() gives an optimizer the pruner of its name", async () => {
  const named = async (preset: string) => {
    const plan = { ...PLAN, optimizers: [preset] };
    const [{ optimizer }] = (await prepare(plan)).studies;
    const goesOn: boolean[] = [];
    // A worse trial than all before it, from its first epoch on.
    for (let number = 0; number < 8; number++) {
      optimizer.ask();
      goesOn.push(optimizer.report(number, 0, 1 - number / 10));
      optimizer.tell(number, { state: "complete", value: 1 - number / 10 });
    }
    return goesOn;
  };
  // Optuna's MedianPruner lets five trials end before it stops one.
  assertEquals(await named("optuna-5.0"), [
    ...Array(5).fill(true),
    ...Array(3).fill(false),
  ]);
  assertEquals(await named("optuna-5.0+none"), Array(8).fill(true));
});

Deno.test("prepareStudies() tells an optimizer which way its objective is better", async () => {
  const plan = { ...PLAN, optimizers: ["optuna-5.0"] };
  // Values rise from trial to trial: MedianPruner stops the sixth where less is better.
  const goesOn = async (objective?: Objective) => {
    const [{ optimizer }] = (await prepare(plan, [], objective)).studies;
    return Array.from({ length: 6 }, (_, number) => {
      optimizer.ask();
      const goesOn = optimizer.report(number, 0, number);
      optimizer.tell(number, { state: "complete", value: number });
      return goesOn;
    });
  };
  const minimized: Objective = { ...BCA, direction: "minimize" };
  assertEquals(await goesOn(), Array(6).fill(true));
  assertEquals(await goesOn(minimized), [...Array(5).fill(true), false]);
});
