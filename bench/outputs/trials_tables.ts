import { TABLES } from "../tables/all.ts";
import type { TableRows } from "../tables/rows.ts";
import type { Cell, Table } from "../tables/table.ts";
import { TRIALS } from "../tables/trials.ts";
import type { TrialsRun } from "./trials_file.ts";

/** A table with the cells of its rows by column. */
export interface MadeTable {
  /** Its definition. */
  readonly table: Pick<
    Table<never>,
    "name" | "description" | "key" | "columns"
  >;
  /** Its rows. */
  readonly rows: readonly Record<string, Cell>[];
}

/** Tables of what a log of another program does not say. */
const NOT_OF_LOGS: readonly string[] = [
  "collapse",
  "published",
  "published_minutes",
  "timing",
] satisfies readonly (keyof TableRows)[];

/** Columns of the same. */
const EMPTY_OF_LOGS: ReadonlySet<string> = new Set<keyof TableRows["summary"]>([
  "collapsed_studies",
  "share_collapsed",
  "share_model_based",
  "share_never_unfrozen",
]);

/**
 * Every table as far as it follows from trials alone: without a row where only a
 * journal has what it is of. What a log does not state is empty.
 */
export function trialsTables(
  { run, note, table: trials, rows: read }: TrialsRun,
): MadeTable[] {
  return TABLES.map(({ table, rows }): MadeTable => {
    if (table.name === TRIALS.name) {
      return { table: trials, rows: read.map(({ cells }) => cells) };
    }
    if (note === null) return { table, rows: rows(run) };
    if (NOT_OF_LOGS.includes(table.name)) return { table, rows: [] };
    return { table, rows: rows(run).map(stated) };
  });
}

/** A row without what a log does not state: sums of unknown numbers are none. */
function stated(row: Readonly<Record<string, Cell>>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      Number.isNaN(cell) || EMPTY_OF_LOGS.has(name) ? null : cell,
    ]),
  );
}
