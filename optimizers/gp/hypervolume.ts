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
import { paretoSet } from "../pareto/dominance.ts";
import { hypervolume as volumeOf } from "../pareto/hypervolume.ts";

/** One outcome, shape (m). */
export type Outcomes = readonly number[];

const NADIR_MARGIN = 0.1;
const MIN_RANGE = 1e-7;

const negated = (row: Outcomes) => row.map((value) => -value);

/** Rows that no other row dominates, in their order; equal rows stay. */
export function paretoFront(rows: readonly Outcomes[]): Outcomes[] {
  return paretoSet(rows.map(negated)).map((i) => rows[i]);
}

/**
 * Volume dominated by `rows` above the reference point. Rows that are not above it in
 * every objective add nothing.
 */
export function hypervolume(
  rows: readonly Outcomes[],
  reference: Outcomes,
): number {
  return volumeOf(rows.map(negated), negated(reference));
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
