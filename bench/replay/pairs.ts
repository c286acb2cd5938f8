/**
 * Optimizers beside each other, seed by seed.
 *
 * @module
 */
import { differenceInterval } from "../stats/mover.ts";
import { wilsonInterval } from "../stats/proportions.ts";
import { type Interval, NO_INTERVAL } from "../stats/types.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
  text,
} from "../tables/table.ts";
import { bestAfter, type OptimizerReplay, RESTRICTED } from "./tables.ts";

/** Two shares of the same seeds. */
export interface PairedShares extends Interval {
  /** Seeds. */
  readonly n: number;
  /** Seeds that count in both. */
  readonly both: number;
  /** Seeds that count in the first alone. */
  readonly onlyA: number;
  /** Seeds that count in the second alone. */
  readonly onlyB: number;
  /** First share minus second; `null` without a seed. */
  readonly estimate: number | null;
}

/**
 * Difference of two shares of the same seeds, with the interval of Newcombe 1998,
 * method 10 without its continuity correction.
 *
 * @param a Whether each seed counts in the first share
 * @param b The same of the second
 */
export function pairedShares(
  a: readonly boolean[],
  b: readonly boolean[],
): PairedShares {
  const n = a.length;
  const count = (x: boolean, y: boolean) =>
    a.filter((counts, i) => counts === x && b[i] === y).length;
  const both = count(true, true);
  const [onlyA, onlyB] = [count(true, false), count(false, true)];
  const neither = n - both - onlyA - onlyB;
  const [ofA, ofB] = [both + onlyA, both + onlyB];
  const counts = { n, both, onlyA, onlyB };
  if (n === 0) return { ...counts, estimate: null, ...NO_INTERVAL };
  const margins = ofA * (n - ofA) * ofB * (n - ofB);
  // Without a margin the correlation is not defined, and counts as none.
  const phi = margins === 0
    ? 0
    : (both * neither - onlyA * onlyB) / Math.sqrt(margins);
  const bounded = (successes: number) => ({
    ...wilsonInterval(successes, n),
    estimate: successes / n,
  });
  return {
    ...counts,
    estimate: (ofA - ofB) / n,
    ...differenceInterval(bounded(ofA), bounded(ofB), phi),
  };
}

/** Two optimizers at one threshold. */
export interface PairRow {
  /** First optimizer preset. */
  readonly a: string;
  /** Second optimizer preset. */
  readonly b: string;
  /** BCA that counts as reached when it is exceeded. */
  readonly threshold: number;
  /** Trials of each search. */
  readonly trials: number;
  /** Their shares of the same seeds. */
  readonly shares: PairedShares;
}

/** How often one optimizer exceeds a threshold and another does not. */
export const REPLAY_PAIRS: Table<PairRow> = defineTable<PairRow>()({
  name: "replay_pairs",
  description:
    `One row is a pair of optimizers at one threshold after all trials of each search. The replicate is a search seed; the difference of the shares is paired by seed and has Newcombe's 95 % interval of paired shares, not adjusted for the number of pairs. ${RESTRICTED}`,
  key: ["optimizer_a", "optimizer_b", "threshold"],
  columns: {
    optimizer_a: text("first optimizer preset", ({ a }) => a),
    optimizer_b: text("second optimizer preset", ({ b }) => b),
    threshold: number(
      "validation BCA that the incumbent has to exceed",
      (row) => row.threshold,
      SHARE,
    ),
    trials: integer("trials of each search", (row) => row.trials, {
      unit: "trials",
      minimum: 1,
    }),
    n_pairs: integer("seeds, searched by both", (row) => row.shares.n, COUNT),
    both: integer(
      "seeds on which both exceed it",
      (row) => row.shares.both,
      COUNT,
    ),
    only_a: integer(
      "seeds on which the first alone does",
      (row) => row.shares.onlyA,
      COUNT,
    ),
    only_b: integer(
      "seeds on which the second alone does",
      (row) => row.shares.onlyB,
      COUNT,
    ),
    difference: number(
      "share of the first minus that of the second",
      (row) => row.shares.estimate,
    ),
    difference_low: number(
      "lower end of its interval",
      (row) => row.shares.low,
    ),
    difference_high: number(
      "upper end of its interval",
      (row) => row.shares.high,
    ),
  },
});

/** Rows of {@linkcode REPLAY_PAIRS}: every pair once, in the order of the optimizers. */
export function pairRows(
  replays: readonly OptimizerReplay[],
  trials: number,
  thresholds: readonly number[],
): PairRow[] {
  const best = replays.map((replay) => bestAfter(replay, trials));
  return replays.flatMap(({ optimizer: b }, j) =>
    replays.slice(j + 1).flatMap(({ optimizer: a }, k) =>
      thresholds.map((threshold) => ({
        a,
        b,
        threshold,
        trials,
        shares: pairedShares(
          exceeding(best[j + 1 + k], threshold),
          exceeding(best[j], threshold),
        ),
      }))
    )
  );
}

/** Whether each incumbent exceeds a threshold. */
export function exceeding(
  best: readonly (number | null)[],
  threshold: number,
): boolean[] {
  return best.map((bca) => bca !== null && bca > threshold);
}
