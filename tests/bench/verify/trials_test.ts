import { packPredictions } from "../../../bench/journal/predictions.ts";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { differenceOf } from "../../../bench/retrain/compare_trials.ts";
import { sampleTrials } from "../../../bench/verify/sample.ts";
import { fakeTrial } from "../fake_run.ts";

const TRIALS = Array.from(
  { length: 30 },
  (_, i) => fakeTrial(`s${i % 3}`, i, 0.5, 0.5),
);

Deno.test("sampleTrials() picks the same trials whatever their order, more of them by asking for more", async () => {
  const ten = await sampleTrials(TRIALS, 10);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(TRIALS, { minLength: TRIALS.length }),
      fc.nat(10),
      async (shuffled, n) => {
        assertEquals(await sampleTrials(shuffled, n), ten.slice(0, n));
      },
    ),
    { seed: 9, numRuns: 20 },
  );
  assertEquals((await sampleTrials(TRIALS, 99)).length, TRIALS.length);
});

Deno.test("sampleTrials() depends on the plan and leaves failed trials out", async () => {
  const other = TRIALS.map((trial) => ({ ...trial, plan_hash: "def" }));
  const numbers = async (trials: typeof TRIALS) =>
    (await sampleTrials(trials, 5)).map(({ trial }) => trial);
  assert((await numbers(TRIALS)).join() !== (await numbers(other)).join());
  const failed = TRIALS.map((trial) => ({
    ...trial,
    state: "failed" as const,
  }));
  assertEquals(await sampleTrials(failed, 5), []);
});

const EPOCH = {
  epoch: 0,
  frozen: false,
  lr: 1e-4,
  train_loss: 1.25,
  validation_loss: 1,
  bca_validation: 0.5,
  gradient_norm: 1,
  work_gflop: 1,
  train_s: 3,
  eval_s: 1,
};

Deno.test("differenceOf() leaves time out and names the first field that differs", () => {
  const recorded = fakeTrial("s", 0, 0.5, 0.6, { epochs: [EPOCH] });
  const slow = {
    ...recorded,
    train_s: 99,
    suggest_s: 0,
    epochs: [{ ...EPOCH, eval_s: 7 }],
  };
  assertEquals(differenceOf(slow, recorded), null);
  const loss = 1.25 + Number.EPSILON;
  assertEquals(
    differenceOf(
      { ...slow, epochs: [{ ...EPOCH, train_loss: loss }] },
      recorded,
    ),
    `epochs[0].train_loss is ${loss}, recorded 1.25`,
  );
  assertEquals(
    differenceOf({ ...slow, epochs: [] }, recorded)?.startsWith(
      "epochs[0] is missing",
    ),
    true,
  );
  assertEquals(
    differenceOf({ ...slow, validation: null }, recorded)?.startsWith(
      "validation is null",
    ),
    true,
  );
});

Deno.test("differenceOf() sees one bit of one probability", () => {
  const trial = (pTrue: number) => {
    const made = fakeTrial("s", 0, 0.5, 0.6);
    const packed = packPredictions([{ predicted: 1, pTrue }]);
    return { ...made, validation: { ...made.validation!, ...packed } };
  };
  assertEquals(differenceOf(trial(0.75), trial(0.75)), null);
  assertEquals(
    differenceOf(trial(0.750001), trial(0.75)),
    'validation.p_true is "EQBAPw==", recorded "AABAPw=="',
  );
});
