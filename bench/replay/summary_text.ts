/**
 * What a replay prints.
 *
 * @module
 */
import type { TimedReplay } from "./pool.ts";
import { proposalRows } from "./proposals.ts";
import type { PublishedRow } from "./published.ts";
import { reachedRows } from "./reached.ts";
import type { RecordedSource } from "./recorded.ts";
import { bestAfter } from "./tables.ts";
import { quantiles } from "../stats/quantile.ts";
import type { Interval } from "../stats/types.ts";

/** Threshold of the printed table. */
const PRINTED_THRESHOLD = 0.9;

/**
 * A line for each optimizer: how often it exceeds 0.90 beside random search, its
 * median incumbent, how often proposals moved and failed, and its speed.
 *
 * @param trials Trials of each search
 * @param wallS Seconds from start to end
 */
export function summaryText(
  source: RecordedSource,
  replays: readonly TimedReplay[],
  trials: number,
  wallS: number,
): string {
  const reached = reachedRows(replays, trials).filter((row) =>
    row.threshold === PRINTED_THRESHOLD && row.trials === trials
  );
  const proposals = proposalRows(replays);
  const rows = replays.map((replay, i) => {
    const { share, overRandom, seeds } = reached[i];
    const told = proposals[i].trials;
    const shareOf = (count: number) => percent(count / told.length);
    const best = bestAfter(replay, trials).filter((bca) => bca !== null);
    return [
      replay.optimizer,
      `${reached[i].reached}/${seeds}`,
      `${percent(share.estimate)} [${ends(share)}]`,
      overRandom
        ? `${points(overRandom.estimate)} [${signed(overRandom)}]`
        : "-",
      quantiles(best, [0.5])[0]?.toFixed(3) ?? "-",
      shareOf(told.filter(({ phase }) => phase === "model").length),
      shareOf(told.filter(({ moved }) => moved).length),
      shareOf(told.filter(({ bca }) => bca === null).length),
      (seeds / replay.seconds).toFixed(0),
    ];
  });
  const header = [
    "optimizer",
    `> ${PRINTED_THRESHOLD.toFixed(2)}`,
    "share, % [95 % CI]",
    "minus random, points [95 % CI]",
    "median best",
    "model, %",
    "moved, %",
    "failed, %",
    "seeds/s",
  ];
  const seeds = replays[0].searches.length;
  return [
    `${seeds} ${
      seeds === 1 ? "search" : "searches"
    } of ${trials} trials each on ${source.title} (${source.rows.length} configurations); the space is restricted to what was recorded`,
    "",
    ...aligned([header, ...rows]),
    "",
    "model, %: proposals of the optimizer's model; at 0 a search is its start-up alone, random or quasi-random",
    `seeds/s: searches that one worker ends in a second. ${
      wallS.toFixed(1)
    } s in all`,
  ].join("\n");
}

/** A line for each published run beside the searches of its own optimizer. */
export function publishedText(rows: readonly PublishedRow[]): string {
  return rows.map(({ percentile, ...row }) =>
    `${row.log}, ${row.which} (rows ${row.rows.join(" to ")}): best BCA ${
      row.bca.toFixed(4)
    } lies above ${percent(percentile.estimate)} % [${
      ends(percentile)
    }] of the searches of ${row.optimizer}; ${row.outside} of the rows have a larger lr than any search here`
  ).join("\n");
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map((row) => row[i].length))
  );
  return rows.map((row) =>
    row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])
    ).join("  ")
  );
}

function percent(share: number | null): string {
  return share === null ? "-" : (100 * share).toFixed(1);
}

function points(share: number | null): string {
  return share !== null && share >= 0 ? `+${percent(share)}` : percent(share);
}

function ends({ low, high }: Interval): string {
  return `${percent(low)}, ${percent(high)}`;
}

function signed({ low, high }: Interval): string {
  return `${points(low)}, ${points(high)}`;
}
