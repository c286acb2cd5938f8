import { assertEquals, assertNotEquals } from "@std/assert";
import {
  isWhole,
  trialIdentity,
} from "../../../bench/journal/trial_identity.ts";
import { studiesOf } from "../../../bench/plan/plan.ts";
import { fakePlan, fakeTrial } from "../fake_run.ts";

const [STUDY] = studiesOf(fakePlan([1]));
const START = { split_seed: 3 };
const TRIAL = fakeTrial(STUDY.key, 0, 0.5, 0.5);
const IDENTITY = trialIdentity(STUDY, START, TRIAL);

Deno.test("trialIdentity() is the same for another optimizer, trial number and order of parameters", () => {
  const { lr, num_epochs, unfreeze_epoch, max_length } = TRIAL.params;
  const other = fakeTrial("other", 7, 0.9, 0.9, {
    train_seed: TRIAL.train_seed,
    params: { max_length, unfreeze_epoch, num_epochs, lr },
  });
  assertEquals(
    trialIdentity({ ...STUDY, optimizer: "sobol", trials: 99 }, START, other),
    IDENTITY,
  );
});

Deno.test("trialIdentity() changes with all that decides what is trained", () => {
  const others = [
    trialIdentity({ ...STUDY, corpus: "emodb" }, START, TRIAL),
    trialIdentity({ ...STUDY, protocol: "paper" }, START, TRIAL),
    trialIdentity({ ...STUDY, encoder: "whisper-tiny" }, START, TRIAL),
    trialIdentity({ ...STUDY, recipe: "strong" }, START, TRIAL),
    trialIdentity(STUDY, { split_seed: 4 }, TRIAL),
    trialIdentity(STUDY, START, { ...TRIAL, train_seed: 1 }),
    ...Object.keys(TRIAL.params).map((name) =>
      trialIdentity(STUDY, START, {
        ...TRIAL,
        params: { ...TRIAL.params, [name]: 9 },
      })
    ),
  ];
  for (const other of others) assertNotEquals(other, IDENTITY);
  assertEquals(new Set(others).size, others.length);
});

Deno.test("isWhole() leaves out trials that were stopped early or failed", () => {
  const states = ["complete", "diverged", "pruned", "failed"] as const;
  assertEquals(states.filter((state) => isWhole({ state })), [
    "complete",
    "diverged",
  ]);
});
