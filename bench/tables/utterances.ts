import { sum } from "../stats/sums.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, SHARE, type Table } from "./table.ts";
import {
  type TestedCondition,
  testedConditions,
  type TestedUtterance,
} from "./tested.ts";

/** One utterance in all studies of a condition that tested it. */
export interface UtteranceRow {
  /** The condition. */
  readonly condition: TestedCondition;
  /** The utterance. */
  readonly utterance: TestedUtterance;
}

/** Which utterances a model misses, and which ones people do. */
export const UTTERANCES: Table<UtteranceRow> = {
  name: "utterances",
  description:
    "One row is an utterance of the part that counts (test, else validation) that an optimizer's incumbents were scored on. Means are over the studies that tested it",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "utterance"],
  columns: [
    ...conditionColumns<UtteranceRow>((row) => row.condition.study),
    {
      name: "utterance",
      type: "string",
      description: "utterance, as the corpus names it",
      value: ({ utterance }) => utterance.id,
    },
    {
      name: "class",
      type: "string",
      description: "its class",
      value: ({ condition, utterance }) => condition.classes[utterance.truth],
    },
    {
      name: "n_tested",
      type: "integer",
      description: "studies that tested it",
      constraints: COUNT,
      value: ({ utterance }) => utterance.studies,
    },
    {
      name: "hit_rate",
      type: "number",
      description: "share of these that predicted its class",
      constraints: SHARE,
      value: ({ utterance }) => utterance.hitRate,
    },
    {
      name: "probability",
      type: "number",
      description: "mean of their probabilities of its class",
      constraints: SHARE,
      value: ({ utterance }) => utterance.probability,
    },
    {
      name: "listener_rate",
      type: "number",
      description:
        "share of listeners who named its class; empty without listeners",
      constraints: SHARE,
      value: ({ utterance }) => utterance.heard?.rate ?? null,
    },
    {
      name: "listener_votes",
      type: "integer",
      description:
        "answers of listeners; empty without listeners and for EmoDB, which had 20 or 21",
      constraints: COUNT,
      value: ({ utterance: { heard } }) =>
        heard?.votes ? sum(heard.votes) : null,
    },
    {
      name: "listeners_right",
      type: "boolean",
      description:
        "its class got more of the listeners' answers than any other; empty where it ties for first place or the votes are unknown",
      value: ({ utterance }) => utterance.heard?.majorityRight ?? null,
    },
  ],
};

/** Rows of {@linkcode UTTERANCES}. */
export function utteranceRows(run: RunData): UtteranceRow[] {
  return testedConditions(run).flatMap((condition) =>
    condition.utterances.map((utterance) => ({ condition, utterance }))
  );
}
