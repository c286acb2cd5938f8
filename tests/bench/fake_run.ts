import {
  JOURNAL_VERSION,
  type JournalRecord,
  type MaterialRecord,
  type ScoreRecord,
  type TrialRecord,
} from "../../bench/journal/records.ts";
import {
  type Plan,
  SEED_RULE,
  studiesOf,
  type Study,
} from "../../bench/plan/plan.ts";

/** A plan of two optimizers and some seeds. */
export function fakePlan(seeds: readonly number[]): Plan {
  return {
    seedRule: SEED_RULE,
    corpora: ["synthetic"],
    utterances: 70,
    protocols: ["nested"],
    encoders: ["moonshine-tiny"],
    recipes: ["quick"],
    optimizers: ["random", "grid"],
    trials: 3,
    seeds: seeds.map((m) => ({ search: m, train: m, split: m })),
    streams: {},
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
    predicted: "",
    p_true: "",
  };
}

/** A complete trial, changed where asked. */
export function fakeTrial(
  study: string,
  trial: number,
  validation: number,
  test: number,
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
    validation: fakeScore(validation),
    test: fakeScore(test),
    epochs: [],
    work_gflop: 10,
    train_s: 30,
    eval_s: 20,
    suggest_s: 10,
    ...changes,
  };
}

/** A corpus of two classes with an encoder and a recipe. */
export function fakeMaterial(
  corpus: string,
  encoder: string,
  recipe: string,
): MaterialRecord {
  return {
    kind: "material",
    plan_hash: "abc",
    corpus: {
      name: corpus,
      checksum: "0",
      classes: ["anger", "fear"],
      utterances: 2,
      speakers: 2,
      seconds: 1,
      notices: [],
    },
    encoder: {
      name: encoder,
      package: "p",
      file: "f",
      sha256: "0",
      licence: "MIT",
    },
    recipe: { name: recipe },
  };
}

/** The records of a whole run, with the given trials of each study. */
export function fakeRecords(
  plan: Plan,
  trials: (study: string, seed: number, whole: Study) => TrialRecord[],
): JournalRecord[] {
  return [
    {
      kind: "plan",
      journal: JOURNAL_VERSION,
      plan_hash: "abc",
      plan: { ...plan },
      suite: "0.0.0",
    },
    ...plan.corpora.flatMap((corpus) =>
      plan.encoders.flatMap((encoder) =>
        plan.recipes.map((recipe) => fakeMaterial(corpus, encoder, recipe))
      )
    ),
    ...studiesOf(plan).flatMap((study): JournalRecord[] => [
      {
        kind: "study",
        plan_hash: "abc",
        study: study.key,
        search_seed: study.seeds.search,
        split_seed: study.seeds.split,
        parts: [{
          part: "train",
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
      ...trials(study.key, study.seeds.search, study),
    ]),
  ];
}
