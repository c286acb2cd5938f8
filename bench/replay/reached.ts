/**
 * How often searches reach a threshold.
 *
 * @module
 */
import { quantiles } from "../stats/quantile.ts";
import { type Proportion, wilsonInterval } from "../stats/proportions.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
} from "../tables/table.ts";
import { exceeding, type PairedShares, pairedShares } from "./pairs.ts";
import type { RecordedSource } from "./recorded.ts";
import {
  bestAfter,
  modelColumn,
  modelShare,
  numbersTo,
  optimizerColumn,
  type OptimizerReplay,
  randomAmong,
  RESTRICTED,
  trialsColumn,
} from "./tables.ts";

/** BCA that a search has to exceed, as in the paper's Table 3, and one above. */
const PAPER_THRESHOLDS: readonly number[] = [0.8, 0.9, 0.95];

/**
 * Thresholds of a table: the paper's on its own log; on another, what half and a
 * tenth of the recorded configurations exceed, cut to three decimals.
 */
export function thresholdsOf(
  { published, rows }: Pick<RecordedSource, "published" | "rows">,
): readonly number[] {
  if (published !== null) return PAPER_THRESHOLDS;
  const cut = quantiles(rows.map(({ value }) => value), [0.5, 0.9])
    .flatMap((bca) => bca === null ? [] : Math.floor(1000 * bca) / 1000);
  return [...new Set(cut)];
}

/** An optimizer beside random search at one threshold. */
export interface ReachedRow {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** BCA that counts as reached when it is exceeded. */
  readonly threshold: number;
  /** Trials of each search that count. */
  readonly trials: number;
  /** Share of these trials that a model proposed. */
  readonly shareModel: number;
  /** Searches. */
  readonly seeds: number;
  /** Searches whose incumbent exceeds the threshold. */
  readonly reached: number;
  /** Their share, with Wilson's interval. */
  readonly share: Proportion;
  /** Share minus that of random search; `null` without random search. */
  readonly overRandom: PairedShares | null;
}

/** How often each threshold is reached. */
export const REPLAY_REACHED: Table<ReachedRow> = defineTable<ReachedRow>()({
  name: "replay_reached",
  description:
    `One row is an optimizer at one threshold after so many trials of each search. The replicate is a search seed; shares are of seeds, with Wilson's 95 % interval; the difference to random search is paired by seed, with Newcombe's interval of paired shares. ${RESTRICTED}`,
  key: ["optimizer", "threshold", "trials"],
  columns: {
    optimizer: optimizerColumn(),
    threshold: number(
      "validation BCA that the incumbent has to exceed",
      (row) => row.threshold,
      SHARE,
    ),
    trials: trialsColumn(),
    share_model: modelColumn(),
    n_seeds: integer("searches", (row) => row.seeds, COUNT),
    reached: integer(
      "searches whose incumbent exceeds the threshold",
      (row) => row.reached,
      COUNT,
    ),
    share: number("their share", ({ share }) => share.estimate, SHARE),
    share_low: number(
      "lower end of its interval",
      ({ share }) => share.low,
      SHARE,
    ),
    share_high: number(
      "upper end of its interval",
      ({ share }) => share.high,
      SHARE,
    ),
    n_pairs: integer(
      "seeds that random search was run on, too",
      ({ overRandom }) => overRandom?.n ?? null,
      COUNT,
    ),
    share_minus_random: number(
      "share minus that of random search after as many trials",
      ({ overRandom }) => overRandom?.estimate ?? null,
    ),
    difference_low: number(
      "lower end of its interval",
      ({ overRandom }) => overRandom?.low ?? null,
    ),
    difference_high: number(
      "upper end of its interval",
      ({ overRandom }) => overRandom?.high ?? null,
    ),
  },
});

/** Rows of {@linkcode REPLAY_REACHED}. */
export function reachedRows(
  replays: readonly OptimizerReplay[],
  trials: number,
  thresholds: readonly number[],
): ReachedRow[] {
  const random = randomAmong(replays);
  return numbersTo(trials).flatMap((count) => {
    const control = random && bestAfter(random, count);
    return replays.flatMap((replay) => {
      const best = bestAfter(replay, count);
      const shareModel = modelShare(replay, count);
      return thresholds.map((threshold) => {
        const isAbove = exceeding(best, threshold);
        const reached = isAbove.filter(Boolean).length;
        const share = wilsonInterval(reached, best.length);
        return {
          optimizer: replay.optimizer,
          threshold,
          trials: count,
          shareModel,
          seeds: best.length,
          reached,
          share,
          overRandom: control && replay !== random
            ? pairedShares(isAbove, exceeding(control, threshold))
            : null,
        };
      });
    });
  });
}
