/**
 * Comparison of several optimizers by their ranks in each block (seed, corpus).
 *
 * Notation
 *   n, k     blocks, optimizers
 *   r_ij     rank of optimizer j in block i, 1 = best, midranks for ties
 *   R_j      mean rank of optimizer j
 *
 * Sources: Friedman 1937; Iman and Davenport 1980; Demsar 2006, "Statistical
 * Comparisons of Classifiers over Multiple Data Sets" (Nemenyi's difference).
 *
 * @module
 */
import {
  chiSquareUpper,
  fUpper,
  studentizedRangeQuantile,
} from "./distributions.ts";
import { midranks } from "./midranks.ts";
import { mean, sum, withoutRounding } from "./sums.ts";
import type { Direction } from "./types.ts";

/** Result of {@linkcode friedman}. */
export interface FriedmanTest {
  /** Number of blocks. */
  readonly n: number;
  /** Number of optimizers. */
  readonly k: number;
  /** Mean rank of each optimizer, 1 = best. */
  readonly meanRanks: number[];
  /** Tie-corrected chi-square; `null` when every block is tied. */
  readonly chiSquare: number | null;
  /** Its degrees of freedom. */
  readonly df: number;
  /** Its p-value. */
  readonly p: number | null;
  /** Iman and Davenport's F; `null` in one block and when all blocks agree. */
  readonly imanDavenportF: number | null;
  /** First degrees of freedom of F. */
  readonly fDf1: number;
  /** Second degrees of freedom of F. */
  readonly fDf2: number;
  /** p-value of F. */
  readonly fP: number | null;
  /** Kendall's concordance W in [0, 1]. */
  readonly kendallW: number | null;
}

/** Below this the blocks agree completely and F has no denominator. */
const COMPLETE_AGREEMENT = 1e-9;

/**
 * Friedman's test. A mean rank changes when an optimizer is added; blocks must be
 * complete.
 *
 * @param scores Scores of each optimizer, shape (n, k)
 * @throws {RangeError} If there is no block or the blocks differ in length
 */
export function friedman(
  scores: readonly (readonly number[])[],
  direction: Direction,
): FriedmanTest {
  const n = scores.length;
  const k = scores[0]?.length ?? 0;
  const ragged = scores.findIndex((block) => block.length !== k);
  if (n === 0 || ragged >= 0) {
    throw new RangeError(
      n === 0
        ? "Cannot rank optimizers: found no block, expected at least one"
        : `Cannot rank optimizers: found ${
          scores[ragged].length
        } scores in block ${ragged} and ${k} in block 0, expected complete blocks`,
    );
  }
  const sign = direction === "maximize" ? -1 : 1;
  const ranks = scores.map((block) =>
    midranks(block.map((x) => sign * withoutRounding(x)))
  );
  const meanRanks = scores[0].map((_, j) => mean(ranks.map((r) => r[j])));
  const result = {
    n,
    k,
    meanRanks,
    df: k - 1,
    fDf1: k - 1,
    fDf2: (k - 1) * (n - 1),
  };
  const squares = (values: readonly number[]) =>
    sum(values.map((r) => (r - (k + 1) / 2) ** 2));
  const spread = squares(ranks.flat());
  if (spread === 0) {
    return {
      ...result,
      chiSquare: null,
      p: null,
      imanDavenportF: null,
      fP: null,
      kendallW: null,
    };
  }
  const chiSquare = n * n * (k - 1) * squares(meanRanks) / spread;
  const room = n * (k - 1) - chiSquare;
  const f = room > COMPLETE_AGREEMENT && n > 1
    ? (n - 1) * chiSquare / room
    : null;
  return {
    ...result,
    chiSquare,
    p: chiSquareUpper(chiSquare, k - 1),
    imanDavenportF: f,
    fP: f === null ? null : fUpper(f, result.fDf1, result.fDf2),
    kendallW: chiSquare / (n * (k - 1)),
  };
}

/** Result of {@linkcode nemenyiCriticalDifference}. */
export interface CriticalDifference {
  /** Studentised range quantile over the square root of 2. */
  readonly q: number;
  /** Mean ranks further apart than this differ. */
  readonly criticalDifference: number;
}

/**
 * Nemenyi's critical difference of mean ranks.
 *
 * @param k Optimizers, at least 2
 * @param n Blocks, at least 1
 * @param alpha Level of the family of all pairs
 * @throws {RangeError} If k is below 2 or n below 1
 */
export function nemenyiCriticalDifference(
  k: number,
  n: number,
  alpha: number,
): CriticalDifference {
  if (!(k >= 2 && n >= 1)) {
    throw new RangeError(
      `Cannot compare mean ranks: found ${k} optimizers in ${n} blocks, expected at least 2 in at least 1`,
    );
  }
  const q = studentizedRangeQuantile(1 - alpha, k) / Math.SQRT2;
  return { q, criticalDifference: q * Math.sqrt(k * (k + 1) / (6 * n)) };
}
