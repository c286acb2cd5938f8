import { assert, assertEquals, assertThrows } from "@std/assert";
import { paperSpace } from "../../optimizers/space.ts";
import { Study } from "../../optimizers/study.ts";
import type { Params, Pruner, TrialRecord } from "../../optimizers/types.ts";

const SETTING: Params = {
  max_length: 32000,
  unfreeze_epoch: 1,
  num_epochs: 3,
  lr: 1e-5,
};

/** A study whose sampler and pruner let the test look at the history. */
function watchedStudy(verdict = false) {
  let seen: readonly TrialRecord[] = [];
  const pruner: Pruner = {
    prune: (history) => {
      seen = history;
      return verdict;
    },
  };
  const study = new Study({
    preset: "watched",
    space: paperSpace(),
    direction: "maximize",
    sampler: {
      independent: true,
      propose: (history) => {
        seen = history;
        return history.length < 4 ? { params: SETTING, phase: "grid" } : null;
      },
    },
    pruner,
  });
  return { study, history: () => seen };
}

Deno.test("Study numbers trials in the order of asking and keeps the space's order", () => {
  const { study } = watchedStudy();
  assertEquals([0, 1, 2].map(() => study.ask()!.number), [0, 1, 2]);
  assertEquals(Object.keys(study.ask()!.params), [
    "lr",
    "num_epochs",
    "unfreeze_epoch",
    "max_length",
  ]);
});

Deno.test("Study.ask returns null when the sampler has nothing left", () => {
  const { study } = watchedStudy();
  for (let i = 0; i < 4; i++) study.ask();
  assertEquals([study.ask(), study.ask()], [null, null]);
});

Deno.test("Study takes trials told out of order, reported while others run", () => {
  const { study, history } = watchedStudy();
  for (let i = 0; i < 3; i++) study.ask();
  study.tell(2, { state: "complete", value: 0.5 });
  study.report(0, 0, 0.1);
  study.tell(1, { state: "failed" });
  study.tell(0, { state: "pruned" });
  study.ask();
  assertEquals(history().map(({ state, value }) => [state, value]), [
    ["pruned", undefined],
    ["failed", undefined],
    ["complete", 0.5],
    ["running", undefined],
  ]);
});

Deno.test("Study.report keeps reports by step, the first one of each step", () => {
  const { study, history } = watchedStudy();
  study.ask();
  for (const [step, value] of [[2, 0.2], [0, NaN], [2, 0.9], [1, 0.1]]) {
    assert(study.report(0, step, value));
  }
  assertEquals(history()[0].reports, [
    { step: 0, value: NaN },
    { step: 1, value: 0.1 },
    { step: 2, value: 0.2 },
  ]);
});

Deno.test("Study.report is false when the pruner says so", () => {
  const { study } = watchedStudy(true);
  study.ask();
  assertEquals(study.report(0, 0, 1), false);
});

Deno.test("Study.amend replaces the configuration of a running trial for the optimizer", () => {
  const { study, history } = watchedStudy();
  const asked = study.ask()!;
  study.amend(0, { ...SETTING, num_epochs: 9 });
  study.ask();
  assertEquals(history()[0].params.num_epochs, 9);
  assertEquals(asked.params.num_epochs, 3);
});

Deno.test("Study refuses trials that are unknown or already told", () => {
  const { study } = watchedStudy();
  study.ask();
  study.ask();
  study.tell(0, { state: "pruned" });
  const actions = (trial: number): [string, () => unknown][] => [
    ["amend", () => study.amend(trial, SETTING)],
    ["report on", () => study.report(trial, 0, 1)],
    ["tell", () => study.tell(trial, { state: "failed" })],
  ];
  for (const [action, act] of actions(0)) {
    assertThrows(act, RangeError, `Cannot ${action} trial 0: it was told as`);
  }
  for (const unknown of [2, -1, 0.5, NaN]) {
    for (const [action, act] of actions(unknown)) {
      const message = `Cannot ${action} trial ${unknown}: found 2 trials`;
      assertThrows(act, RangeError, message);
    }
  }
});

Deno.test("Study refuses bad steps, values and configurations, and stays as it was", () => {
  const { study } = watchedStudy();
  study.ask();
  for (const step of [-1, 0.5, NaN, Infinity]) {
    assertThrows(() => study.report(0, step, 1), RangeError, `step ${step}`);
  }
  const text = "0.9" as unknown as number;
  assertThrows(() => study.report(0, 0, text), TypeError, "type string");
  assertThrows(
    () => study.tell(0, { state: "complete", value: text }),
    TypeError,
    "Cannot tell trial 0: found a value of type string",
  );
  assertThrows(
    () => study.amend(0, { ...SETTING, lr: 0.5 }),
    RangeError,
    "Cannot amend trial 0: found lr = 0.5",
  );
  study.tell(0, { state: "complete", value: 1 });
});

Deno.test("Study is independent only without a pruner", () => {
  const { study } = watchedStudy();
  assertEquals(study.independent, false);
});

Deno.test("Study hands out configurations that cannot be changed", () => {
  const { study } = watchedStudy();
  const params = study.ask()!.params as Record<string, number>;
  assertThrows(() => params.lr = 1, TypeError);
});
