/** Observations that keep full weight; older ones fade. */
const FULL_WEIGHT = 25;

/**
 * Weights of m observations, oldest first, in Optuna's and Hyperopt's Parzen
 * estimators: a rising ramp, then the latest 25 at full weight.
 *
 * @returns Weights in (0, 1], shape (m)
 *
 * Source: hyperopt 0.3.0 `tpe.py`, `linear_forgetting_weights`; optuna 5.0.0
 * `default_weights`.
 */
export function forgettingWeights(m: number): Float64Array {
  const weights = new Float64Array(m).fill(1);
  const ramp = m - FULL_WEIGHT;
  // numpy's linspace(1 / m, 1, ramp): its last element is exactly 1, unless it
  // is also the first.
  if (ramp === 1) weights[0] = 1 / m;
  const step = (1 - 1 / m) / (ramp - 1);
  for (let i = 0; i < ramp - 1; i++) weights[i] = i * step + 1 / m;
  return weights;
}
