/**
 * Weights that let all classes count alike: n / (C recordings of the class), as
 * scikit-learn's `class_weight="balanced"`; a class without recordings has
 * Infinity, which nothing is multiplied by.
 *
 * @param labels Class of each of n recordings
 * @param classes Number of classes, C
 */
export function balancedWeights(
  labels: readonly number[],
  classes: number,
): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return counts.map((count) => labels.length / (classes * count));
}
