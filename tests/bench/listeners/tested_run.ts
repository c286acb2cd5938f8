import { packPredictions } from "../../../bench/journal/predictions.ts";
import type { JournalRecord } from "../../../bench/journal/records.ts";
import { studiesOf } from "../../../bench/plan/plan.ts";
import type { RunData } from "../../../bench/tables/run_data.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { fakePlan, fakeRecords, fakeScore, fakeTrial } from "../fake_run.ts";

/** Predictions of one study: utterance, true class, predicted class, probabilities by class. */
export type Predictions = readonly (readonly [
  id: string,
  truth: number,
  predicted: number,
  probabilities: readonly number[],
])[];

/**
 * A run of one optimizer on a corpus, one study for each list of predictions. A
 * first trial, which sees less, predicts the same class everywhere and must not
 * count.
 */
export function testedRun(
  corpus: string,
  classes: readonly string[],
  studies: readonly Predictions[],
): RunData {
  const plan = {
    ...fakePlan(studies.map((_, i) => i + 1)),
    corpora: [corpus],
    optimizers: ["random"],
  };
  const keys = studiesOf(plan).map(({ key }) => key);
  const records = fakeRecords(plan, (study) => {
    const predictions = studies[keys.indexOf(study)];
    const score = (guess: (predicted: number) => number) => ({
      ...fakeScore(0.5),
      ...packPredictions(predictions.map(([_, truth, predicted, p]) => ({
        predicted: guess(predicted),
        pTrue: p[truth],
      }))),
    });
    return [
      fakeTrial(study, 0, 0.4, 0.9, { test: score(() => 0) }),
      fakeTrial(study, 1, 0.8, 0.5, {
        test: score((predicted) => predicted),
      }),
    ];
  });
  const splits = studies.map((predictions, i): JournalRecord => ({
    kind: "split",
    plan_hash: "abc",
    corpus,
    protocol: plan.protocols[0],
    split_seed: plan.seeds[i].split,
    scored: [{
      part: "test",
      ids: predictions.map(([id]) => id),
      labels: predictions.map(([_, truth]) => truth),
    }],
  }));
  return runData([
    ...records.map((record) =>
      record.kind === "material"
        ? { ...record, corpus: { ...record.corpus, classes: [...classes] } }
        : record
    ),
    ...splits,
  ])!;
}
