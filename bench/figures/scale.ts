/**
 * Places on an axis that only decide how a figure looks.
 *
 * @module
 */

/** Ends of an axis that holds all values, on multiples of `step` within [0, 1]. */
export function domainOf(
  values: readonly (number | null)[],
  step = 0.05,
): [number, number] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return [0, 1];
  const low = Math.floor(Math.min(...known) / step - 0.1);
  const high = Math.ceil(Math.max(...known) / step + 0.1);
  const at = (steps: number) => Number((steps * step).toFixed(6));
  return [Math.max(0, at(low)), Math.min(1, at(high))];
}

/** Whole numbers from 1 to `last` that label an axis of trials: 1 and round steps. */
export function trialTicks(last: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((step) => last / step <= 7) ??
    Math.ceil(last / 7);
  const count = Math.floor(last / step);
  const rounds = Array.from({ length: count }, (_, i) => (i + 1) * step);
  return step === 1 ? rounds : [1, ...rounds];
}

/**
 * Moves labels apart that would lie on each other, as little as possible (least
 * squares) and keeping their order.
 *
 * @param places Where each label belongs
 * @param gap Least distance of two labels
 * @returns A place for each label, in the order given
 */
export function spread(places: readonly number[], gap: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  // Labels that touch form a block around the mean of their places, less the gaps.
  const blocks: { sum: number; size: number }[] = [];
  order.forEach((i, rank) => {
    let block = { sum: places[i] - rank * gap, size: 1 };
    for (
      let before = blocks.at(-1);
      before && before.sum / before.size >= block.sum / block.size;
      before = blocks.at(-1)
    ) {
      block = { sum: before.sum + block.sum, size: before.size + block.size };
      blocks.pop();
    }
    blocks.push(block);
  });
  const placed = blocks.flatMap(({ sum, size }) =>
    Array(size).fill(sum / size)
  );
  const result = [...places];
  order.forEach((i, rank) => result[i] = placed[rank] + rank * gap);
  return result;
}

/** Pixels that a label of this many letters needs at the figures' size of type. */
export function labelWidth(labels: readonly string[]): number {
  return 7.6 * Math.max(6, ...labels.map(({ length }) => length)) + 14;
}
