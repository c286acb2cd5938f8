/**
 * What a perception test comes to: recall by class and balanced.
 *
 * Notation
 *   r_i        share of the listeners of recording i who named its emotion
 *   k_i, n_i   right answers, all answers
 *
 * Intervals are over recordings, as if these were drawn anew from each class:
 * Student's t by class, joined over classes by their squares. Recordings of one
 * speaker are not independent. None is over listeners: neither EmoDB's rates nor
 * CREMA-D's counts say who answered.
 *
 * @module
 */
import type {
  Baseline,
  BaselineMeasure,
  BaselineName,
  HeardRecording,
} from "../../corpora/listeners/types.ts";
import type { Emotion } from "../../corpora/types.ts";
import { studentTInterval } from "../stats/describe.ts";
import { type BoundedEstimate, meanOfEstimates } from "../stats/mover.ts";
import { mean, sum } from "../stats/sums.ts";

/**
 * All baselines of a perception test.
 *
 * @param recordings At least one of each class; two for an interval
 * @param classes In the order of the result
 */
export function baselinesOf(
  recordings: readonly HeardRecording[],
  classes: readonly Emotion[],
): Baseline[] {
  const voted = recordings.every(({ votes }) => votes !== null);
  const measures: BaselineMeasure[] = voted
    ? ["recordings", "votes", "majority"]
    : ["recordings"];
  const sets: [BaselineName, readonly HeardRecording[]][] = [
    ["test", recordings],
    ["released", recordings.filter(({ released }) => released)],
  ];
  return sets.flatMap(([baseline, set]) =>
    measures.flatMap((measure) => {
      const recall = (of: readonly HeardRecording[]) =>
        recallOf(measureValues(of, measure, classes));
      const byClass = classes.map((emotion) =>
        set.filter((recording) => recording.emotion === emotion)
      );
      const parts = byClass.map(recall);
      return [
        ...classes.map((emotion, c) =>
          [emotion, byClass[c].length, parts[c]] as const
        ),
        ["balanced", set.length, meanOfEstimates(parts)] as const,
        ["all", set.length, recall(set)] as const,
      ].map(([name, n, { estimate, low, high }]) => ({
        baseline,
        measure,
        class: name,
        n,
        rate: estimate,
        low,
        high,
      }));
    })
  );
}

function recallOf(values: readonly number[]): BoundedEstimate {
  return { estimate: mean(values), ...studentTInterval(values) };
}

/** Values whose mean is the measure, one for each recording. */
function measureValues(
  recordings: readonly HeardRecording[],
  measure: BaselineMeasure,
  classes: readonly Emotion[],
): number[] {
  if (measure === "recordings") return recordings.map(({ rate }) => rate);
  const right = recordings.map(({ emotion, votes }) =>
    votes![classes.indexOf(emotion)]
  );
  if (measure === "majority") {
    return recordings.map(({ votes }, i) => {
      const most = Math.max(...votes!);
      const first = votes!.filter((count) => count === most).length;
      return right[i] === most ? 1 / first : 0;
    });
  }
  // Pooled: a ratio of sums, linearised. Its value r, plus residuals of mean 0
  // whose spread is the ratio's: (k_i - r n_i) over the mean of n.
  const all = recordings.map(({ votes }) => sum(votes!));
  const ratio = sum(right) / sum(all);
  const answers = mean(all);
  return right.map((k, i) => ratio + (k - ratio * all[i]) / answers);
}
