/**
 * Mean of values of crossed factors, such as the seeds of search, training and split.
 *
 * @module
 */
import {
  studentTQuantile,
  studentTTwoSided,
  studentTUpper,
} from "./distributions.ts";
import { isConstant, mean, standardDeviation, sum } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval } from "./types.ts";

/** Result of {@linkcode crossedMean}. */
export interface CrossedMean extends Interval {
  /** Mean of the values. */
  readonly mean: number;
  /** Its standard error. */
  readonly se: number;
  /** Degrees of freedom of the error, after Satterthwaite. */
  readonly df: number;
  /** Two-sided p-value of a mean of 0. */
  readonly p: number;
}

/**
 * Variance of the mean that the levels of one factor account for: that of the
 * levels' means, over their number. 0 of one level.
 *
 * @param levels Level of each value
 */
export function varianceOverLevels(
  values: readonly number[],
  levels: readonly number[],
): number {
  const groups = Map.groupBy(values.map((_, i) => i), (i) => levels[i]);
  const means = [...groups.values()].map((group) =>
    mean(group.map((i) => values[i]))
  );
  return means.length < 2 ? 0 : standardDeviation(means) ** 2 / means.length;
}

/**
 * Student's t of the mean over crossed factors whose levels are all a sample. The
 * variances over each factor's levels add up: values of one level of any factor
 * depend on each other, whichever factor it is. Noise is counted once for each
 * factor, so that the error is too large, never too small, where nothing but noise
 * is left.
 *
 * @param factors For each factor the level of each value
 * @returns `null` where no factor has a variance
 *
 * Source: Cameron, Gelbach and Miller 2011, "Robust Inference With Multiway
 * Clustering", without the terms that are subtracted, which can turn the variance
 * negative; degrees of freedom after Satterthwaite 1946.
 */
export function crossedMean(
  values: readonly number[],
  factors: readonly (readonly number[])[],
  level: number = DEFAULT_LEVEL,
): CrossedMean | null {
  if (isConstant(values)) return null;
  const parts = factors.map((levels) => ({
    variance: varianceOverLevels(values, levels),
    df: new Set(levels).size - 1,
  })).filter(({ variance }) => variance > 0);
  const variance = sum(parts.map((part) => part.variance));
  if (variance <= 0) return null;
  const df = variance ** 2 /
    sum(parts.map((part) => part.variance ** 2 / part.df));
  const se = Math.sqrt(variance);
  const centre = mean(values);
  const half = studentTQuantile((1 + level) / 2, df) * se;
  return {
    mean: centre,
    se,
    df,
    p: studentTTwoSided(centre / se, df),
    low: centre - half,
    high: centre + half,
  };
}

/** Posterior probabilities of a mean difference: below, within and above a region. */
export interface RegionPosterior {
  /** Below the region. */
  readonly pLeft: number;
  /** Within it. */
  readonly pRope: number;
  /** Above it. */
  readonly pRight: number;
}

/**
 * Posterior of a mean difference, Student's t about its estimate (flat prior).
 *
 * @param rope Half width of the region in which a difference does not matter
 *
 * Source: Corani and Benavoli 2015, "A Bayesian Approach for Comparing
 * Cross-Validated Algorithms on Multiple Data Sets", for one data set.
 */
export function meanPosterior(
  { mean, se, df }: Pick<CrossedMean, "mean" | "se" | "df">,
  rope: number,
): RegionPosterior {
  const pLeft = studentTUpper((mean + rope) / se, df);
  const pRight = studentTUpper((rope - mean) / se, df);
  return { pLeft, pRope: 1 - pLeft - pRight, pRight };
}
