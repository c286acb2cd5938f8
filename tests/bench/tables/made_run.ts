import { BCA } from "../../../bench/journal/objective.ts";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import { type Plan, studiesOf, type Study } from "../../../bench/plan/plan.ts";
import type { RunData, StudyData } from "../../../bench/tables/run_data.ts";
import { type Cell, cells, type Table } from "../../../bench/tables/table.ts";
import { fakeMaterial, fakePlan, fakeScore, fakeTrial } from "../fake_run.ts";

/** A table's row by column. */
export type Row = Readonly<Record<string, Cell>>;

/** The table's rows in file order, as the CSV has them. */
export function rowsOf<Made>(table: Table<Made>, made: Made[]): Row[] {
  return cells(table, made).map((row) =>
    Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i]]))
  );
}

/** Parts of 80 and 20 utterances, as `paper` has them. */
const PARTS: StudyData["start"]["parts"] = [["train", 80], ["validation", 20]]
  .map(([part, utterances]) => ({
    part: String(part),
    utterances: Number(utterances),
    classes: { anger: Number(utterances) / 2, fear: Number(utterances) / 2 },
    speakers: ["a", "b"],
    sentences: 1,
    shared_speakers: 0,
    shared_sentences: 1,
    shared_recordings: 0,
    shared_takes: 0,
  }));

/** A run of the `paper` protocol with the given trials of each study. */
export function madeRun(
  changes: Partial<Plan>,
  trialsOf: (study: Study) => readonly TrialRecord[],
  bootstrapSeed = 0,
): RunData {
  const plan: Plan = {
    ...fakePlan([]),
    protocols: ["paper"],
    ...changes,
  };
  return {
    plan,
    objective: BCA,
    bootstrapSeed,
    studies: studiesOf(plan).map((study): StudyData => ({
      study,
      start: {
        kind: "study",
        plan_hash: "abc",
        study: study.key,
        search_seed: study.seeds.search,
        split_seed: plan.streams.split ?? study.seeds.split,
        parts: PARTS,
      },
      scored: [],
      material: fakeMaterial(study.corpus, study.encoder, study.recipe),
      trials: trialsOf(study),
    })),
  };
}

/** Master seeds of n studies in which all streams vary. */
export function tiedSeeds(n: number): Plan["seeds"] {
  return Array.from({ length: n }, (_, m) => ({
    search: m,
    train: m,
    split: m,
  }));
}

/**
 * A run of optimizers whose studies have one trial each.
 *
 * @param results BCA on validation by optimizer and seed; `null` where the trial diverged
 */
export function resultsRun(
  results: Readonly<Record<string, readonly (number | null)[]>>,
  changes: Partial<Plan> = {},
  bootstrapSeed = 0,
): RunData {
  const optimizers = Object.keys(results);
  const seeds = tiedSeeds(results[optimizers[0]].length);
  return madeRun(
    { optimizers, seeds, trials: 1, ...changes },
    (study) => {
      const bca = results[study.optimizer][study.seeds.search];
      return [resultTrial(study.key, 0, bca)];
    },
    bootstrapSeed,
  );
}

/** A trial with one BCA, on validation; `null`: it diverged. */
export function resultTrial(
  study: string,
  trial: number,
  bca: number | null,
): TrialRecord {
  return fakeTrial(study, trial, bca ?? 0, bca ?? 0, {
    test: null,
    ...(bca === null
      ? { state: "diverged", validation: null, reason: "loss" }
      : { validation: fakeScore(bca) }),
  });
}
