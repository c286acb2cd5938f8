import type { TrialRecord } from "../journal/records.ts";
import { finalScore, scoredOn } from "./run_data.ts";
import { number, SHARE, text } from "./table.ts";

/**
 * BCA of a trial on the parts, and the one that counts.
 *
 * @param trial The trial of a row; `null`: the cells are empty
 */
export function scoreColumns<Row>(
  trial: (row: Row) => TrialRecord | null,
) {
  const of = <T>(value: (trial: TrialRecord) => T) => (row: Row) => {
    const found = trial(row);
    return found ? value(found) : null;
  };
  return {
    bca_validation: number<Row>(
      "balanced class accuracy (unweighted average recall) on the validation part after the last epoch",
      of(({ validation }) => validation?.bca ?? null),
      SHARE,
    ),
    bca_test: number<Row>(
      "the same on the test part; empty where the protocol has none",
      of(({ test }) => test?.bca ?? null),
      SHARE,
    ),
    bca: number<Row>(
      "the figure that counts: bca_test where the protocol has a test part, else bca_validation",
      of((trial) => finalScore(trial)?.bca ?? null),
      SHARE,
    ),
    scored_on: text<Row>(
      "part that bca is of: validation or test",
      of(scoredOn),
    ),
  };
}
