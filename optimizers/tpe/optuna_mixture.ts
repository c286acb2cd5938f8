/**
 * Drawing from Optuna's Parzen mixtures, and their log density.
 *
 * Notation:
 * - K components, n candidates
 * - `columns`, the candidates' values by axis, in the parameter's own unit; a
 *   categorical one as its index; shape (axes, n)
 *
 * Source: optuna 4.9.0 and 5.0.0 (`_tpe/probability_distributions.py`).
 *
 * @module
 */
import { exp, log } from "../numeric/math.ts";
import type { RandomState } from "../numeric/mt19937.ts";
import { pairwiseSum } from "../numeric/sums.ts";
import {
  LOG_SQRT_TWO_PI,
  logMass,
  truncatedNormalQuantiles,
} from "../numeric/truncated_normal.ts";
import { fromAxis } from "./optuna_axes.ts";
import type {
  CategoricalComponents,
  NumericComponents,
  ParzenMixture,
} from "./optuna_parzen.ts";

/**
 * Draws n candidates: n doubles for the components, n for each categorical axis
 * in turn, then n for each numeric axis in turn.
 *
 * @returns Columns, shape (axes, n)
 */
export function drawCandidates(
  { weights, dimensions }: ParzenMixture,
  n: number,
  stream: RandomState,
): Float64Array[] {
  const active = stream.choice(weights, n);
  const columns = dimensions.map(() => new Float64Array(n));
  dimensions.forEach((dimension, i) => {
    if (!isNumeric(dimension)) {
      drawChoices(dimension, active, columns[i], stream);
    }
  });

  const numeric = dimensions.flatMap((dimension, i) =>
    isNumeric(dimension) ? [{ dimension, column: columns[i] }] : []
  );
  const q = new Float64Array(numeric.length * n).map(() => stream.random());
  const a = new Float64Array(q.length);
  const b = new Float64Array(q.length);
  numeric.forEach(({ dimension: { axis, mu, sigma } }, i) => {
    for (let j = 0; j < n; j++) {
      const k = active[j];
      a[i * n + j] = (axis.low - mu[k]) / sigma[k];
      b[i * n + j] = (axis.high - mu[k]) / sigma[k];
    }
  });
  const x = truncatedNormalQuantiles(q, a, b);
  numeric.forEach(({ dimension: { axis, mu, sigma }, column }, i) => {
    for (let j = 0; j < n; j++) {
      const k = active[j];
      column[j] = fromAxis(axis, x[i * n + j] * sigma[k] + mu[k]);
    }
  });
  return columns;
}

function isNumeric(
  dimension: NumericComponents | CategoricalComponents,
): dimension is NumericComponents {
  return dimension.axis.kind === "numeric";
}

function drawChoices(
  { axis: { size }, rows, table }: CategoricalComponents,
  active: Int32Array,
  column: Float64Array,
  stream: RandomState,
): void {
  for (let j = 0; j < column.length; j++) {
    const u = stream.random();
    const start = rows[active[j]] * size;
    let sum = 0;
    let choice = 0;
    // The last running sum counts as 1, which no draw exceeds.
    for (let c = 0; c < size - 1; c++) {
      sum += table[start + c];
      if (sum < u) choice++;
    }
    column[j] = choice;
  }
}

/**
 * Log density of each candidate under a mixture, on the axes' own scale.
 *
 * @returns Shape (n)
 */
export function logDensity(
  mixture: ParzenMixture,
  columns: readonly Float64Array[],
): Float64Array {
  const { weights, dimensions } = mixture;
  const logWeights = weights.map(log);
  const discrete = dimensions.flatMap((dimension, i) =>
    isNumeric(dimension)
      ? dimension.axis.step > 0 ? [steppedTerm(dimension, columns[i])] : []
      : [categoricalTerm(dimension, columns[i])]
  );
  const continuous = dimensions.flatMap((dimension, i) =>
    isNumeric(dimension) && dimension.axis.step === 0
      ? [continuousTerm(dimension, columns[i])]
      : []
  );
  const row = new Float64Array(weights.length);
  const terms = new Float64Array(continuous.length);
  const densityOf = (j: number): number => {
    row.fill(0);
    for (const add of discrete) add(j, row);
    // The continuous axes are summed up first, then added at once.
    if (continuous.length === 1) {
      const termOf = continuous[0];
      for (let k = 0; k < row.length; k++) row[k] += termOf(j, k);
    } else if (continuous.length > 1) {
      for (let k = 0; k < row.length; k++) {
        for (let d = 0; d < terms.length; d++) terms[d] = continuous[d](j, k);
        row[k] += pairwiseSum(terms);
      }
    }
    for (let k = 0; k < row.length; k++) row[k] += logWeights[k];
    return logSumExp(row);
  };
  if (columns.length > 1 || continuous.length > 0) {
    return columns[0].map((_, j) => densityOf(j));
  }
  // Candidates on a single discrete axis share few values.
  const known = new Map<number, number>();
  return columns[0].map((value, j) => {
    const density = known.get(value) ?? densityOf(j);
    known.set(value, density);
    return density;
  });
}

/** Adds a candidate's log density in each component to a row of K numbers. */
type AddTerm = (candidate: number, row: Float64Array) => void;

function categoricalTerm(
  { axis: { size }, rows, table }: CategoricalComponents,
  column: Float64Array,
): AddTerm {
  const logTable = table.map(log);
  return (j, row) => {
    for (let k = 0; k < row.length; k++) {
      row[k] += logTable[rows[k] * size + column[j]];
    }
  };
}

function steppedTerm(
  { axis, mu, sigma }: NumericComponents,
  column: Float64Array,
): AddTerm {
  const { low, high, step, logScale } = axis;
  const half = step / 2;
  const toScale = (x: number) => logScale ? log(x) : x;
  // Observations share few values, and candidates too: every mass is computed
  // once for each pair of distinct component and distinct value.
  const { distinct, member } = distinctComponents(mu, sigma);
  const massWithin = (from: number, to: number) =>
    Float64Array.from(
      distinct,
      (k) => logMass((from - mu[k]) / sigma[k], (to - mu[k]) / sigma[k]),
    );
  const whole = massWithin(low, high);
  const masses = new Map<number, Float64Array>();
  for (const x of column) {
    if (masses.has(x)) continue;
    masses.set(x, massWithin(toScale(x - half), toScale(x + half)));
  }
  return (j, row) => {
    const mass = masses.get(column[j])!;
    for (let k = 0; k < row.length; k++) {
      row[k] = row[k] + mass[member[k]] - whole[member[k]];
    }
  };
}

/** First index of each different pair (mu, sigma), and each pair's place there. */
function distinctComponents(
  mu: Float64Array,
  sigma: Float64Array,
): { distinct: number[]; member: Int32Array } {
  const distinct: number[] = [];
  const places = new Map<number, Map<number, number>>();
  const member = Int32Array.from(mu, (centre, k) => {
    const widths = places.get(centre) ?? new Map<number, number>();
    places.set(centre, widths);
    const known = widths.get(sigma[k]);
    if (known !== undefined) return known;
    widths.set(sigma[k], distinct.length);
    return distinct.push(k) - 1;
  });
  return { distinct, member };
}

/** Log density of candidate j in component k along a continuous axis. */
function continuousTerm(
  { axis, mu, sigma }: NumericComponents,
  column: Float64Array,
): (j: number, k: number) => number {
  const { low, high, logScale } = axis;
  const x = logScale ? column.map(log) : column;
  const a = mu.map((centre, k) => (low - centre) / sigma[k]);
  const b = mu.map((centre, k) => (high - centre) / sigma[k]);
  const masses = a.map((from, k) => logMass(from, b[k]));
  const logSigma = sigma.map(log);
  return (j, k) => {
    const z = (x[j] - mu[k]) / sigma[k];
    return z < a[k] || z > b[k]
      ? -Infinity
      : -(z * z) / 2 - LOG_SQRT_TWO_PI - masses[k] - logSigma[k];
  };
}

/** log of the sum of e^row; overwrites the row, whose memory is used again. */
function logSumExp(row: Float64Array): number {
  let largest = -Infinity;
  for (let k = 0; k < row.length; k++) {
    if (Number.isNaN(row[k])) return NaN;
    if (row[k] > largest) largest = row[k];
  }
  if (largest === -Infinity) largest = 0;
  for (let k = 0; k < row.length; k++) row[k] = exp(row[k] - largest);
  return log(pairwiseSum(row)) + largest;
}
