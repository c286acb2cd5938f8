/**
 * Softmax regression on pooled features, by full-batch accelerated descent.
 *
 * Notation: n recordings, f features, C classes, Z [n, f] standardised
 * features, Y [n, C] one-hot labels, W [f, C], b [C].
 *
 *     minimise  -1/n sum Y log softmax(Z W + b) + penalty / 2 |W|²
 *
 * as scikit-learn's `LogisticRegression` with C = 1 / (n penalty).
 *
 * @module
 */

/** A linear layer on raw (not standardised) features. */
export interface LinearHead {
  /** [f, C] in row-major order. */
  readonly weight: Float32Array;
  /** [C]. */
  readonly bias: Float32Array;
}

/** A fitted probe and what it took. */
export interface Probe {
  /** Ready to start a head. */
  readonly head: LinearHead;
  /** Multiply-adds of its matrix products, times two. */
  readonly flops: number;
}

/** Options of {@linkcode fitProbe}. */
export interface ProbeOptions {
  /** Number of classes, C. */
  readonly classes: number;
  /** L2 penalty of the weights; not of the biases. */
  readonly penalty: number;
}

/** Stops when no element of the gradient is larger. */
const TOLERANCE = 1e-5;
const MAX_STEPS = 2000;

/**
 * Fits the probe.
 *
 * @param features n vectors of equal length f
 * @param labels Class of each
 */
export function fitProbe(
  features: readonly Float32Array[],
  labels: readonly number[],
  { classes, penalty }: ProbeOptions,
): Probe {
  const n = features.length;
  const f = features[0].length;
  const scale = standardiser(features);
  const rows = features.map((x) => scale.apply(x));

  // Features plus one constant column for the bias
  const size = (f + 1) * classes;
  let weights = new Float64Array(size);
  let ahead = weights;
  // The softmax's curvature is at most half that of the Gram matrix
  const rate = 1 / (largestEigenvalue(rows) / 2 + penalty);
  let steps = 0;
  while (steps < MAX_STEPS) {
    const gradient = lossGradient(rows, labels, ahead, classes, penalty);
    const next = ahead.map((w, i) => w - rate * gradient[i]);
    // Nesterov's momentum, dropped where it points uphill
    // (O'Donoghue and Candes 2015, arXiv 1204.3982)
    let uphill = 0;
    for (let i = 0; i < size; i++) {
      uphill += gradient[i] * (next[i] - weights[i]);
    }
    const momentum = uphill > 0 ? 0 : steps / (steps + 3);
    ahead = next.map((w, i) => w + momentum * (w - weights[i]));
    weights = next;
    steps++;
    if (gradient.every((g) => Math.abs(g) < TOLERANCE)) break;
  }
  return {
    head: scale.fold(weights, classes),
    flops: 2 * steps * 2 * n * size,
  };
}

/** log softmax(x W + b) of one recording; [C], float64 inside. */
export function logProbabilitiesOf(
  { weight, bias }: LinearHead,
  features: Float32Array,
): Float64Array {
  const classes = bias.length;
  const logits = Float64Array.from(bias);
  for (let j = 0; j < features.length; j++) {
    for (let c = 0; c < classes; c++) {
      logits[c] += features[j] * weight[j * classes + c];
    }
  }
  logSoftmaxInPlace(logits);
  return logits;
}

function logSoftmaxInPlace(logits: Float64Array): void {
  let largest = -Infinity;
  for (const z of logits) if (z > largest) largest = z;
  let total = 0;
  for (const z of logits) total += Math.exp(z - largest);
  const normaliser = largest + Math.log(total);
  for (let c = 0; c < logits.length; c++) logits[c] -= normaliser;
}

/** Gradient by [W; b], with rows [n, f + 1] that end in 1. */
function lossGradient(
  rows: readonly Float64Array[],
  labels: readonly number[],
  weights: Float64Array,
  classes: number,
  penalty: number,
): Float64Array {
  const width = rows[0].length;
  const gradient = new Float64Array(weights.length);
  const residual = new Float64Array(classes);
  rows.forEach((row, i) => {
    residual.fill(0);
    for (let j = 0; j < width; j++) {
      for (let c = 0, at = j * classes; c < classes; c++, at++) {
        residual[c] += row[j] * weights[at];
      }
    }
    logSoftmaxInPlace(residual);
    for (let c = 0; c < classes; c++) residual[c] = Math.exp(residual[c]);
    residual[labels[i]] -= 1;
    for (let j = 0; j < width; j++) {
      const z = row[j] / rows.length;
      for (let c = 0, at = j * classes; c < classes; c++, at++) {
        gradient[at] += z * residual[c];
      }
    }
  });
  const penalised = (width - 1) * classes;
  for (let at = 0; at < penalised; at++) gradient[at] += penalty * weights[at];
  return gradient;
}

/** Largest eigenvalue of rowsᵀ rows / n, from above, by power iteration. */
function largestEigenvalue(rows: readonly Float64Array[]): number {
  let vector = new Float64Array(rows[0].length).fill(1);
  let value = 1;
  for (let k = 0; k < 20; k++) {
    const next = new Float64Array(vector.length);
    for (const row of rows) {
      let dot = 0;
      for (let j = 0; j < row.length; j++) dot += row[j] * vector[j];
      for (let j = 0; j < row.length; j++) {
        next[j] += dot * row[j] / rows.length;
      }
    }
    value = Math.hypot(...next);
    vector = next.map((x) => x / value);
  }
  // The iteration approaches from below
  return 1.05 * value;
}

/** Brings features to mean 0 and deviation 1, and a head back from there. */
function standardiser(features: readonly Float32Array[]) {
  const n = features.length;
  const f = features[0].length;
  const mean = new Float64Array(f);
  const deviation = new Float64Array(f);
  for (const x of features) {
    for (let j = 0; j < f; j++) mean[j] += x[j] / n;
  }
  for (const x of features) {
    for (let j = 0; j < f; j++) deviation[j] += (x[j] - mean[j]) ** 2 / n;
  }
  for (let j = 0; j < f; j++) deviation[j] = Math.sqrt(deviation[j]) + 1e-6;
  return {
    apply(x: Float32Array): Float64Array {
      const row = new Float64Array(f + 1).fill(1);
      for (let j = 0; j < f; j++) row[j] = (x[j] - mean[j]) / deviation[j];
      return row;
    },
    fold(weights: Float64Array, classes: number): LinearHead {
      const weight = new Float32Array(f * classes);
      const bias = weights.slice(f * classes);
      for (let j = 0; j < f; j++) {
        for (let c = 0; c < classes; c++) {
          const w = weights[j * classes + c] / deviation[j];
          weight[j * classes + c] = w;
          bias[c] -= w * mean[j];
        }
      }
      return { weight, bias: Float32Array.from(bias) };
    },
  };
}
