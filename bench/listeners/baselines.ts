/**
 * What a perception test comes to: recall by class and balanced.
 *
 * Notation
 *   r_i        share of the listeners of recording i who named its emotion
 *   k_i, n_i   right answers, all answers
 *
 * Intervals are over speakers. None is over listeners: neither EmoDB's rates nor
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
import { mean, sum } from "../stats/sums.ts";
import { overSpeakers } from "./over_speakers.ts";

/**
 * All baselines of a perception test.
 *
 * @param recordings At least one of each class
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
      const rate = rateBy(measure, classes);
      const byClass = classes.map((emotion) =>
        set.filter((recording) => recording.emotion === emotion)
      );
      const recall = (of: readonly (readonly HeardRecording[])[]) =>
        overSpeakers(
          of,
          ({ speaker }) => speaker,
          (of) => mean(of.map(rate)),
        );
      return [
        ...classes.map((emotion, c) =>
          [emotion, byClass[c].length, recall([byClass[c]])] as const
        ),
        ["balanced", set.length, recall(byClass)] as const,
        ["all", set.length, recall([set])] as const,
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

/** The measure of some recordings as a function of them. */
function rateBy(
  measure: BaselineMeasure,
  classes: readonly Emotion[],
): (recordings: readonly HeardRecording[]) => number {
  const right = ({ emotion, votes }: HeardRecording) =>
    votes![classes.indexOf(emotion)];
  if (measure === "recordings") {
    return (recordings) => mean(recordings.map(({ rate }) => rate));
  }
  if (measure === "votes") {
    return (recordings) =>
      sum(recordings.map(right)) /
      sum(recordings.map(({ votes }) => sum(votes!)));
  }
  return (recordings) =>
    mean(recordings.map((recording) => {
      const most = Math.max(...recording.votes!);
      const first = recording.votes!.filter((count) => count === most).length;
      return right(recording) === most ? 1 / first : 0;
    }));
}
