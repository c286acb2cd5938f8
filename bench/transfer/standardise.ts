/**
 * Features of one corpus in the scale of another.
 *
 * @module
 */

/** Keeps the quotient finite for features that never change. */
const EPSILON = 1e-6;

/**
 * Brings each feature of the target to the mean and standard deviation that it has
 * in the source: x' = (x - mean_t) / sd_t sd_s + mean_s. It uses no label, but
 * needs many recordings of the target at once (it is transductive).
 *
 * @param target n vectors of length f
 * @param source m vectors of length f
 */
export function inScaleOf(
  target: readonly Float32Array[],
  source: readonly Float32Array[],
): Float32Array[] {
  const [t, s] = [momentsOf(target), momentsOf(source)];
  return target.map((x) =>
    x.map((value, j) =>
      (value - t.mean[j]) / (t.deviation[j] + EPSILON) * s.deviation[j] +
      s.mean[j]
    )
  );
}

function momentsOf(features: readonly Float32Array[]) {
  const [n, f] = [features.length, features[0].length];
  const mean = new Float64Array(f);
  const deviation = new Float64Array(f);
  for (const x of features) x.forEach((value, j) => mean[j] += value / n);
  for (const x of features) {
    x.forEach((value, j) => deviation[j] += (value - mean[j]) ** 2 / n);
  }
  return { mean, deviation: deviation.map(Math.sqrt) };
}
