/**
 * What Ax does to observed outcomes before the Gaussian process sees them.
 *
 * Notation
 *   y   outcomes as told, shape (n), any unit
 *   q1  y[floor((n - 1) / 4)] of the sorted outcomes
 *   q3  y[ceil(3 (n - 1) / 4)] of the sorted outcomes
 *
 * Source: Ax 1.3.1 `transforms/winsorize.py` (Tukey's fence, default of the
 * modular BoTorch model) and `transforms/standardize_y.py`.
 */
import type { Direction } from "../types.ts";

/** Standard deviations below this count as no spread. */
const SMALLEST_DEVIATION = 1e-8;

/** Outcomes ready for the model, and the way back. */
export interface ScaledOutcomes {
  /** Winsorised, mean 0, sample deviation 1 (or all 0); shape (n). */
  readonly y: Float64Array;
  /** Mean of the winsorised outcomes. */
  readonly mean: number;
  /** Their sample deviation (n - 1); 1 when there is no spread. */
  readonly deviation: number;
  /** Fence that was applied on the bad side. */
  readonly cutoff: number;
}

/**
 * Clips the bad side at Tukey's fence, then standardises.
 *
 * @param outcomes Finite numbers, at least one
 * @throws {RangeError} If there is no outcome
 */
export function scaleOutcomes(
  outcomes: readonly number[],
  direction: Direction,
): ScaledOutcomes {
  if (outcomes.length === 0) {
    throw new RangeError(
      "Cannot scale outcomes: found none, expected at least one",
    );
  }
  const cutoff = tukeyFence(outcomes, direction);
  const clip = direction === "maximize" ? Math.max : Math.min;
  const clipped = Float64Array.from(outcomes, (v) => clip(v, cutoff));
  const n = clipped.length;
  const mean = clipped.reduce((sum, v) => sum + v, 0) / n;
  const squares = clipped.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const sample = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  const deviation = sample < SMALLEST_DEVIATION ? 1 : sample;
  return {
    y: clipped.map((v) => (v - mean) / deviation),
    mean,
    deviation,
    cutoff,
  };
}

/** The fence on the bad side: q1 - 1.5 (q3 - q1), or q3 + 1.5 (q3 - q1). */
function tukeyFence(
  outcomes: readonly number[],
  direction: Direction,
): number {
  const sorted = Float64Array.from(outcomes).sort();
  const last = sorted.length - 1;
  const q1 = sorted[Math.floor(last * 0.25)];
  const q3 = sorted[Math.ceil(last * 0.75)];
  const reach = 1.5 * (q3 - q1);
  return direction === "maximize" ? q1 - reach : q3 + reach;
}
