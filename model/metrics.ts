import type { Score } from "./types.ts";

/** What the model said about one recording, before it is judged. */
export interface Answer {
  /** Name of the recording. */
  readonly id: string;
  /** True class. */
  readonly truth: number;
  /** Log-softmax output; shape (classes). */
  readonly logProbabilities: ArrayLike<number>;
}

/** Index of the largest value, the lowest on ties; 0 if none compares. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[best]) best = i;
  }
  return best;
}

/**
 * Scores the answers to a set of recordings.
 *
 * Recall, precision and F1 are taken by class over the classes that occur;
 * BCA is the mean recall (scikit-learn's `balanced_accuracy_score`), macro-F1
 * the mean F1 (`f1_score` with `average="macro"` and `labels` = those classes,
 * `zero_division=0`).
 *
 * @param answers At least one
 * @param classes Number of classes
 * @throws {RangeError} If there are no answers
 */
export function scoreOf(
  answers: readonly Answer[],
  classes: number,
): Score {
  if (answers.length === 0) {
    throw new RangeError(
      "Cannot score answers: found none, expected at least one",
    );
  }
  const predictions = answers.map(({ id, truth, logProbabilities }) => ({
    id,
    truth,
    predicted: argmax(logProbabilities),
    probabilities: Array.from(logProbabilities, (x) => Math.exp(x)),
  }));
  const confusion = Array.from(
    { length: classes },
    () => new Array<number>(classes).fill(0),
  );
  for (const { truth, predicted } of predictions) {
    confusion[truth][predicted]++;
  }
  const truths = confusion.map(sum);
  const guesses = confusion.map((_, c) => sum(confusion.map((row) => row[c])));
  const all = truths.map((_, c) => c);
  const present = all.filter((c) => truths[c] > 0);
  const bca = mean(present.map((c) => confusion[c][c] / truths[c]));
  return {
    bca,
    accuracy: sum(present.map((c) => confusion[c][c])) / predictions.length,
    // F1 = 2 hits / (said + true), which is 0 without hits
    macro_f1: mean(
      present.map((c) => 2 * confusion[c][c] / (truths[c] + guesses[c])),
    ),
    loss: -mean(answers.map((a) => a.logProbabilities[a.truth])),
    absent_classes: all.filter((c) => truths[c] === 0),
    collapsed: guesses.filter((n) => n > 0).length === 1 ||
      bca <= 1 / present.length,
    confusion,
    predictions,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
