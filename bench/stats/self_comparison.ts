/**
 * A/A row: an optimizer compared with itself. Its seeds are split in halves in every
 * way, and the halves are compared as two optimizers would be; what is found
 * significant is a false positive.
 *
 * @module
 */
import { pairedMeanDifference } from "./paired.ts";
import type { RandomStream } from "./types.ts";
import { wilcoxonSignedRank } from "./wilcoxon.ts";

/** Result of {@linkcode selfComparison}. */
export interface SelfComparison {
  /** Seeds in each half. */
  readonly half: number;
  /** Number of ways compared. */
  readonly splits: number;
  /** True when these are all ways, false when they were drawn. */
  readonly complete: boolean;
  /** Share of ways with a signed-rank p at or below alpha; `null` of fewer than two seeds. */
  readonly signedRank: number | null;
  /** Share of ways with a paired t p at or below alpha. */
  readonly pairedT: number | null;
}

/** Most ways that are compared; above it this many are drawn. */
export const MOST_SPLITS = 2000;

/**
 * Compares one optimizer with itself. An odd last value is left out; halves are
 * paired in the order of the seeds.
 *
 * @param values One value for each seed, in the order of the seeds
 * @param stream Stream of the drawn ways, untouched when there are few
 * @param alpha Two-sided level
 */
export function selfComparison(
  values: readonly number[],
  stream: RandomStream,
  alpha = 0.05,
): SelfComparison {
  const half = values.length >> 1;
  const size = 2 * half;
  const ways = waysToHalve(size);
  const complete = ways <= MOST_SPLITS;
  const splits = half === 0
    ? []
    : complete
    ? allHalves(size)
    : Array.from({ length: MOST_SPLITS }, () => drawnHalf(size, stream));
  const found = splits.map((first) => compare(values, first, size));
  const share = (p: (pair: HalvesTest) => number | null) =>
    half === 0
      ? null
      : found.filter((pair) => (p(pair) ?? 1) <= alpha).length / found.length;
  return {
    half,
    splits: splits.length,
    complete,
    signedRank: share((pair) => pair.signedRank),
    pairedT: share((pair) => pair.pairedT),
  };
}

interface HalvesTest {
  readonly signedRank: number | null;
  readonly pairedT: number | null;
}

function compare(
  values: readonly number[],
  first: ReadonlySet<number>,
  size: number,
): HalvesTest {
  const a = values.filter((_, i) => first.has(i));
  const b = values.filter((_, i) => i < size && !first.has(i));
  return {
    signedRank: wilcoxonSignedRank(a.map((x, i) => x - b[i])).p,
    pairedT: pairedMeanDifference(a, b).p,
  };
}

/** Half of C(size, size / 2): a split and its mirror image are one. */
function waysToHalve(size: number): number {
  let ways = 0.5;
  for (let i = 1; i <= size / 2; i++) ways *= (size / 2 + i) / i;
  return ways;
}

/** Every half that holds the first seed. */
function allHalves(size: number): Set<number>[] {
  const found: Set<number>[] = [];
  const grow = (chosen: readonly number[]): void => {
    if (chosen.length === size / 2) {
      found.push(new Set(chosen));
      return;
    }
    for (let next = chosen[chosen.length - 1] + 1; next < size; next++) {
      grow([...chosen, next]);
    }
  };
  grow([0]);
  return found;
}

/** A random half, by the first draws of a shuffle. */
function drawnHalf(size: number, stream: RandomStream): Set<number> {
  const order = Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < size / 2; i++) {
    const j = i + Math.floor(stream.random() * (size - i));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return new Set(order.slice(0, size / 2));
}
