/**
 * The tables of a replay.
 *
 * @module
 */
import { wilsonInterval } from "../stats/proportions.ts";
import { quantiles } from "../stats/quantile.ts";
import type { Column, Table } from "../tables/table.ts";
import { incumbents, type ReplayTrial } from "./search.ts";

/** The searches of one engine. */
export interface EngineReplay {
  /** Optimizer preset. */
  readonly engine: string;
  /** One search for each seed. */
  readonly searches: readonly {
    readonly seed: number;
    readonly trials: readonly ReplayTrial[];
  }[];
}

/** A trial beside its engine and seed. */
export interface ReplayRow extends ReplayTrial {
  /** Optimizer preset. */
  readonly engine: string;
  /** The engine's own seed. */
  readonly seed: number;
}

const ENGINE = "optimizer preset";

/** Every trial of every search. */
export const REPLAY: Table<ReplayRow> = {
  name: "replay",
  description:
    "One row is one trial of a search on a recorded table, whose space is restricted to what was recorded",
  key: ["engine", "search_seed", "trial"],
  columns: [
    {
      name: "engine",
      type: "string",
      description: ENGINE,
      value: (row) => row.engine,
    },
    {
      name: "search_seed",
      type: "integer",
      description: "the engine's own seed",
      value: (row) => row.seed,
    },
    {
      name: "trial",
      type: "integer",
      description: "number of the trial in its search, from 0",
      value: (row) => row.trial,
    },
    ...([
      ["lr", "number"],
      ["num_epochs", "integer"],
      ["unfreeze_epoch", "integer"],
      ["max_length", "integer"],
    ] as const).map(([name, type]): Column<ReplayRow> => ({
      name,
      type,
      description: `proposed ${name}, before it moves to a recorded level`,
      value: (row) => row.params[name],
    })),
    {
      name: "bca",
      type: "number",
      description: "balanced class accuracy recorded for the nearest setting",
      value: (row) => row.bca,
    },
    {
      name: "state",
      type: "string",
      description: "complete, or failed where no setting near it is recorded",
      value: (row) => row.bca === null ? "failed" : "complete",
    },
  ],
};

/** What an engine reaches after so many trials. */
export interface ReachRow {
  /** The engine's searches. */
  readonly replay: EngineReplay;
  /** Trials of each search that count. */
  readonly trials: number;
  /** Random search beside it. */
  readonly random: EngineReplay | undefined;
}

const PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95];

/** BCA that a search has to exceed to count as successful, as in the paper's Table 3. */
export const REACHED = 0.9;

/** How the incumbent is spread over seeds, after each number of trials. */
export const REACH: Table<ReachRow> = {
  name: "replay_summary",
  description:
    "One row is an engine after so many trials on a recorded table. The replicate is a search seed; quantiles and shares are over seeds",
  key: ["engine", "trials"],
  columns: [
    {
      name: "engine",
      type: "string",
      description: ENGINE,
      value: (row) => row.replay.engine,
    },
    {
      name: "trials",
      type: "integer",
      description: "trials of each search",
      value: (row) => row.trials,
    },
    {
      name: "n_seeds",
      type: "integer",
      description: "searches",
      value: (row) => row.replay.searches.length,
    },
    {
      name: "reached",
      type: "integer",
      description: `searches whose incumbent exceeds a BCA of ${REACHED}`,
      value: (row) => reached(row.replay, row.trials),
    },
    {
      name: "share_reached",
      type: "number",
      description: "their share",
      value: (row) => share(row).estimate,
    },
    {
      name: "share_low",
      type: "number",
      description: "lower end of its 95 % Wilson interval",
      value: (row) => share(row).low,
    },
    {
      name: "share_high",
      type: "number",
      description: "upper end of its 95 % Wilson interval",
      value: (row) => share(row).high,
    },
    {
      name: "share_minus_random",
      type: "number",
      description: "share minus that of random search after as many trials",
      value: ({ replay, trials, random }) =>
        random
          ? reached(replay, trials) / replay.searches.length -
            reached(random, trials) / random.searches.length
          : null,
    },
    ...PROBABILITIES.map((p, i): Column<ReachRow> => ({
      name: `bca_q${String(100 * p).padStart(2, "0")}`,
      type: "number",
      description: `${100 * p} % quantile (type 7) of the incumbent's BCA`,
      value: (row) => spread(row)[i] ?? null,
    })),
    {
      name: "share_moved",
      type: "number",
      description: "share of proposals so far that moved to a recorded level",
      value: (row) => shareOfTrials(row, ({ moved }) => moved),
    },
    {
      name: "share_failed",
      type: "number",
      description: "share of proposals so far without a recorded setting near",
      value: (row) => shareOfTrials(row, ({ bca }) => bca === null),
    },
  ],
};

/** Rows of {@linkcode REPLAY}. */
export function replayRows(replays: readonly EngineReplay[]): ReplayRow[] {
  return replays.flatMap(({ engine, searches }) =>
    searches.flatMap(({ seed, trials }) =>
      trials.map((trial) => ({ engine, seed, ...trial }))
    )
  );
}

/** Rows of {@linkcode REACH}, one for each engine and number of trials. */
export function reachRows(
  replays: readonly EngineReplay[],
  trials: number,
): ReachRow[] {
  const random = replays.find(({ engine }) => engine === "random");
  return replays.flatMap((replay) =>
    Array.from(
      { length: trials },
      (_, i) => ({ replay, random, trials: i + 1 }),
    )
  );
}

/** Best BCA of each search after so many trials, where one is complete. */
export function incumbentsAfter(
  { searches }: EngineReplay,
  trials: number,
): number[] {
  return searches.flatMap((search) =>
    incumbents(search.trials.slice(0, trials)).at(-1) ?? []
  );
}

function reached(replay: EngineReplay, trials: number): number {
  return incumbentsAfter(replay, trials).filter((bca) => bca > REACHED).length;
}

function share({ replay, trials }: ReachRow) {
  return wilsonInterval(reached(replay, trials), replay.searches.length);
}

function spread({ replay, trials }: ReachRow): (number | null)[] {
  return quantiles(incumbentsAfter(replay, trials), PROBABILITIES);
}

function shareOfTrials(
  { replay, trials }: ReachRow,
  holds: (trial: ReplayTrial) => boolean,
): number {
  const counted = replay.searches.flatMap((search) =>
    search.trials.slice(0, trials)
  );
  return counted.filter(holds).length / counted.length;
}
