import type { TrialRecord } from "../journal/records.ts";
import { finalScore, scoredOn } from "./run_data.ts";
import { type Column, SHARE } from "./table.ts";

/**
 * BCA of a trial on the parts, and the one that counts.
 *
 * @param trial The trial of a row; `null`: the cells are empty
 */
export function scoreColumns<Row>(
  trial: (row: Row) => TrialRecord | null,
): Column<Row>[] {
  const of = <T>(value: (trial: TrialRecord) => T) => (row: Row) => {
    const found = trial(row);
    return found ? value(found) : null;
  };
  return [
    {
      name: "bca_validation",
      type: "number",
      description:
        "balanced class accuracy (unweighted average recall) on the validation part after the last epoch",
      constraints: SHARE,
      value: of(({ validation }) => validation?.bca ?? null),
    },
    {
      name: "bca_test",
      type: "number",
      description:
        "the same on the test part; empty where the protocol has none",
      constraints: SHARE,
      value: of(({ test }) => test?.bca ?? null),
    },
    {
      name: "bca",
      type: "number",
      description:
        "the figure that counts: bca_test where the protocol has a test part, else bca_validation",
      constraints: SHARE,
      value: of((trial) => finalScore(trial)?.bca ?? null),
    },
    {
      name: "scored_on",
      type: "string",
      description: "part that bca is of: validation or test",
      value: of(scoredOn),
    },
  ];
}
