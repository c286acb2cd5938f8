/**
 * Hypervolume of several objectives, all maximised.
 *
 * Notation
 *   Y    outcomes, n rows of m objectives
 *   ref  reference point, shape (m): what counts as worthless
 *
 * Sources: BoTorch 0.18.1 `utils/multi_objective/hypervolume.py` (definition and
 * `infer_reference_point`); H. Ishibuchi et al., "Reference point specification in
 * hypervolume calculation", GECCO 2017.
 */

/** One outcome, shape (m). */
export type Outcomes = readonly number[];

const NADIR_MARGIN = 0.1;
const MIN_RANGE = 1e-7;

/** Rows that no other row dominates, in their order; equal rows stay. */
export function paretoFront(rows: readonly Outcomes[]): Outcomes[] {
  const dominates = (a: Outcomes, b: Outcomes) =>
    a.every((v, k) => v >= b[k]) && a.some((v, k) => v > b[k]);
  return rows.filter((row) => !rows.some((other) => dominates(other, row)));
}

/**
 * Volume dominated by `rows` above the reference point, by slices along the last
 * objective. Rows that are not above it in every objective add nothing.
 */
export function hypervolume(
  rows: readonly Outcomes[],
  reference: Outcomes,
): number {
  const above = rows.filter((row) => row.every((v, k) => v > reference[k]));
  if (above.length === 0) return 0;
  const last = reference.length - 1;
  if (last === 0) return Math.max(...above.map(([v]) => v)) - reference[0];
  const falling = above.toSorted((a, b) => b[last] - a[last]);
  return falling.reduce((sum, row, i) => {
    const floor = falling[i + 1]?.[last] ?? reference[last];
    const slice = falling.slice(0, i + 1).map((r) => r.slice(0, last));
    return sum +
      (row[last] - floor) * hypervolume(slice, reference.slice(0, last));
  }, 0);
}

/**
 * A reference point for a Pareto front: a tenth of its range below its worst
 * value in each objective; below a single point by a tenth of its size.
 *
 * @param front At least one row
 */
export function inferReferencePoint(front: readonly Outcomes[]): number[] {
  return front[0].map((only, k) => {
    const values = front.map((row) => row[k]);
    const worst = Math.min(...values);
    const range = front.length === 1
      ? Math.abs(only)
      : Math.max(...values) - worst;
    return worst - NADIR_MARGIN * Math.max(range, MIN_RANGE);
  });
}
