/**
 * Random numbers of other laws, from a uniform stream.
 *
 * @module
 */
import { normalQuantile } from "./distributions.ts";
import type { RandomStream } from "./types.ts";

/** Standard normal, by inversion. */
export function drawNormal(stream: RandomStream): number {
  // The middle of the stream's cell: never 0, whose quantile is infinite.
  return normalQuantile(stream.random() + 2 ** -54);
}

/**
 * Gamma with scale 1.
 *
 * @param shape Above 0
 *
 * Source: Marsaglia and Tsang 2000, "A Simple Method for Generating Gamma
 * Variables", with their power of a uniform below shape 1.
 */
export function drawGamma(shape: number, stream: RandomStream): number {
  if (shape < 1) {
    return drawGamma(shape + 1, stream) *
      (1 - stream.random()) ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  while (true) {
    const z = drawNormal(stream);
    const v = (1 + c * z) ** 3;
    const u = 1 - stream.random();
    if (v > 0 && Math.log(u) < z * z / 2 + d * (1 - v + Math.log(v))) {
      return d * v;
    }
  }
}

/** Chi-square. */
export function drawChiSquare(df: number, stream: RandomStream): number {
  return 2 * drawGamma(df / 2, stream);
}

/**
 * Weights of a Dirichlet law.
 *
 * @param shapes Its parameters, each above 0
 */
export function drawDirichlet(
  shapes: readonly number[],
  stream: RandomStream,
): number[] {
  const parts = shapes.map((shape) =>
    // A gamma variable of shape 1 is an exponential one, by inversion.
    shape === 1 ? -Math.log(1 - stream.random()) : drawGamma(shape, stream)
  );
  const whole = parts.reduce((total, x) => total + x, 0);
  return parts.map((x) => x / whole);
}
