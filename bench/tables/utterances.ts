import { sum } from "../stats/sums.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  COUNT,
  defineTable,
  flag,
  integer,
  number,
  SHARE,
  text,
} from "./table.ts";
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
export const UTTERANCES = defineTable<UtteranceRow>()({
  name: "utterances",
  description:
    "One row is an utterance of the part that counts (test, else validation) that an optimizer's incumbents were scored on. Means are over the studies that tested it",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "utterance"],
  columns: {
    ...conditionColumns<UtteranceRow>((row) => row.condition.study),
    utterance: text(
      "utterance, as the corpus names it",
      ({ utterance }) => utterance.id,
    ),
    class: text(
      "its class",
      ({ condition, utterance }) => condition.classes[utterance.truth],
    ),
    n_tested: integer(
      "studies that tested it",
      ({ utterance }) => utterance.studies,
      COUNT,
    ),
    hit_rate: number(
      "share of these that predicted its class",
      ({ utterance }) => utterance.hitRate,
      SHARE,
    ),
    probability: number(
      "mean of their probabilities of its class",
      ({ utterance }) => utterance.probability,
      SHARE,
    ),
    listener_rate: number(
      "share of listeners who named its class; empty without listeners",
      ({ utterance }) => utterance.heard?.rate ?? null,
      SHARE,
    ),
    listener_votes: integer(
      "answers of listeners; empty without listeners and for EmoDB, which had 20 or 21",
      ({ utterance: { heard } }) => heard?.votes ? sum(heard.votes) : null,
      COUNT,
    ),
    listeners_right: flag(
      "its class got more of the listeners' answers than any other; empty where it ties for first place or the votes are unknown",
      ({ utterance }) => utterance.heard?.majorityRight ?? null,
    ),
  },
});

/** Rows of {@linkcode UTTERANCES}. */
export function utteranceRows(run: RunData): UtteranceRow[] {
  return testedConditions(run).flatMap((condition) =>
    condition.utterances.map((utterance) => ({ condition, utterance }))
  );
}
