/**
 * Exact sums: the same values give the same bits in any order.
 *
 * @module
 */

/** Differences below this are rounding, not data: 0.4 - 0.3 equals 0.3 - 0.2. */
export const ROUNDING = 1e-12;

/**
 * The sum, rounded once.
 *
 * Source: Shewchuk 1997, "Adaptive Precision Floating-Point Arithmetic", with
 * the rounding of the last step as in Python's `math.fsum`.
 */
export function sum(values: Iterable<number>): number {
  // Numbers of increasing size whose digits do not overlap.
  const partials: number[] = [];
  for (const value of values) {
    let x = value;
    let used = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[used++] = low;
      x = high;
    }
    partials.length = used;
    partials.push(x);
  }
  let i = partials.length - 1;
  if (i < 0) return 0;
  let high = partials[i];
  let low = 0;
  while (i > 0) {
    const x = high;
    const y = partials[--i];
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // A half that the rest below pushes away from even.
  if (i > 0 && Math.sign(low) === Math.sign(partials[i - 1])) {
    const doubled = 2 * low;
    const away = high + doubled;
    if (doubled === away - high) high = away;
  }
  return high;
}

/** Arithmetic mean; NaN of no values. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Sum of squared distances from a centre. */
export function sumOfSquares(
  values: readonly number[],
  centre: number,
): number {
  return sum(values.map((x) => (x - centre) ** 2));
}

/**
 * Standard deviation with n - 1; exactly 0 for equal values, where the formula
 * would leave 1e-16.
 */
export function standardDeviation(values: readonly number[]): number {
  if (isConstant(values)) return 0;
  return Math.sqrt(
    sumOfSquares(values, mean(values)) / (values.length - 1),
  );
}

/** True when largest and smallest value differ by less than {@linkcode ROUNDING}. */
export function isConstant(values: readonly number[]): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (const x of values) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return high - low < ROUNDING;
}

/** The value to twelve decimals, so that equal differences become equal numbers. */
export function withoutRounding(value: number): number {
  return Math.round(value / ROUNDING) * ROUNDING;
}
