/**
 * Optuna's Parzen estimator: a mixture with one component for each observation
 * and one broad prior.
 *
 * Notation:
 * - m, number of observations; K = m + 1 components, the prior last; d axes
 * - `low`, `high`, ends of a parameter's axis: logarithms on a log scale, half a
 *   step further out on a stepped one
 * - `mu`, `sigma`, centre and width of a component on one axis; shape (K)
 *
 * Source: Watanabe 2023, "Tree-Structured Parzen Estimator: Understanding Its
 * Algorithm Components"; optuna 4.0.0 to 5.0.0 (`_tpe/parzen_estimator.py`,
 * `_tpe/sampler.py`), prior weight 1, magic clip, no endpoints.
 *
 * @module
 */
import { argsort, type TieOrder } from "../numeric/argsort.ts";
import { exp, log } from "../numeric/math.ts";
import { pairwiseSum } from "../numeric/sums.ts";
import { forgettingWeights } from "./forgetting_weights.ts";
import type { Axis, NumericAxis } from "./optuna_axes.ts";

/**
 * Widths by neighbour distances: of the observations, or with the prior among them; or
 * "shared", one of them all, 0.2 m^(-1 / (d + 4)) of the axis.
 */
export type WidthRule = "with-prior" | "observations" | "shared";

/** Share of the axis that a "shared" width of one observation has. */
const SHARED_WIDTH = 0.2;

/** Components along a numeric axis. */
export interface NumericComponents {
  readonly axis: NumericAxis;
  /** Centres; shape (K). */
  readonly mu: Float64Array;
  /** Standard deviations; shape (K). */
  readonly sigma: Float64Array;
}

/** Components of a categorical parameter. */
export interface CategoricalComponents {
  readonly axis: Extract<Axis, { kind: "categorical" }>;
  /** Row of `table` that each component has; shape (K). */
  readonly rows: Int32Array;
  /**
   * Choice probabilities after an observation of each choice, then the prior's;
   * shape (size + 1, size).
   */
  readonly table: Float64Array;
}

/** A mixture of products over some axes. */
export interface ParzenMixture {
  /** Component weights, summing to 1; shape (K). */
  readonly weights: Float64Array;
  /** Components along each axis, in the order of the axes. */
  readonly dimensions: readonly (NumericComponents | CategoricalComponents)[];
}

/**
 * Mixture around observations.
 *
 * @param axes Parameters that are modelled together
 * @param observations Values of each axis, oldest first; shape (axes, m); a
 * categorical value as its index
 * @param importance Of each observation, the prior's is 1; shape (m)
 */
export function parzenMixture(
  axes: readonly Axis[],
  observations: readonly Float64Array[],
  rule: WidthRule,
  ties: TieOrder,
  importance: ArrayLike<number> = forgettingWeights(observations[0].length),
): ParzenMixture {
  const m = observations[0].length;
  const weights = new Float64Array(m + 1).fill(1);
  weights.set(importance);
  const total = pairwiseSum(weights);
  return {
    weights: weights.map((weight) => weight / total),
    dimensions: axes.map((axis, i) =>
      axis.kind === "categorical"
        ? categoricalComponents(axis, observations[i])
        : numericComponents(
          axis,
          observations[i],
          rule === "shared"
            ? sharedWidth(axis, m, axes.length)
            : neighbourDistances(axis, observations[i], rule, ties),
        )
    ),
  };
}

function categoricalComponents(
  axis: Extract<Axis, { kind: "categorical" }>,
  observations: Float64Array,
): CategoricalComponents {
  const { size } = axis;
  const share = 1 / (observations.length + 1);
  const table = new Float64Array((size + 1) * size);
  for (let row = 0; row <= size; row++) {
    const probabilities = table.subarray(row * size, (row + 1) * size);
    // Without observations Optuna writes 1 / size, which the sum would round.
    probabilities.fill(observations.length === 0 ? 1 / size : share);
    if (observations.length === 0) continue;
    if (row < size) probabilities[row] += 1;
    const total = pairwiseSum(probabilities);
    for (let c = 0; c < size; c++) probabilities[c] /= total;
  }
  return { axis, rows: Int32Array.of(...observations, size), table };
}

function numericComponents(
  axis: NumericAxis,
  observations: Float64Array,
  sigma: Float64Array,
): NumericComponents {
  const m = observations.length;
  const widest = axis.high - axis.low;
  const narrowest = widest / Math.min(100, 1 + (m + 1));
  const widths = new Float64Array(m + 1).fill(widest);
  for (let i = 0; i < m; i++) {
    widths[i] = Math.min(Math.max(sigma[i], narrowest), widest);
  }
  return { axis, mu: withPrior(axis, observations), sigma: widths };
}

/** Centres of all components. */
function withPrior(
  { low, high }: NumericAxis,
  observations: Float64Array,
): Float64Array {
  return Float64Array.of(...observations, 0.5 * (low + high));
}

function sharedWidth(
  { low, high }: NumericAxis,
  m: number,
  d: number,
): Float64Array {
  const share = SHARED_WIDTH * exp(-log(Math.max(m, 1)) / (d + 4));
  return new Float64Array(m).fill(share * (high - low));
}

/**
 * Larger distance of each centre to its neighbours in ascending order. The
 * outermost ones have the ends of the axis as neighbours only when alone.
 */
function neighbourDistances(
  axis: NumericAxis,
  observations: Float64Array,
  rule: WidthRule,
  ties: TieOrder,
): Float64Array {
  const { low, high } = axis;
  const mu = rule === "with-prior"
    ? withPrior(axis, observations)
    : observations;
  const k = mu.length;
  const order = argsort(mu, ties);
  const distances = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    const toLeft = mu[order[i]] - (i === 0 ? low : mu[order[i - 1]]);
    const toRight = (i === k - 1 ? high : mu[order[i + 1]]) - mu[order[i]];
    distances[order[i]] = k > 1 && i === 0
      ? toRight
      : k > 1 && i === k - 1
      ? toLeft
      : Math.max(toLeft, toRight);
  }
  return distances;
}
