/**
 * Softmax regression on pooled features.
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
import { balancedWeights } from "./class_weights.ts";
import { type Evaluation, minimise } from "./lbfgs.ts";

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
  /**
   * Whether recordings are weighted by n / (C recordings of their class), as by
   * scikit-learn's `class_weight="balanced"`; false by default.
   */
  readonly balanced?: boolean;
  /** Largest element of the gradient at the end; 1e-6 by default. */
  readonly tolerance?: number;
}

/** With a penalty of 0.01 the weights are then good to 1e-4. */
const TOLERANCE = 1e-6;
const MAX_EVALUATIONS = 1000;

/** Recordings multiplied at once, so that a weight fetched serves all of them. */
const STRIP = 4;

/**
 * Fits the probe.
 *
 * @param features n vectors of equal length f
 * @param labels Class of each
 */
export function fitProbe(
  features: readonly Float32Array[],
  labels: readonly number[],
  { classes, penalty, balanced = false, tolerance = TOLERANCE }: ProbeOptions,
): Probe {
  const n = features.length;
  const weights = balanced ? balancedWeights(labels, classes) : undefined;
  const importance = labels.map((label) => weights?.[label] ?? 1);
  const f = features[0].length;
  const scale = standardiser(features);

  // Features plus one constant column for the bias
  const size = (f + 1) * classes;
  const rows = features.map((x) => scale.apply(x));
  while (rows.length % STRIP > 0) rows.push(new Float64Array(f + 1));
  const { x: solution, evaluations } = minimise(
    (x) => lossAt(x, rows, labels, importance, classes, penalty),
    new Float64Array(size),
    { tolerance, maxEvaluations: MAX_EVALUATIONS },
  );
  return {
    head: scale.fold(solution, classes),
    flops: 2 * evaluations * 2 * n * size,
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

/**
 * Loss and gradient by the weights and then the bias of each class in turn.
 *
 * @param rows Of length f + 1, ending in 1; rows of zeros fill the last strip
 * @param importance Factor of each recording's loss
 */
function lossAt(
  weights: Float64Array,
  rows: readonly Float64Array[],
  labels: readonly number[],
  importance: readonly number[],
  classes: number,
  penalty: number,
): Evaluation {
  const n = labels.length;
  const width = rows[0].length;
  const gradient = new Float64Array(weights.length);
  const residuals = Array.from(
    { length: STRIP },
    () => new Float64Array(classes),
  );
  let value = 0;
  for (let start = 0; start < rows.length; start += STRIP) {
    const [p, q, r, s] = rows.slice(start, start + STRIP);
    for (let c = 0, at = 0; c < classes; c++) {
      let [zp, zq, zr, zs] = [0, 0, 0, 0];
      for (let j = 0; j < width; j++, at++) {
        const w = weights[at];
        zp += w * p[j];
        zq += w * q[j];
        zr += w * r[j];
        zs += w * s[j];
      }
      [zp, zq, zr, zs].forEach((z, k) => residuals[k][c] = z);
    }
    residuals.forEach((residual, k) => {
      const i = start + k;
      if (i >= n) return residual.fill(0);
      logSoftmaxInPlace(residual);
      const share = importance[i] / n;
      value -= residual[labels[i]] * share;
      for (let c = 0; c < classes; c++) {
        residual[c] = Math.exp(residual[c]) * share;
      }
      residual[labels[i]] -= share;
    });
    for (let c = 0, at = 0; c < classes; c++) {
      const [dp, dq, dr, ds] = residuals.map((residual) => residual[c]);
      for (let j = 0; j < width; j++, at++) {
        gradient[at] += dp * p[j] + dq * q[j] + dr * r[j] + ds * s[j];
      }
    }
  }
  for (let at = 0; at < weights.length; at++) {
    if (at % width === width - 1) continue;
    value += penalty / 2 * weights[at] ** 2;
    gradient[at] += penalty * weights[at];
  }
  return { value, gradient };
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
      const bias = Float64Array.from(
        { length: classes },
        (_, c) => weights[c * (f + 1) + f],
      );
      for (let j = 0; j < f; j++) {
        for (let c = 0; c < classes; c++) {
          const w = weights[c * (f + 1) + j] / deviation[j];
          weight[j * classes + c] = w;
          bias[c] -= w * mean[j];
        }
      }
      return { weight, bias: Float32Array.from(bias) };
    },
  };
}
