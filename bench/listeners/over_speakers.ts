/**
 * Intervals over speakers, whose utterances are not independent: each speaker is
 * left out in turn (delete-one jackknife, Efron and Stein 1981), with Student's t
 * of one less than the number of speakers.
 *
 * @module
 */
import { studentTQuantile } from "../stats/distributions.ts";
import { isConstant, mean, sumOfSquares } from "../stats/sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "../stats/types.ts";

/** An estimate with its interval over speakers. */
export interface SpeakerEstimate extends Interval {
  /** The estimate. */
  readonly estimate: number;
}

/** Fewest speakers that an interval can be over. */
const FEWEST_SPEAKERS = 5;

/**
 * A statistic of utterances by class with its interval. There is none below five
 * speakers, where a class is one speaker's alone, and where nothing varies.
 *
 * @param classes Utterances of each class, at least one of each
 * @param speakerOf Speaker of an utterance
 */
export function overSpeakers<Utterance>(
  classes: readonly (readonly Utterance[])[],
  speakerOf: (utterance: Utterance) => string,
  statistic: (classes: readonly (readonly Utterance[])[]) => number,
): SpeakerEstimate {
  const estimate = statistic(classes);
  const none = { estimate, ...NO_INTERVAL };
  const speakers = [...new Set(classes.flat().map(speakerOf))];
  const n = speakers.length;
  if (n < FEWEST_SPEAKERS) return none;
  const without = speakers.map((speaker) =>
    classes.map((of) => of.filter((one) => speakerOf(one) !== speaker))
  );
  if (without.flat().some((of) => of.length === 0)) return none;
  const values = without.map(statistic);
  if (isConstant(values)) return none;
  const se = Math.sqrt((n - 1) / n * sumOfSquares(values, mean(values)));
  const half = studentTQuantile((1 + DEFAULT_LEVEL) / 2, n - 1) * se;
  return { estimate, low: estimate - half, high: estimate + half };
}
