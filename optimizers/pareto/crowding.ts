/**
 * How crowded a Pareto set is around each of its points.
 *
 * Source: K. Deb et al., "A fast and elitist multiobjective genetic algorithm:
 * NSGA-II", IEEE Transactions on Evolutionary Computation 6 (2002); optuna 5.0.0
 * (`nsgaii/_elite_population_selection_strategy.py`).
 *
 * @module
 */

/**
 * Indices of points, the least crowded first: by the distance between both
 * neighbours along each objective, as a share of the objective's range, summed. The
 * outermost points are infinitely far from a neighbour.
 *
 * @param points Values without NaN; shape (n, m)
 */
export function leastCrowded(points: readonly (readonly number[])[]): number[] {
  // Each sort is stable and begins with the order of the one before, as Optuna's.
  const order = points.map((_, i) => i);
  const distances = new Float64Array(points.length);
  for (const k of points[0]?.keys() ?? []) {
    order.sort((i, j) => compare(points[i][k], points[j][k]));
    const values = [-Infinity, ...order.map((i) => points[i][k]), Infinity];
    if (values[1] === values[order.length]) continue;
    const least = values.find((value) => value !== -Infinity)!;
    const most = values.findLast((value) => value !== Infinity)!;
    const width = most > least ? most - least : 1;
    order.forEach((i, j) => {
      const [before, after] = [values[j], values[j + 2]];
      distances[i] += before === after ? 0 : (after - before) / width;
    });
  }
  return order.sort((i, j) => compare(distances[i], distances[j])).reverse();
}

/** Order of two numbers that may be infinite. */
function compare(x: number, y: number): number {
  return x < y ? -1 : x > y ? 1 : 0;
}
