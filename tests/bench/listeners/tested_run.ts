import type { ScoreRecord } from "../../../bench/journal/records.ts";
import { studiesOf } from "../../../bench/plan.ts";
import type { RunData } from "../../../bench/tables/run_data.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { fakePlan, fakeRecords, fakeScore, fakeTrial } from "../fake_run.ts";

/** Predictions of one study. */
export type Predictions = ScoreRecord["predictions"];

/**
 * A run of one engine on a corpus, one study for each list of predictions. A
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
    const score = (guess: (truth: number, predicted: number) => number) => ({
      ...fakeScore(0.5),
      predictions: predictions.map(([id, truth, predicted, p]) =>
        [id, truth, guess(truth, predicted), p] as Predictions[number]
      ),
    });
    return [
      fakeTrial(study, 0, 0.4, 0.9, { reported: score(() => 0) }),
      fakeTrial(study, 1, 0.8, 0.5, {
        reported: score((_, predicted) => predicted),
      }),
    ];
  });
  return runData(
    records.map((record) =>
      record.kind === "material"
        ? { ...record, corpus: { ...record.corpus, classes: [...classes] } }
        : record
    ),
  )!;
}
