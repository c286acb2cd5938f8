/**
 * Expected best of k, from n values that could have come in any order (random
 * search, or final scores of repeats; not the trials of a model-based optimizer).
 *
 * Notation
 *   x_(i)   values from worst to best, i = 1..n
 *   v       with replacement, biased low     u   without, unbiased
 *
 * Sources: Dodge et al. 2019, "Show Your Work" (v); Tang et al. 2020, "Showing
 * Your Work Doesn't Always Work" (u).
 *
 * @module
 */
import { percentileInterval, replicates, type Resamples } from "./bootstrap.ts";
import { sum } from "./sums.ts";
import {
  DEFAULT_LEVEL,
  type Direction,
  type Interval,
  NO_INTERVAL,
} from "./types.ts";

/** Result of {@linkcode expectedBestOfK}, one entry for each k. */
export interface ExpectedBest {
  /** Dodge's estimate; `null` of no values. */
  readonly v: (number | null)[];
  /** Spread of the best of k under v; not a standard error. */
  readonly vSd: (number | null)[];
  /** Tang's unbiased estimate; `null` for k above n. Near n it rests on one or two values. */
  readonly u: (number | null)[];
}

/**
 * Expected best of k values.
 *
 * @param values Values in any order
 * @param k Numbers of trials, each an integer of at least 1
 * @throws {RangeError} If a k is not such an integer
 */
export function expectedBestOfK(
  values: readonly number[],
  k: readonly number[],
  direction: Direction,
): ExpectedBest {
  const wrong = k.find((size) => !Number.isInteger(size) || size < 1);
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot take the best of k: found k = ${wrong}, expected an integer of at least 1`,
    );
  }
  const n = values.length;
  if (n === 0) {
    const none = k.map(() => null);
    return { v: none, vSd: none, u: none };
  }
  const worse = direction === "maximize" ? 1 : -1;
  const x = values.toSorted((a, b) => worse * (a - b));
  const withReplacement = k.map((size) => replacedMoments(x, size));
  return {
    v: withReplacement.map(({ mean }) => mean),
    vSd: withReplacement.map(({ sd }) => sd),
    u: k.map((size) => expectedOfBest(x, size)),
  };
}

/**
 * Percentile interval of the unbiased estimate over resampled values; `null` for
 * k above n. It is too narrow for k near n, where one or two values decide.
 *
 * @throws {RangeError} If k is not an integer of at least 1
 */
export function bestOfKInterval(
  values: readonly number[],
  k: number,
  direction: Direction,
  resamples: Resamples,
  level: number = DEFAULT_LEVEL,
): Interval {
  if (k > values.length) return NO_INTERVAL;
  const best = (sample: Float64Array) =>
    expectedBestOfK([...sample], [k], direction).u[0] ?? NaN;
  return percentileInterval(replicates(values, best, resamples), level);
}

/** Mean and spread of the best of k drawn with replacement. */
function replacedMoments(
  x: readonly number[],
  k: number,
): { mean: number; sd: number } {
  const n = x.length;
  const weights = x.map((_, i) => ((i + 1) / n) ** k - (i / n) ** k);
  const mean = sum(x.map((value, i) => weights[i] * value));
  const variance = sum(x.map((value, i) => weights[i] * (value - mean) ** 2));
  return { mean, sd: Math.sqrt(variance) };
}

/**
 * Mean over all subsets of size k of the value that goes with the best member:
 * Tang's estimate where the values are what is selected by, and what selection
 * brings where they are of another kind, such as scores on a test part.
 *
 * @param values In order from the worst to the best by what is selected by; `null`
 *   for what has no value. Subsets whose best has none are left out
 * @param k At least 1
 * @returns `null` for k above the number of values, and where no subset has a value
 */
export function expectedOfBest(
  values: readonly (number | null)[],
  k: number,
): number | null {
  const n = values.length;
  if (k > n) return null;
  // C(i - 1, k - 1) / C(n, k), the share of subsets whose best is number i.
  let share = k / n;
  let missing = 0;
  const terms: number[] = [];
  for (let i = n; i >= k; i--) {
    const value = values[i - 1];
    if (value === null) missing += share;
    else terms.push(share * value);
    share *= (i - k) / (i - 1);
  }
  return terms.length === 0 ? null : sum(terms) / (1 - missing);
}
