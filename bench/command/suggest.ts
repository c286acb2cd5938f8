/**
 * "Did you mean": the known word that is nearest to an unknown one.
 *
 * @module
 */

/**
 * The nearest of some words, in single changes: a letter more, less or another, or
 * two neighbours swapped.
 *
 * @returns The first of the nearest; undefined where more than a third of the
 * letters would have to change
 */
export function nearest(
  word: string,
  known: readonly string[],
): string | undefined {
  const near = known
    .map((name) => ({
      name,
      changes: editDistance(word.toLowerCase(), name.toLowerCase()),
    }))
    .filter(({ name, changes }) =>
      changes <= Math.max(1, Math.floor(Math.max(name.length, word.length) / 3))
    );
  return near.sort((a, b) => a.changes - b.changes).at(0)?.name;
}

/** "; did you mean …?" or nothing, for the end of a sentence. */
export function didYouMean(
  word: string,
  known: readonly string[],
  written: (name: string) => string = (name) => name,
): string {
  const name = nearest(word, known);
  return name === undefined ? "" : `; did you mean "${written(name)}"?`;
}

/** Changes between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const differs = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(
        rows[i - 1][j] + 1,
        row[j - 1] + 1,
        rows[i - 1][j - 1] + differs,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
      }
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
