/**
 * Every table of a run, as files.
 *
 * @module
 */
import { BEST_OF_K, bestOfKRows } from "./best_of_k.ts";
import { COLLAPSE, collapseRows } from "./collapse.ts";
import { conditionRows, CONDITIONS } from "./conditions.ts";
import { CONFUSION, confusionRows } from "./confusion.ts";
import { curveRows, CURVES } from "./curves.ts";
import { epochRows, EPOCHS } from "./epochs.ts";
import { incumbentRows, INCUMBENTS } from "./incumbents.ts";
import { listenerRows, LISTENERS } from "./listeners.ts";
import { PAIRWISE, pairwiseRows } from "./pairwise.ts";
import {
  PUBLISHED,
  PUBLISHED_MINUTES,
  publishedMinuteRows,
  publishedRows,
} from "./published.ts";
import { rankRows, RANKS } from "./ranks.ts";
import type { RunData } from "./run_data.ts";
import { SELF, selfRows } from "./self.ts";
import { splitRows, SPLITS } from "./splits.ts";
import { SUMMARY, summaryRows } from "./summary.ts";
import {
  type Cell,
  type Column,
  namedCells,
  type Table,
  toCsv,
} from "./table.ts";
import {
  THRESHOLD_MINUTES,
  thresholdMinuteRows,
  thresholdRows,
  THRESHOLDS,
} from "./thresholds.ts";
import { TIMING, timingRows } from "./timing.ts";
import { REACHED, reachedRows } from "./reached.ts";
import { trialRows, TRIALS } from "./trials.ts";
import { utteranceRows, UTTERANCES } from "./utterances.ts";
import { VARIANCE, varianceRows } from "./variance.ts";

/** A table whose rows' type does not matter to the caller. */
export interface AnyTable {
  /** Its definition, for documents and schemas. */
  readonly table: Table<never>;
  /** Its CSV for a run. */
  readonly csv: (run: RunData) => string;
  /** Its rows for a run, cells by column, in the order of its key. */
  readonly rows: (run: RunData) => Record<string, Cell>[];
}

/** Joins a table with the function that makes its rows. */
function of<Row>(
  table: Table<Row>,
  rows: (run: RunData) => Row[],
): AnyTable {
  return {
    table,
    csv: (run) => toCsv(table, rows(run)),
    rows: (run) => namedCells(table, rows(run)),
  };
}

/** Every table, in the order of the documents. */
export const TABLES: readonly AnyTable[] = [
  of(SUMMARY, summaryRows),
  of(PAIRWISE, pairwiseRows),
  of(CONDITIONS, conditionRows),
  of(SELF, selfRows),
  of(RANKS, rankRows),
  of(VARIANCE, varianceRows),
  of(BEST_OF_K, bestOfKRows),
  of(THRESHOLDS, thresholdRows),
  of(THRESHOLD_MINUTES, thresholdMinuteRows),
  of(REACHED, reachedRows),
  of(PUBLISHED, publishedRows),
  of(PUBLISHED_MINUTES, publishedMinuteRows),
  of(TIMING, timingRows),
  of(COLLAPSE, collapseRows),
  of(TRIALS, trialRows),
  of(EPOCHS, epochRows),
  of(INCUMBENTS, incumbentRows),
  of(CURVES, curveRows),
  of(SPLITS, splitRows),
  of(LISTENERS, listenerRows),
  of(CONFUSION, confusionRows),
  of(UTTERANCES, utteranceRows),
];

/**
 * All tables of a run.
 *
 * @returns Text of each file by name
 */
export function tableFiles(run: RunData): Map<string, string> {
  return new Map(
    TABLES.map(({ table, csv }) => [`${table.name}.csv`, csv(run)]),
  );
}

/** Every table's file and what a row of it is, as Markdown. */
export function tablesMarkdown(): string {
  return [
    "| file | contents |",
    "| --- | --- |",
    ...TABLES.map(({ table: { name, description } }) =>
      `| [\`${name}.csv\`](bench/tables/README.md#${name}csv) | ${
        firstSentence(description)
      } |`
    ),
  ].join("\n") + "\n";
}

/** Up to the first full stop, colon or semicolon that ends a clause. */
function firstSentence(text: string): string {
  return text.split(/[.:;] /, 1)[0];
}

/** Every table with its columns, as Markdown. */
export function columnsMarkdown(): string {
  return TABLES.map(({ table }) =>
    [
      `## \`${table.name}.csv\``,
      "",
      `${table.description}.`,
      "",
      "| column | type | unit | meaning |",
      "| --- | --- | --- | --- |",
      ...table.columns.map((column: Column<never>) =>
        `| \`${column.name}\`${
          column.time ? " (time)" : ""
        } | ${column.type} | ${column.unit ?? ""} | ${column.description} |`
      ),
    ].join("\n")
  ).join("\n\n") + "\n";
}
