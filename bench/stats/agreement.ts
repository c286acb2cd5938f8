/**
 * Two raters of the same utterances: a model and the listeners, or two models.
 *
 * @module
 */
import { fairBinomialLower } from "./distributions.ts";
import { sum } from "./sums.ts";

/** Result of {@linkcode mcnemarExact}. */
export interface McnemarTest {
  /** Two-sided exact p-value; 1 when the two never differ. */
  readonly p: number;
  /** Difference of the shares right; `null` of no utterances. */
  readonly difference: number | null;
}

/**
 * Exact McNemar test: are the utterances that only one gets right shared evenly?
 * Utterances of one speaker are not independent: say so beside the result.
 *
 * @param aOnly Utterances that only A gets right
 * @param bOnly Utterances that only B gets right
 * @param n All utterances
 *
 * Source: McNemar 1947, with the binomial law in place of chi-square.
 */
export function mcnemarExact(
  aOnly: number,
  bOnly: number,
  n: number,
): McnemarTest {
  const differing = aOnly + bOnly;
  const fewer = Math.min(aOnly, bOnly);
  return {
    p: fewer === Math.max(aOnly, bOnly)
      ? 1
      // The law's sum may pass a half by rounding.
      : Math.min(1, 2 * fairBinomialLower(fewer, differing)),
    difference: n === 0 ? null : (aOnly - bOnly) / n,
  };
}

/** Result of {@linkcode cohensKappa}; `null` where it cannot be computed. */
export interface Kappa {
  /** Agreement beyond chance, 1 = complete. */
  readonly kappa: number | null;
  /** Share of agreement. */
  readonly observed: number | null;
  /** Share of agreement expected by chance. */
  readonly expected: number | null;
  /** Large-sample standard error; at kappa = +-1 it is 0 and no interval. */
  readonly se: number | null;
}

/**
 * Cohen's kappa.
 *
 * @param matrix Counts, rows one rater, columns the other; shape (classes, classes)
 *
 * Source: Cohen 1960; Fleiss, Cohen and Everitt 1969 (standard error).
 */
export function cohensKappa(matrix: readonly (readonly number[])[]): Kappa {
  const n = sum(matrix.flat());
  if (n === 0) return { kappa: null, observed: null, expected: null, se: null };
  const classes = matrix.map((_, c) => c);
  const share = matrix.map((row) => row.map((count) => count / n));
  const rows = share.map((row) => sum(row));
  const columns = classes.map((c) => sum(share.map((row) => row[c])));
  const observed = sum(classes.map((c) => share[c][c]));
  const expected = sum(classes.map((c) => rows[c] * columns[c]));
  const room = 1 - expected;
  if (room <= Number.EPSILON) {
    return { kappa: null, observed, expected, se: null };
  }
  const kappa = (observed - expected) / room;
  const agreeing = sum(
    classes.map((c) =>
      share[c][c] * (1 - (rows[c] + columns[c]) * (1 - kappa)) ** 2
    ),
  );
  const differing = (1 - kappa) ** 2 *
    sum(
      classes.flatMap((i) =>
        classes.map((j) =>
          i === j ? 0 : share[i][j] * (columns[i] + rows[j]) ** 2
        )
      ),
    );
  const variance = agreeing + differing - (kappa - expected * (1 - kappa)) ** 2;
  return {
    kappa,
    observed,
    expected,
    se: Math.sqrt(Math.max(0, variance) / n) / room,
  };
}
