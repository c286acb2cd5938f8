/**
 * Variance components of one factor: groups of repeats.
 *
 * @module
 */
import { fUpper } from "./distributions.ts";
import { mean, sum, sumOfSquares } from "./sums.ts";

/** Result of {@linkcode varianceComponentsOneway}; `null` without repeats. */
export interface OnewayComponents {
  /** Mean square between groups. */
  readonly msBetween: number | null;
  /** Mean square within groups. */
  readonly msWithin: number | null;
  /** Component between groups; negative when estimated so. */
  readonly between: number | null;
  /** Component within groups. */
  readonly within: number | null;
  /** Intraclass correlation. */
  readonly icc: number | null;
  /** Ratio of the mean squares. */
  readonly f: number | null;
  /** Its p-value. */
  readonly p: number | null;
}

/**
 * ANOVA estimates of a balanced one-way random model.
 *
 * @param groups Values, shape (a, r)
 * @throws {RangeError} If the groups differ in size
 *
 * Source: Searle, Casella and McCulloch 1992, "Variance Components".
 */
export function varianceComponentsOneway(
  groups: readonly (readonly number[])[],
): OnewayComponents {
  const a = groups.length;
  const r = groups[0]?.length ?? 0;
  const odd = groups.findIndex((group) => group.length !== r);
  if (odd >= 0) {
    throw new RangeError(
      `Cannot separate variances: found ${
        groups[odd].length
      } values in group ${odd} and ${r} in group 0, expected equal sizes`,
    );
  }
  const means = groups.map(mean);
  const msBetween = a < 2 || r === 0
    ? null
    : r * sumOfSquares(means, mean(groups.flat())) / (a - 1);
  const msWithin = a < 1 || r < 2
    ? null
    : sum(groups.map((group, i) => sumOfSquares(group, means[i]))) /
      (a * (r - 1));
  const known = msBetween !== null && msWithin !== null;
  const spread = known && msWithin > 0;
  const f = spread ? msBetween / msWithin : null;
  return {
    msBetween,
    msWithin,
    between: known ? (msBetween - msWithin) / r : null,
    within: msWithin,
    icc: spread
      ? (msBetween - msWithin) / (msBetween + (r - 1) * msWithin)
      : null,
    f,
    p: f === null ? null : fUpper(f, a - 1, a * (r - 1)),
  };
}
