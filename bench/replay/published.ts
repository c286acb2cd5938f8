/**
 * Where the published runs fall among an optimizer's own searches.
 *
 * @module
 */
import type { RecordedConfiguration } from "../recorded/table_objective.ts";
import { PUBLISHED_LOGS } from "../recorded/authors_logs.ts";
import { type Proportion, wilsonInterval } from "../stats/proportions.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
  text,
} from "../tables/table.ts";
import {
  bestAfter,
  optimizerColumn,
  type OptimizerReplay,
  RESTRICTED,
  trialsColumn,
} from "./tables.ts";

/** Some rows of a published log beside one optimizer's searches. */
export interface PublishedRow {
  /** Optimizer preset whose searches stand beside it. */
  readonly optimizer: string;
  /** File of the log under `results/published/`. */
  readonly log: string;
  /** Which rows. */
  readonly which: string;
  /** First and last row, from 1 without the header. */
  readonly rows: readonly [number, number];
  /** Rows whose lr lies outside the space of the searches. */
  readonly outside: number;
  /** Best BCA of the rows. */
  readonly bca: number;
  /** Trials of each search that count. */
  readonly trials: number;
  /** Searches. */
  readonly seeds: number;
  /** Share of searches whose incumbent is worse, ties by half. */
  readonly percentile: Proportion;
}

/** Published runs beside searches. */
export const REPLAY_PUBLISHED: Table<PublishedRow> = defineTable<
  PublishedRow
>()({
  name: "replay_published",
  description:
    `One row is the best of some rows of a published log beside the incumbents of one optimizer on the paper's grid log. The replicate is a search seed; the percentile is a share of seeds, with Wilson's 95 % interval. ${RESTRICTED}, and the logs searched lr up to 1e-3: their task was the harder one`,
  key: ["log", "which", "optimizer"],
  columns: {
    log: text("file of the published log", (row) => row.log),
    which: text(
      "rows taken: the one that the paper's Table 4 prints; the first ones, as the paper took them (several seeds and machines, appended); or the first trials of the last session, of one seed and machine",
      (row) => row.which,
    ),
    optimizer: optimizerColumn(),
    first_row: integer(
      "first of the rows, from 1 without the header",
      ({ rows: [first] }) => first,
      { minimum: 1 },
    ),
    last_row: integer(
      "last of the rows, from 1 without the header",
      ({ rows: [, last] }) => last,
      { minimum: 1 },
    ),
    rows_outside: integer(
      "rows whose lr lies above the space of the searches",
      (row) => row.outside,
      COUNT,
    ),
    bca: number("best BCA of the rows", (row) => row.bca, SHARE),
    trials: trialsColumn(),
    n_seeds: integer("searches", (row) => row.seeds, COUNT),
    percentile: number(
      "share of searches whose incumbent after these trials is worse, ties by half",
      ({ percentile }) => percentile.estimate,
      SHARE,
    ),
    percentile_low: number(
      "lower end of its interval",
      ({ percentile }) => percentile.low,
      SHARE,
    ),
    percentile_high: number(
      "upper end of its interval",
      ({ percentile }) => percentile.high,
      SHARE,
    ),
  },
});

/** Rows that the paper's Table 4 prints, from 1; see the audit, point 8. */
const TABLE_4: Readonly<Record<string, number>> = {
  "hpo_results_bca1_test.csv": 15,
  "hpo_results_hyperopt_bca_1_test.csv": 12,
  "hpo_results_ax_bca1_1.csv": 9,
};

/** The published logs of optimizers that search, by file. */
export const OPTIMIZER_LOGS: readonly string[] = PUBLISHED_LOGS
  .filter(({ preset }) => preset !== "grid-published")
  .map(({ file }) => file);

/**
 * Rows of {@linkcode REPLAY_PUBLISHED}: each log beside every preset of its own
 * optimizer that was run.
 *
 * @param logs Rows of each of {@linkcode OPTIMIZER_LOGS}, by file
 * @param trials Rows taken, and trials of each search that count
 * @param highestLr Of the space of the searches
 */
export function publishedRows(
  replays: readonly OptimizerReplay[],
  logs: ReadonlyMap<string, readonly RecordedConfiguration[]>,
  trials: number,
  highestLr: number,
): PublishedRow[] {
  return PUBLISHED_LOGS.flatMap(({ preset, file, sessions }) => {
    const log = logs.get(file);
    if (log === undefined) return [];
    const last = sessions[sessions.length - 1];
    const choices = [
      { which: "row of Table 4", from: TABLE_4[file] - 1, available: 1 },
      { which: "first rows of the file", from: 0, available: log.length },
      {
        which: `first trials of seed ${last.seed}`,
        from: log.length - last.rows,
        available: last.rows,
      },
    ];
    const optimizers = replays.filter(({ optimizer }) =>
      familyOf(optimizer) === familyOf(preset)
    );
    return choices.flatMap(({ which, from, available }) => {
      const taken = log.slice(from, from + Math.min(trials, available));
      const bca = Math.max(...taken.map(({ value }) => value));
      return optimizers.map((replay) => ({
        optimizer: replay.optimizer,
        log: file,
        which,
        rows: [from + 1, from + taken.length] as const,
        outside: taken.filter(({ params }) => params.lr > highestLr).length,
        bca,
        trials,
        seeds: replay.searches.length,
        percentile: percentileOf(bca, bestAfter(replay, trials)),
      }));
    });
  });
}

/** Published trials with a larger lr than any that a replay searches. */
export interface TrialsBeyond {
  /** How many. */
  readonly trials: number;
  /** Best BCA of them. */
  readonly best: number;
  /** How many of them exceed each threshold. */
  readonly exceeding: readonly {
    readonly threshold: number;
    readonly trials: number;
  }[];
}

/**
 * What the published logs hold beyond the recorded space.
 *
 * @param logs Rows of each of {@linkcode OPTIMIZER_LOGS}, by file
 * @param highestLr Of the space of the searches
 * @returns `null` where they hold nothing there
 */
export function trialsBeyond(
  logs: ReadonlyMap<string, readonly RecordedConfiguration[]>,
  highestLr: number,
  thresholds: readonly number[],
): TrialsBeyond | null {
  const values = [...logs.values()].flat()
    .filter(({ params }) => params.lr > highestLr).map(({ value }) => value);
  if (values.length === 0) return null;
  return {
    trials: values.length,
    best: Math.max(...values),
    exceeding: thresholds.map((threshold) => ({
      threshold,
      trials: values.filter((value) => value > threshold).length,
    })),
  };
}

function percentileOf(
  bca: number,
  best: readonly (number | null)[],
): Proportion {
  const worse = best.map((value) =>
    value === null || value < bca ? 1 : value === bca ? 0.5 : 0
  );
  return wilsonInterval(
    worse.reduce<number>((sum, share) => sum + share, 0),
    best.length,
  );
}

function familyOf(preset: string): string {
  return preset.split("-")[0];
}
