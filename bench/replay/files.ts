/**
 * Every file of a replay, as text: a pure function of its searches.
 *
 * @module
 */
import { standalone } from "../figures/draw.ts";
import type { Records } from "../figures/records.ts";
import { dataPackage } from "../tables/package.ts";
import { cells, type Table, toCsv } from "../tables/table.ts";
import { type Answer, answerOf, type AnswerRows } from "./answer.ts";
import { randomRows, REPLAY_RANDOM } from "./exact_random.ts";
import { reachedFigure } from "./figure.ts";
import { manifestOf } from "./manifest.ts";
import { pairRows, REPLAY_PAIRS } from "./pairs.ts";
import type { ReplayPlan } from "./pool.ts";
import { proposalRows, REPLAY_PROPOSALS } from "./proposals.ts";
import {
  type PublishedRow,
  REPLAY_PUBLISHED,
  type TrialsBeyond,
} from "./published.ts";
import { reachedRows, REPLAY_REACHED } from "./reached.ts";
import type { RecordedSource } from "./recorded.ts";
import { regretRows, regretTable, REPLAY_REGRET } from "./regret.ts";
import { FIGURE_FILE, PAGE_FILE, replayPage } from "./report.ts";
import {
  incumbentRows,
  type OptimizerReplay,
  REPLAY,
  REPLAY_INCUMBENTS,
  replayRows,
  replayTable,
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
  /** What the published logs hold beyond the recorded space; `null` on another table. */
  readonly beyond: TrialsBeyond | null;
}

/** Name of the package, by which a folder is known as a replay's. */
export const PACKAGE_NAME = "replay";

const DESCRIPTOR = "datapackage.json";
const MANIFEST = "manifest.json";

/** Files that a replay may write. */
export const REPLAY_FILES: readonly string[] = [
  DESCRIPTOR,
  MANIFEST,
  PAGE_FILE,
  FIGURE_FILE,
  ...[
    REPLAY,
    REPLAY_INCUMBENTS,
    REPLAY_REACHED,
    REPLAY_PAIRS,
    REPLAY_RANDOM,
    REPLAY_PROPOSALS,
    REPLAY_PUBLISHED,
    REPLAY_REGRET,
  ].map(({ name }) => `${name}.csv`),
];

/**
 * The answer of a replay and its files by name, the descriptor first. Nothing in
 * them depends on the clock, the machine or the number of workers.
 *
 * @param withTrials Whether every trial is written too, `replay.csv`
 */
export async function replayFiles(
  { plan, source, replays, published, beyond }: ReplayOutcome,
  withTrials: boolean,
): Promise<{ answer: Answer; files: Map<string, string> }> {
  const { trials } = plan;
  const content = manifestOf(plan, source, beyond);
  const { thresholds } = content;
  const reached = written(
    REPLAY_REACHED,
    reachedRows(replays, trials, thresholds),
  );
  const incumbents = written(REPLAY_INCUMBENTS, incumbentRows(replays, trials));
  const random = written(
    REPLAY_RANDOM,
    source.rule === "levels"
      ? randomRows(source, source.published, thresholds, trials)
      : [],
  );
  const tables = [
    written(REPLAY_PROPOSALS, proposalRows(replays)),
    written(REPLAY_PUBLISHED, published),
    reached,
    written(REPLAY_PAIRS, pairRows(replays, trials, thresholds)),
    random,
    incumbents,
    written(regretTable(source.parameters), regretRows(source.rows)),
    ...(withTrials
      ? [written(replayTable(source.parameters), replayRows(replays))]
      : []),
  ].filter(({ records }) => records.rows.length > 0);

  const rows: AnswerRows = {
    reached: reached.records.rows,
    random: random.records.rows,
    incumbents: incumbents.records.rows,
  };
  const answer = answerOf(content, rows);
  const figure = reachedFigure(rows.reached, rows.random, thresholds.slice(-2));
  const manifest = JSON.stringify(content, null, 2) + "\n";
  const descriptor = await dataPackage(
    {
      name: PACKAGE_NAME,
      title: `Searches on ${source.title}`,
      description:
        "Hyper-parameter searches under many seeds on recorded results: nothing was trained",
      sources: [{ title: source.file, version: `sha256:${source.sha256}` }],
    },
    tables.map(({ records: { table }, csv }) => ({ table, csv })),
    [{
      path: MANIFEST,
      description: "what was searched, by which optimizers and seeds",
      format: "json",
      mediatype: "application/json",
      content: manifest,
    }],
  );
  const files = new Map([
    [DESCRIPTOR, descriptor],
    [MANIFEST, manifest],
    ...tables.map(({ records, csv }): [string, string] => [
      `${records.table.name}.csv`,
      csv,
    ]),
    [FIGURE_FILE, standalone(figure)],
    [
      PAGE_FILE,
      replayPage(
        answer,
        figure,
        tables.map(({ records }) => records),
        manifest,
      ),
    ],
  ]);
  return { answer, files };
}

function written<Row>(
  table: Table<Row>,
  rows: readonly Row[],
): { records: Records; csv: string } {
  const names = table.columns.map(({ name }) => name);
  return {
    records: {
      table,
      rows: cells(table, rows).map((row) =>
        Object.fromEntries(names.map((name, i) => [name, row[i]]))
      ),
    },
    csv: toCsv(table, rows),
  };
}
