/**
 * Quantiles behind intervals.
 *
 * jstat's inverses stop at about 1e-9; two Newton steps on its distribution
 * function, which is good to about 1e-12, bring them there.
 *
 * @module
 */
import jstat from "jstat";

interface Distribution {
  cdf(x: number, ...parameters: number[]): number;
  pdf(x: number, ...parameters: number[]): number;
  inv(p: number, ...parameters: number[]): number;
}
const { studentt } = jstat as unknown as { studentt: Distribution };

function polishedInverse(
  distribution: Distribution,
  p: number,
  ...parameters: number[]
): number {
  let x = distribution.inv(p, ...parameters);
  for (let i = 0; i < 2; i++) {
    x -= (distribution.cdf(x, ...parameters) - p) /
      distribution.pdf(x, ...parameters);
  }
  return x;
}

/**
 * Quantile of Student's t.
 *
 * @param p Probability in (0, 1)
 * @param df Degrees of freedom, above 0
 */
export function studentTQuantile(p: number, df: number): number {
  return polishedInverse(studentt, p, df);
}
