/**
 * Pearson's chi-square as a normal deviate (Wilson and Hilferty 1931): how many
 * standard deviations the counts lie above what chance would give.
 *
 * @param counts Draws in each cell
 * @param probabilities Of the cells, summing to 1; a cell of 0 must be empty
 */
export function chiSquareDeviate(
  counts: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): number {
  const n = Array.from(counts).reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = n * probabilities[i];
    if (expected === 0 && counts[i] === 0) continue;
    statistic += (counts[i] - expected) ** 2 / expected;
    cells++;
  }
  const k = cells - 1;
  return ((statistic / k) ** (1 / 3) - (1 - 2 / (9 * k))) /
    Math.sqrt(2 / (9 * k));
}

/** Counts how many of `values` fall in each of `cells` equal parts of [low, high]. */
export function histogram(
  values: Iterable<number>,
  low: number,
  high: number,
  cells: number,
): number[] {
  const counts = new Array<number>(cells).fill(0);
  for (const value of values) {
    const cell = Math.floor((value - low) * cells / (high - low));
    counts[Math.min(cell, cells - 1)]++;
  }
  return counts;
}

/** Deviate above which a sample counts as wrong: one in 30 000 by chance. */
export const SUSPICIOUS = 4;
