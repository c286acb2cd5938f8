/**
 * t test for differences over repeated random splits of one corpus, whose
 * training sets overlap.
 *
 * @module
 */
import { studentTQuantile, studentTTwoSided } from "./distributions.ts";
import { isConstant, mean, standardDeviation } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval, NO_INTERVAL } from "./types.ts";

/** Result of {@linkcode correctedResampledT}. */
export interface CorrectedT extends Interval {
  /** Number of splits. */
  readonly n: number;
  /** Mean difference. */
  readonly mean: number | null;
  /** Its corrected standard error. */
  readonly se: number | null;
  /** Mean over standard error; `null` when all differences are equal. */
  readonly t: number | null;
  /** Degrees of freedom. */
  readonly df: number | null;
  /** Two-sided p-value. */
  readonly p: number | null;
}

/**
 * Student's t with the variance (1/n + nTest/nTrain) s^2: splits share training
 * material, so that their differences are not independent.
 *
 * @param differences One for each random split (or r x k folds) of one corpus
 * @param nTest Size of a test part
 * @param nTrain Size of a training part
 * @throws {RangeError} If a size is not above 0
 *
 * Source: Nadeau and Bengio 2003, "Inference for the Generalization Error".
 */
export function correctedResampledT(
  differences: readonly number[],
  nTest: number,
  nTrain: number,
  level: number = DEFAULT_LEVEL,
): CorrectedT {
  if (!(nTest > 0 && nTrain > 0)) {
    throw new RangeError(
      `Cannot correct for overlapping splits: found parts of ${nTest} (test) and ${nTrain} (training), expected sizes above 0`,
    );
  }
  const n = differences.length;
  if (n < 2) {
    return {
      n,
      mean: n === 0 ? null : differences[0],
      se: null,
      t: null,
      df: null,
      p: null,
      ...NO_INTERVAL,
    };
  }
  const centre = mean(differences);
  const df = n - 1;
  if (isConstant(differences)) {
    return {
      n,
      mean: centre,
      se: 0,
      t: null,
      df,
      p: null,
      low: centre,
      high: centre,
    };
  }
  const se = Math.sqrt(1 / n + nTest / nTrain) * standardDeviation(differences);
  const t = centre / se;
  const half = studentTQuantile((1 + level) / 2, df) * se;
  return {
    n,
    mean: centre,
    se,
    t,
    df,
    p: studentTTwoSided(t, df),
    low: centre - half,
    high: centre + half,
  };
}
