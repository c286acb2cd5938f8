import { mean, sum } from "../stats/sums.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, defineTable, integer, number, SHARE, text } from "./table.ts";
import {
  type TestedCondition,
  testedConditions,
  type TestedUtterance,
} from "./tested.ts";

/** How often utterances of one class are taken for another. */
export interface ConfusionRow {
  /** The condition. */
  readonly condition: TestedCondition;
  /** Class that was meant. */
  readonly truth: string;
  /** Class that was answered. */
  readonly answer: string;
  /** Different utterances of the class that was meant. */
  readonly utterances: number;
  /** Predictions of this answer, over all studies. */
  readonly predictions: number;
  /** The model's share of this answer. */
  readonly model: number;
  /** The listeners' share on the same utterances; `null` where not all are known. */
  readonly listeners: number | null;
}

/** The model's confusions beside the listeners'. */
export const CONFUSION = defineTable<ConfusionRow>()({
  name: "confusion",
  description:
    "One row is a pair of classes, of an optimizer on a corpus: utterances of the first that were answered as the second, by each study's incumbent on the part that counts (test, else validation). Shares are means over utterances, so that the shares of a class sum to 1 and its own share is the recall in listeners.csv",
  key: [
    "corpus",
    "protocol",
    "encoder",
    "recipe",
    "optimizer",
    "class",
    "answer",
  ],
  columns: {
    ...conditionColumns<ConfusionRow>((row) => row.condition.study),
    class: text("class of the utterances", (row) => row.truth),
    answer: text("class they are taken for", (row) => row.answer),
    n_studies: integer(
      "studies whose incumbents are counted",
      (row) => row.condition.studies,
      COUNT,
    ),
    n_utterances: integer(
      "different utterances of the class that were tested",
      (row) => row.utterances,
      COUNT,
    ),
    predictions: integer(
      "predictions of this answer, over utterances and studies",
      (row) => row.predictions,
      COUNT,
    ),
    model: number(
      "the model's share of this answer: mean over utterances of the share of studies",
      (row) => row.model,
      SHARE,
    ),
    listeners: number(
      "the listeners' share of this answer: mean over the same utterances of the share of votes; of EmoDB only right answers are known; empty without listeners",
      (row) => row.listeners,
      SHARE,
    ),
  },
});

/** Rows of {@linkcode CONFUSION}; classes that were not tested have none. */
export function confusionRows(run: RunData): ConfusionRow[] {
  return testedConditions(run).flatMap((condition) =>
    condition.classes.flatMap((truth, t) => {
      const utterances = condition.utterances.filter((u) => u.truth === t);
      if (utterances.length === 0) return [];
      return condition.classes.map((answer, a) => ({
        condition,
        truth,
        answer,
        utterances: utterances.length,
        predictions: sum(utterances.map(({ predicted }) => predicted[a])),
        model: mean(
          utterances.map(({ predicted, studies }) => predicted[a] / studies),
        ),
        listeners: heardAs(condition, utterances, answer),
      }));
    })
  );
}

/** The listeners' share of an answer; `null` unless it is known of every utterance. */
function heardAs(
  { listeners, classes }: TestedCondition,
  utterances: readonly TestedUtterance[],
  answer: string,
): number | null {
  const column = listeners?.classes.findIndex((name) => name === answer) ?? -1;
  const shares = utterances.map(({ heard, truth }) => {
    if (!heard) return null;
    if (classes[truth] === answer) return heard.rate;
    return heard.votes && column >= 0
      ? heard.votes[column] / sum(heard.votes)
      : null;
  });
  return shares.every((share) => share !== null) ? mean(shares) : null;
}
