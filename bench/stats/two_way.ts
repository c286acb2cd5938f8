/**
 * Mean of values that share effects, such as those of the speakers they are scored on.
 *
 * @module
 */
import { studentTQuantile } from "./distributions.ts";
import { isConstant, mean, sum } from "./sums.ts";
import { DEFAULT_LEVEL, type Interval } from "./types.ts";

/** Result of {@linkcode twoWayInterval}. */
export interface TwoWayInterval extends Interval {
  /** Degrees of freedom of what the effects leave. */
  readonly df: number;
}

/**
 * Fewest degrees of freedom. Below, Student's quantile (12.7 at 1, 2.6 at 5) costs
 * more than the spread of the effects that it saves.
 */
const FEWEST_DF = 5;

/** Length, relative to its own, below which a column holds nothing new. */
const NOTHING_NEW = 1e-9;

/**
 * Student's t interval of the mean over all combinations of effects, from values
 * of some of them. Each value is the sum of its effects and noise; the effects are
 * fitted by least squares, and what they leave is the noise. Where each effect
 * occurs equally often, the effects cancel in the mean of the values.
 *
 * @param effects Names of the effects in each value, as many in every one
 * @returns `null` where effects do not occur equally often, where too few degrees
 * of freedom are left, and where the effects explain all
 *
 * Source: Searle 1987, "Linear Models for Unbalanced Data", chapter 4: the two-way
 * classification without interaction.
 */
export function twoWayInterval(
  values: readonly number[],
  effects: readonly (readonly string[])[],
  level: number = DEFAULT_LEVEL,
): TwoWayInterval | null {
  const names = [...new Set(effects.flat())];
  const columns = names.map((name) =>
    effects.map((of) => of.includes(name) ? 1 : 0)
  );
  if (columns.length === 0 || !isConstant(columns.map(sum))) return null;
  const basis: number[][] = [];
  for (const column of columns) {
    const rest = without(column, basis);
    const length = Math.sqrt(product(rest, rest));
    if (length > NOTHING_NEW * Math.sqrt(product(column, column))) {
      basis.push(rest.map((x) => x / length));
    }
  }
  const n = values.length;
  const df = n - basis.length;
  if (df < FEWEST_DF) return null;
  const noise = without(values, basis);
  if (isConstant(noise)) return null;
  const half = studentTQuantile((1 + level) / 2, df) *
    Math.sqrt(product(noise, noise) / df / n);
  const centre = mean(values);
  return { df, low: centre - half, high: centre + half };
}

/** What is left of a vector outside the space of orthonormal ones (modified Gram-Schmidt). */
function without(
  vector: readonly number[],
  basis: readonly (readonly number[])[],
): number[] {
  return basis.reduce<number[]>((rest, axis) => {
    const along = product(rest, axis);
    return rest.map((x, i) => x - along * axis[i]);
  }, [...vector]);
}

function product(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((x, i) => x * b[i]));
}
