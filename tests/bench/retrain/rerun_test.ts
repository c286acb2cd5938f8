import { assert, assertEquals } from "@std/assert";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import type { TrialJob } from "../../../bench/run/messages.ts";
import type { OnEpoch } from "../../../bench/run/pool.ts";
import { toTrialRecord } from "../../../bench/run/trial_record.ts";
import { rerunTrial } from "../../../bench/retrain/rerun.ts";
import type { EpochReport, Score, TrialResult } from "../../../model/mod.ts";

const SETTING = { lr: 1e-4, num_epochs: 4, unfreeze_epoch: 1, max_length: 1 };
const STUDY = {
  parts: { train: [0, 1], validation: [2], test: [3] },
  trainSeed: (trial: number) => 100 + trial,
};

/** A trainer whose losses and probabilities follow from seed, configuration and parts. */
const trainer = (noise = 0) => ({
  run(
    job: TrialJob,
    onEpoch: OnEpoch,
  ): Promise<TrialResult> {
    assert(!job.probe);
    const { configuration, trainSeed, train, validation, test } = job;
    const loss = trainSeed * configuration.lr + train.length + noise;
    const score = (part: readonly number[] | undefined): Score => ({
      bca: 0.5,
      accuracy: 0.5,
      macro_f1: 0.5,
      loss: 0,
      absent_classes: [],
      collapsed: false,
      confusion: [],
      predictions: (part ?? []).map((i) => ({
        id: `u${i}`,
        truth: 0,
        predicted: 1,
        probabilities: [1 / 3, loss / 10],
      })),
    });
    let goOn = true;
    let epoch = 0;
    for (; goOn && epoch < configuration.num_epochs; epoch++) {
      goOn = onEpoch({
        epoch,
        frozen: epoch < configuration.unfreeze_epoch,
        lr: configuration.lr,
        train_loss: loss / (epoch + 1),
        validation_loss: 1,
        bca_validation: 0.5,
        gradient_norm: 1,
        work_gflop: 1,
        train_s: performance.now(),
        eval_s: 0,
      });
    }
    return Promise.resolve({
      state: goOn ? "complete" : "pruned",
      validation: score(validation),
      test: score(test),
      epochs_run: epoch,
      work_gflop: epoch,
      train_s: performance.now(),
      eval_s: 0,
    });
  },
});

/** What the journal says of a trial that ran so many epochs. */
async function recorded(stop: number): Promise<TrialRecord> {
  const epochs: EpochReport[] = [];
  const result = await trainer().run(
    { configuration: SETTING, trainSeed: 103, ...STUDY.parts },
    (epoch) => epochs.push(epoch) < stop,
  );
  const record = toTrialRecord(result, {
    plan_hash: "abc",
    study: "s",
    trial: { number: 3, params: SETTING, phase: "random" },
    trainSeed: 103,
    epochs,
    suggestS: 5,
  });
  return JSON.parse(JSON.stringify(record));
}

Deno.test("rerunTrial() gives the record again, complete or pruned, whatever the time", async () => {
  for (const stop of [2, 9]) {
    const record = await recorded(stop);
    assertEquals(record.state, stop === 2 ? "pruned" : "complete");
    const { found, difference } = await rerunTrial(STUDY, record, trainer());
    assertEquals(difference, null);
    assertEquals(found.epochs.length, record.epochs.length);
    assertEquals(found.validation, record.validation);
  }
});

Deno.test("rerunTrial() names what differs when training, seed or partition do", async () => {
  const record = await recorded(9);
  const of = async (
    study: typeof STUDY,
    record: TrialRecord,
    noise: number,
  ) => (await rerunTrial(study, record, trainer(noise))).difference ?? "";
  assert((await of(STUDY, record, 1e-9)).startsWith("epochs[0].train_loss is"));
  const seeds = { ...STUDY, trainSeed: () => 7 };
  assert((await of(seeds, record, 0)).startsWith("train_seed is 7"));
  const parts = { ...STUDY, parts: { ...STUDY.parts, test: [2, 3] } };
  assertEquals(
    await of(parts, record, 0),
    'test.predicted is "AQE=", recorded "AQ=="',
  );
});
