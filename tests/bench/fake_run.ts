import type { PlanOptions } from "../../bench/cli/options.ts";
import type {
  JournalRecord,
  ScoreRecord,
  TrialRecord,
} from "../../bench/journal/records.ts";
import { studiesOf } from "../../bench/plan.ts";

/** A plan of two engines and some seeds. */
export function fakePlan(seeds: readonly number[]): PlanOptions {
  return {
    corpus: "synthetic",
    utterances: 70,
    encoder: "moonshine-tiny",
    recipe: "quick",
    protocol: "nested",
    optimizers: ["random", "grid"],
    trials: 3,
    seeds,
    trainNoise: "fresh",
  };
}

/** A score that says nothing but its BCA. */
export function fakeScore(bca: number): ScoreRecord {
  return {
    bca,
    accuracy: bca,
    macro_f1: bca,
    absent_classes: 0,
    collapsed: bca <= 0.5,
    predictions: [],
  };
}

/** A complete trial, changed where asked. */
export function fakeTrial(
  study: string,
  trial: number,
  seen: number,
  reported: number,
  changes: Partial<TrialRecord> = {},
): TrialRecord {
  return {
    kind: "trial",
    plan_hash: "abc",
    study,
    trial,
    train_seed: 100 + trial,
    phase: "random",
    params: { lr: 1e-4, num_epochs: 2, unfreeze_epoch: 1, max_length: 32000 },
    state: "complete",
    reason: null,
    seen: fakeScore(seen),
    reported: fakeScore(reported),
    epochs: [],
    work_gflop: 10,
    train_s: 30,
    eval_s: 20,
    suggest_s: 10,
    ...changes,
  };
}

/** The records of a whole run, with the given trials of each study. */
export function fakeRecords(
  plan: PlanOptions,
  trials: (study: string, seed: number) => TrialRecord[],
): JournalRecord[] {
  return [
    {
      kind: "plan",
      plan_hash: "abc",
      plan: { ...plan },
      suite: "0.0.0",
    },
    {
      kind: "material",
      plan_hash: "abc",
      corpus: {
        name: "synthetic",
        checksum: "0",
        classes: ["anger", "fear"],
        utterances: 2,
        speakers: 2,
        seconds: 1,
        notices: [],
      },
      encoder: {
        name: "e",
        package: "p",
        file: "f",
        sha256: "0",
        licence: "MIT",
      },
      recipe: {},
    },
    ...studiesOf(plan).flatMap(({ key, seed }): JournalRecord[] => [
      {
        kind: "study",
        plan_hash: "abc",
        study: key,
        search_seed: seed,
        split_seed: seed,
        parts: [{
          part: "train",
          seen: false,
          reported: false,
          utterances: 2,
          classes: { anger: 1, fear: 1 },
          speakers: ["a", "b"],
          sentences: 1,
          shared_speakers: 0,
          shared_sentences: 1,
          shared_recordings: 0,
          shared_takes: 0,
        }],
      },
      ...trials(key, seed),
    ]),
  ];
}
