import { assertEquals } from "@std/assert";
import { BCA, type Objective } from "../../../bench/journal/objective.ts";
import { incumbentOf } from "../../../bench/tables/run_data.ts";
import { fakeTrial } from "../fake_run.ts";

const WORK: Objective = {
  name: "work",
  direction: "minimize",
  ofEpoch: () => 0,
  validation: ({ work_gflop }) => work_gflop,
  final: ({ work_gflop }) => work_gflop,
};

Deno.test("incumbentOf() follows the objective's direction, first on ties, complete trials only", () => {
  const trials = [
    fakeTrial("s", 0, 0.5, 0.9, { work_gflop: 7 }),
    fakeTrial("s", 1, 0.8, 0.1, { work_gflop: 3 }),
    fakeTrial("s", 2, 0.8, 0.2, { work_gflop: 3 }),
    fakeTrial("s", 3, 0.9, 0.3, { work_gflop: 1, state: "pruned" }),
  ];
  assertEquals(incumbentOf(trials, BCA)?.trial, 1);
  assertEquals(incumbentOf(trials, WORK)?.trial, 1);
  assertEquals(incumbentOf(trials.slice(0, 1), WORK)?.trial, 0);
  assertEquals(incumbentOf(trials.slice(3), BCA), null);
});

Deno.test("BCA.final is the test part's where there is one", () => {
  const nested = fakeTrial("s", 0, 0.5, 0.9);
  assertEquals(BCA.final(nested), 0.9);
  assertEquals(BCA.final({ ...nested, test: null }), 0.5);
  assertEquals(BCA.final({ ...nested, test: null, validation: null }), null);
});
