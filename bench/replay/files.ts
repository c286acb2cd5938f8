/**
 * Every file of a replay, as text: a pure function of its searches.
 *
 * @module
 */
import suite from "../../deno.json" with { type: "json" };
import { dataPackage, type TableFile } from "../tables/package.ts";
import { type Table, toCsv } from "../tables/table.ts";
import { spaceOf } from "./objective.ts";
import type { ReplayPlan } from "./pool.ts";
import { proposalRows, REPLAY_PROPOSALS } from "./proposals.ts";
import { type PublishedRow, REPLAY_PUBLISHED } from "./published.ts";
import { reachedRows, REPLAY_REACHED, THRESHOLDS } from "./reached.ts";
import type { RecordedSource } from "./recorded.ts";
import {
  incumbentRows,
  type OptimizerReplay,
  REPLAY,
  REPLAY_INCUMBENTS,
  replayRows,
} from "./tables.ts";

/** What is put into files. */
export interface ReplayOutcome {
  /** What was run. */
  readonly plan: ReplayPlan;
  /** What it was run on. */
  readonly source: RecordedSource;
  /** Searches by optimizer. */
  readonly replays: readonly OptimizerReplay[];
  /** Published runs beside them; empty on another table than theirs. */
  readonly published: readonly PublishedRow[];
}

/**
 * The files of a replay by name, the descriptor last. Nothing in them depends on
 * the clock, the machine or the number of workers.
 *
 * @param withTrials Whether every trial is written too, `replay.csv`
 */
export async function replayFiles(
  outcome: ReplayOutcome,
  withTrials: boolean,
): Promise<Map<string, string>> {
  const { plan: { trials }, source, replays, published } = outcome;
  const tables = [
    ...(withTrials ? [file(REPLAY, replayRows(replays))] : []),
    file(REPLAY_INCUMBENTS, incumbentRows(replays, trials)),
    file(REPLAY_REACHED, reachedRows(replays, trials)),
    file(REPLAY_PROPOSALS, proposalRows(replays)),
    ...(published.length > 0 ? [file(REPLAY_PUBLISHED, published)] : []),
  ];
  const manifest = JSON.stringify(manifestOf(outcome), null, 2) + "\n";
  const descriptor = await dataPackage(
    {
      name: "replay",
      title: `Searches on ${source.title}`,
      description:
        "Hyper-parameter searches under many seeds on recorded results: nothing was trained",
      sources: [{
        title: source.file,
        version: `sha256:${source.sha256}`,
      }],
    },
    tables,
    [{
      path: "manifest.json",
      description: "what was searched, by which optimizers and seeds",
      format: "json",
      mediatype: "application/json",
      content: manifest,
    }],
  );
  return new Map([
    ...tables.map(({ table, csv }): [string, string] => [
      `${table.name}.csv`,
      csv,
    ]),
    ["manifest.json", manifest],
    ["datapackage.json", descriptor],
  ]);
}

function file<Row>(table: Table<Row>, rows: readonly Row[]): TableFile {
  return {
    table,
    csv: toCsv(table, rows),
  };
}

function manifestOf({ plan, source }: ReplayOutcome): Record<string, unknown> {
  const { rule } = source;
  return {
    suite: suite.version,
    optimizers: plan.optimizers,
    search_seeds: { from: plan.seeds[0], to: plan.seeds.at(-1) },
    trials: plan.trials,
    thresholds: THRESHOLDS,
    table: {
      title: source.title,
      file: source.file,
      sha256: source.sha256,
      configurations: source.rows.length,
      trials: source.trials,
      trials_left_out: source.leftOut,
      rule: rule === "levels"
        ? "each value snaps to its nearest recorded level"
        : `the nearest recorded configuration answers, up to a distance of ${rule}`,
    },
    space: spaceOf(source),
  };
}
