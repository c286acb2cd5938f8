/**
 * Bootstrap intervals: percentile, BCa and expanded BCa.
 *
 * Notation
 *   n, B    values, resamples              theta   statistic of the values
 *   d_b     statistic of resample b        a       tail level, (1 - level) / 2
 *   z0      bias correction: normal quantile of the share of d below theta
 *   u_i     mean of the leave-one-out statistics minus the i-th
 *
 * Sources: Efron 1987, "Better Bootstrap Confidence Intervals"; Hesterberg
 * 2015, "What Teachers Should Know About the Bootstrap" (expanded levels: plain
 * intervals are too narrow by sqrt((n - 1) / n) and by z in place of t).
 *
 * @module
 */
import {
  normalCdf,
  normalQuantile,
  studentTQuantile,
} from "./distributions.ts";
import { quantileOfSorted } from "./quantile.ts";
import { isConstant, mean, ROUNDING, sum } from "./sums.ts";
import {
  DEFAULT_LEVEL,
  type Interval,
  NO_INTERVAL,
  type RandomStream,
} from "./types.ts";

/**
 * A statistic of a sample. The array is lent for the call and may be sorted in
 * place. To resample something else than numbers, resample their indices.
 */
export type Statistic = (sample: Float64Array) => number;

/** Which values each resample takes. */
export interface Resamples {
  /** Number of resamples B. */
  readonly count: number;
  /** Index of the next value, resample after resample. */
  readonly nextIndex: () => number;
}

/** Fresh resamples of n values from a stream. */
export function drawnResamples(
  n: number,
  count: number,
  stream: RandomStream,
): Resamples {
  return { count, nextIndex: () => Math.floor(stream.random() * n) };
}

/**
 * Resamples that were recorded, so that another program can be compared.
 *
 * @param indices Indices of each resample, shape (B, n)
 */
export function recordedResamples(
  indices: readonly (readonly number[])[],
): Resamples {
  const flat = indices.flat();
  let used = 0;
  return { count: indices.length, nextIndex: () => flat[used++] };
}

/** Arithmetic mean as a {@linkcode Statistic}. */
export function sampleMean(sample: Float64Array): number {
  let total = 0;
  for (let i = 0; i < sample.length; i++) total += sample[i];
  return total / sample.length;
}

/** Median as a {@linkcode Statistic}. */
export function sampleMedian(sample: Float64Array): number {
  return quantileOfSorted(sample.sort(), 0.5);
}

/** The statistic of every resample, ascending; shape (B). */
export function replicates(
  values: readonly number[],
  statistic: Statistic,
  { count, nextIndex }: Resamples,
): Float64Array {
  const from = Float64Array.from(values);
  const sample = new Float64Array(values.length);
  const found = new Float64Array(count);
  for (let b = 0; b < count; b++) {
    for (let i = 0; i < sample.length; i++) sample[i] = from[nextIndex()];
    found[b] = statistic(sample);
  }
  return found.sort();
}

/** Percentile interval of replicates in ascending order; `null` of none. */
export function percentileInterval(
  sortedReplicates: Float64Array,
  level: number = DEFAULT_LEVEL,
): Interval {
  if (sortedReplicates.length === 0) return NO_INTERVAL;
  const tail = (1 - level) / 2;
  return {
    low: quantileOfSorted(sortedReplicates, tail),
    high: quantileOfSorted(sortedReplicates, 1 - tail),
  };
}

/** Three bootstrap intervals of one statistic. */
export interface BootstrapCi {
  /** The statistic of the values; `null` of no values. */
  readonly estimate: number | null;
  /** Lower end of the percentile interval. */
  readonly percentileLow: number | null;
  /** Upper end of the percentile interval. */
  readonly percentileHigh: number | null;
  /** Bias correction; `null` when degenerate or infinite. */
  readonly z0: number | null;
  /** Acceleration; `null` when degenerate. */
  readonly acceleration: number | null;
  /** Lower end of the BCa interval. */
  readonly bcaLow: number | null;
  /** Upper end of the BCa interval. */
  readonly bcaHigh: number | null;
  /** Lower end of the expanded BCa interval. */
  readonly expandedLow: number | null;
  /** Upper end of the expanded BCa interval. */
  readonly expandedHigh: number | null;
  /** True for fewer than two values and for equal ones: there is nothing to resample. */
  readonly degenerate: boolean;
}

/**
 * Bootstrap intervals of a statistic. At n = 5 the expanded tail level is
 * 0.00095: at least 10 000 resamples are needed for it.
 *
 * @param values The resampled units (studies, speakers), or their indices
 * @param statistic Such as {@linkcode sampleMean}
 * @param resamples Drawn or recorded
 * @param level Two-sided confidence level
 */
export function bootstrapCi(
  values: readonly number[],
  statistic: Statistic,
  resamples: Resamples,
  level: number = DEFAULT_LEVEL,
): BootstrapCi {
  const n = values.length;
  if (n < 2 || isConstant(values)) return degenerate(values);
  const estimate = statistic(Float64Array.from(values));
  const found = replicates(values, statistic, resamples);
  const percentile = percentileInterval(found, level);
  const z0 = biasCorrection(found, estimate);
  const acceleration = accelerationOf(values, statistic);
  const tail = (1 - level) / 2;
  const ends = (z: number): Interval =>
    z0 === null ? NO_INTERVAL : {
      low: quantileOfSorted(found, correctedLevel(z0, acceleration, -z)),
      high: quantileOfSorted(found, correctedLevel(z0, acceleration, z)),
    };
  const bca = ends(normalQuantile(1 - tail));
  const expanded = ends(
    Math.sqrt(n / (n - 1)) * studentTQuantile(1 - tail, n - 1),
  );
  return {
    estimate,
    percentileLow: percentile.low,
    percentileHigh: percentile.high,
    z0,
    acceleration,
    bcaLow: bca.low,
    bcaHigh: bca.high,
    expandedLow: expanded.low,
    expandedHigh: expanded.high,
    degenerate: false,
  };
}

function degenerate(values: readonly number[]): BootstrapCi {
  const estimate = values.length === 0 ? null : values[0];
  const end = values.length < 2 ? null : estimate;
  return {
    estimate,
    percentileLow: end,
    percentileHigh: end,
    z0: null,
    acceleration: null,
    bcaLow: end,
    bcaHigh: end,
    expandedLow: end,
    expandedHigh: end,
    degenerate: true,
  };
}

/**
 * z0, ties counted half; `null` when every replicate lies on one side. Means
 * that differ by rounding are ties: the order of summation must not decide.
 */
function biasCorrection(found: Float64Array, estimate: number): number | null {
  const slack = ROUNDING * Math.max(1, Math.abs(estimate));
  let below = 0;
  let notAbove = 0;
  for (const d of found) {
    if (d < estimate - slack) below++;
    if (d <= estimate + slack) notAbove++;
  }
  const z0 = normalQuantile((below + notAbove) / (2 * found.length));
  return Number.isFinite(z0) ? z0 : null;
}

/** Sum of u^3 over 6 (sum of u^2)^1.5; 0 when all leave-one-out statistics are equal. */
function accelerationOf(
  values: readonly number[],
  statistic: Statistic,
): number {
  const left = values.map((_, i) =>
    statistic(Float64Array.from(values.toSpliced(i, 1)))
  );
  if (isConstant(left)) return 0;
  const centre = mean(left);
  const u = left.map((x) => centre - x);
  return sum(u.map((x) => x ** 3)) / (6 * sum(u.map((x) => x * x)) ** 1.5);
}

/** Level of the replicates' quantile that corrects a normal quantile z. */
function correctedLevel(z0: number, acceleration: number, z: number): number {
  const w = z0 + z;
  const room = 1 - acceleration * w;
  if (room <= 0) return w > 0 ? 1 : 0;
  return normalCdf(z0 + w / room);
}
