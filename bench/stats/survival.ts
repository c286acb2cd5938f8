/**
 * Time to a threshold when some studies never reach it (right-censoring).
 *
 * Notation
 *   t_j, d_j, n_j   event times, events and studies at risk there
 *   S(t)            probability of not having reached the threshold by t
 *
 * Sources: Kaplan and Meier 1958; Greenwood 1926; Kalbfleisch and Prentice 1980
 * (log-log interval); R 4.2.2 survival 3.5-3 (restricted mean and its error).
 *
 * @module
 */
import { normalQuantile, studentTQuantile } from "./distributions.ts";
import { ROUNDING, sum } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** Result of {@linkcode kaplanMeier}. */
export interface SurvivalCurve {
  /** Number of studies. */
  readonly n: number;
  /** Times at which a study reached the threshold, ascending; shape (m). */
  readonly eventTimes: number[];
  /** Studies at risk at each; a study censored at t is at risk at t. */
  readonly atRisk: number[];
  /** Studies that reached it at each. */
  readonly events: number[];
  /** S just after each. */
  readonly survival: number[];
  /** Lower ends of the pointwise log-log interval; `null` where S is 0 or 1. */
  readonly survivalLow: (number | null)[];
  /** Upper ends. */
  readonly survivalHigh: (number | null)[];
  /** Smallest event time with S <= 1/2; `null` when fewer than half reach it. */
  readonly median: number | null;
  /** Area under S up to tau; `null` of no studies. */
  readonly restrictedMean: number | null;
  /** Its standard error; 0 when no study reached the threshold. */
  readonly restrictedMeanSe: number | null;
}

/**
 * Kaplan-Meier curve, its median and its restricted mean.
 *
 * @param times Time of the event or of censoring of each study
 * @param reached True where the time is that of the event
 * @param tau End of the restricted mean; S is held after the last time
 * @param level Level of the pointwise intervals
 * @throws {RangeError} If the lists differ in length
 */
export function kaplanMeier(
  times: readonly number[],
  reached: readonly boolean[],
  tau: number,
  level: number = DEFAULT_LEVEL,
): SurvivalCurve {
  checkSameLength(times, reached);
  const eventTimes = distinctEventTimes(times, reached);
  const atRisk = eventTimes.map((t) => times.filter((x) => x >= t).length);
  const events = eventTimes.map((t) =>
    times.filter((x, i) => x === t && reached[i]).length
  );
  const survival: number[] = [];
  const intervals: Interval[] = [];
  const z = normalQuantile((1 + level) / 2);
  let s = 1;
  let greenwood = 0;
  atRisk.forEach((n, j) => {
    s *= (n - events[j]) / n;
    greenwood += events[j] / (n * (n - events[j]));
    survival.push(s);
    intervals.push(s === 0 ? NO_INTERVAL : logLogInterval(s, greenwood, z));
  });
  const half = survival.findIndex((value) => value <= 0.5 + ROUNDING);
  return {
    n: times.length,
    eventTimes,
    atRisk,
    events,
    survival,
    survivalLow: intervals.map(({ low }) => low),
    survivalHigh: intervals.map(({ high }) => high),
    median: half < 0 ? null : eventTimes[half],
    ...times.length === 0
      ? { restrictedMean: null, restrictedMeanSe: null }
      : restrictedMean({ eventTimes, atRisk, events, survival }, tau),
  };
}

/** S^exp(-w) to S^exp(w), w = z sqrt(Greenwood's sum) / ln S. */
function logLogInterval(s: number, greenwood: number, z: number): Interval {
  const w = z * Math.sqrt(greenwood) / Math.log(s);
  return { low: s ** Math.exp(-w), high: s ** Math.exp(w) };
}

function restrictedMean(
  { eventTimes, atRisk, events, survival }: Pick<
    SurvivalCurve,
    "eventTimes" | "atRisk" | "events" | "survival"
  >,
  tau: number,
): Pick<SurvivalCurve, "restrictedMean" | "restrictedMeanSe"> {
  const within = eventTimes.filter((t) => t < tau);
  const knots = [0, ...within, tau];
  const heights = [1, ...survival.slice(0, within.length)];
  const pieces = heights.map((s, i) => s * (knots[i + 1] - knots[i]));
  /** Area under S from event time j to tau. */
  const areaFrom = (j: number) => sum(pieces.slice(j + 1));
  const variance = sum(within.map((_, j) => {
    const left = atRisk[j] - events[j];
    return left === 0 ? 0 : areaFrom(j) ** 2 * events[j] / (atRisk[j] * left);
  }));
  return {
    restrictedMean: sum(pieces),
    restrictedMeanSe: Math.sqrt(variance),
  };
}

/** Fewest studies with an interval of the restricted mean. */
const RESTRICTED_MEAN_FROM_N = 10;

/**
 * Interval of the restricted mean: t(n - 1) sqrt(n / (n - 1)) standard errors
 * (with censoring at tau alone this is Student's interval of min(T, tau));
 * `null` below 10 studies.
 */
export function restrictedMeanInterval(
  { n, restrictedMean, restrictedMeanSe }: SurvivalCurve,
  level: number = DEFAULT_LEVEL,
): Interval {
  if (
    restrictedMean === null || restrictedMeanSe === null ||
    n < RESTRICTED_MEAN_FROM_N
  ) return NO_INTERVAL;
  const half = studentTQuantile((1 + level) / 2, n - 1) *
    Math.sqrt(n / (n - 1)) * restrictedMeanSe;
  return { low: restrictedMean - half, high: restrictedMean + half };
}

/** Distinct times of events, ascending. */
export function distinctEventTimes(
  times: readonly number[],
  reached: readonly boolean[],
): number[] {
  return [...new Set(times.filter((_, i) => reached[i]))]
    .sort((a, b) => a - b);
}

/** @throws {RangeError} If there is not one entry of each for every study */
export function checkSameLength(
  times: readonly number[],
  ...others: readonly (readonly unknown[])[]
): void {
  for (const other of others) {
    if (other.length !== times.length) {
      throw new RangeError(
        `Cannot follow studies to their end: found ${times.length} and ${other.length} entries, expected one of each for every study`,
      );
    }
  }
}
