import type { EpochReport, TrainedModel } from "../../model/mod.ts";
import type { Phase, Trial } from "../../optimizers/types.ts";
import type { TrialRecord } from "../journal/records.ts";
import { trialJob } from "../run/messages.ts";
import type { PreparedStudy, Trainer } from "../run/run_plan.ts";
import { toTrialRecord } from "../run/trial_record.ts";
import { differenceOf } from "./compare_trials.ts";

/**
 * Trains a trial again, with the configuration that its record names and the seed and
 * the partition that its plan gives. It stops where the record stops, so that a
 * pruned trial needs no pruner.
 *
 * @param study The trial's study
 * @param recorded The trial's record
 * @param trainer Where it is trained
 * @param keepModel Whether its weights are wanted
 * @returns Its record, the first field in which the two differ, and its weights
 */
export async function rerunTrial(
  study: Pick<PreparedStudy, "parts" | "trainSeed">,
  recorded: TrialRecord,
  trainer: Pick<Trainer, "run">,
  keepModel = false,
): Promise<{
  readonly found: TrialRecord;
  readonly difference: string | null;
  readonly model?: TrainedModel;
}> {
  const trainSeed = study.trainSeed(recorded.trial);
  const trial: Trial = {
    number: recorded.trial,
    params: recorded.params,
    phase: recorded.phase as Phase,
  };
  const epochs: EpochReport[] = [];
  const result = await trainer.run(
    { ...trialJob(trial, trainSeed, study.parts), keepModel },
    (epoch) => {
      epochs.push(epoch);
      return recorded.state !== "pruned" ||
        epochs.length < recorded.epochs.length;
    },
  );
  const record = toTrialRecord(result, {
    plan_hash: recorded.plan_hash,
    study: recorded.study,
    trial,
    trainSeed,
    epochs,
    suggestS: 0,
  });
  // As a journal would give it back.
  const found: TrialRecord = JSON.parse(JSON.stringify(record));
  return {
    found,
    difference: differenceOf(found, recorded),
    ...(result.state === "diverged" || !result.model
      ? {}
      : { model: result.model }),
  };
}
