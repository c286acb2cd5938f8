/**
 * Scores of a classifier.
 *
 * @module
 */
import { mean } from "./sums.ts";

/** Result of {@linkcode classification}; scores are `null` of no utterances. */
export interface ClassificationScores {
  /** Number of utterances. */
  readonly n: number;
  /** Counts, rows = truth, columns = prediction; shape (classes, classes). */
  readonly matrix: number[][];
  /** Share right. */
  readonly accuracy: number | null;
  /** Mean recall over the classes that occur in the truth. */
  readonly balancedAccuracy: number | null;
  /** Mean F1 over the classes that occur in truth or prediction. */
  readonly macroF1: number | null;
  /** Classes that do not occur in the truth: the mean is over fewer then. */
  readonly absent: number;
}

/**
 * Scores predictions against the truth.
 *
 * @param truth Class of each utterance, 0..classes-1
 * @param predicted Predicted class of each
 * @throws {RangeError} If the lists differ in length or a class is out of range
 *
 * Source: scikit-learn 1.9.1 `balanced_accuracy_score`,
 * `f1_score(average="macro", zero_division=0)`.
 */
export function classification(
  truth: readonly number[],
  predicted: readonly number[],
  classes: number,
): ClassificationScores {
  if (truth.length !== predicted.length) {
    throw new RangeError(
      `Cannot score predictions: found ${predicted.length} for ${truth.length} utterances, expected one each`,
    );
  }
  const matrix = Array.from(
    { length: classes },
    () => new Array<number>(classes).fill(0),
  );
  truth.forEach((t, i) => {
    const p = predicted[i];
    if (matrix[t]?.[p] === undefined) {
      throw new RangeError(
        `Cannot score predictions: found class ${t} predicted as ${p} at ${i}, expected classes 0 to ${
          classes - 1
        }`,
      );
    }
    matrix[t][p]++;
  });
  const n = truth.length;
  const total = (counts: readonly number[]) =>
    counts.reduce((all, count) => all + count, 0);
  const rows = matrix.map(total);
  const columns = matrix.map((_, c) => total(matrix.map((row) => row[c])));
  const right = matrix.map((row, c) => row[c]);
  const meanWhere = (weights: readonly number[], part: (c: number) => number) =>
    mean(weights.flatMap((weight, c) => weight > 0 ? part(c) / weight : []));
  const scores = n === 0
    ? { accuracy: null, balancedAccuracy: null, macroF1: null }
    : {
      accuracy: total(right) / n,
      balancedAccuracy: meanWhere(rows, (c) => right[c]),
      macroF1: meanWhere(
        rows.map((row, c) => row + columns[c]),
        (c) => 2 * right[c],
      ),
    };
  return {
    n,
    matrix,
    ...scores,
    absent: rows.filter((row) => row === 0).length,
  };
}
