/**
 * A run read back from its folder, or from its trials alone.
 *
 * @module
 */
import { join } from "@std/path";
import { DataError } from "../command/exit_codes.ts";
import { parseJournal } from "../journal/journal.ts";
import { type Plan, plannedTrials } from "../plan/plan.ts";
import { TABLES } from "../tables/all.ts";
import type { TableRows } from "../tables/rows.ts";
import { type RunData, runData } from "../tables/run_data.ts";
import type { LogColumns } from "../trials/log_columns.ts";
import { JOURNAL_FILE } from "./out_folder.ts";
import { readTrials } from "./trials_file.ts";
import { trialsTables } from "./trials_tables.ts";

/** A run as its journal has it. */
export interface RecordedRun {
  /** Its folder. */
  readonly folder: string;
  /** What was run. */
  readonly plan: Plan;
  /** True when all trials of the plan are there. */
  readonly complete: boolean;
  /**
   * The rows of a table, as its CSV has them; an empty field is `null`.
   *
   * @param name File name without the ending, such as "summary"
   */
  table<Name extends keyof TableRows>(name: Name): TableRows[Name][];
}

/**
 * Reads the journal of a run.
 *
 * @param folder Folder of the run
 * @throws {DataError} When there is no journal, or none with a plan
 */
export async function readRunData(folder: string): Promise<RunData> {
  const path = join(folder, JOURNAL_FILE);
  const { records } = parseJournal(await journalOf(folder, path), path);
  const data = runData(records);
  if (data) return data;
  throw new DataError(
    `Cannot read run "${folder}": no plan stands in its ${JOURNAL_FILE}; give the folder of a run that began`,
  );
}

/**
 * Reads a run. Tables are made from the journal when they are asked for.
 *
 * @param folder Folder of the run
 * @throws {DataError} When there is no journal, or none with a plan
 */
export async function readRun(folder: string): Promise<RecordedRun> {
  const data = await readRunData(folder);
  const { plan, studies } = data;
  const done = studies.reduce((sum, { trials }) => sum + trials.length, 0);
  return {
    folder,
    plan,
    complete: done >= plannedTrials(plan),
    table<Name extends keyof TableRows>(name: Name) {
      const made = TABLES.map(({ table, rows }) =>
        [table.name, () => rows(data)] as const
      );
      return rowsNamed(new Map(made), name);
    },
  };
}

/** Trials as a file has them, with what follows from them. */
export interface RecordedTable extends Pick<RecordedRun, "table"> {
  /** How the log of another program was read; `null` of the suite's own table. */
  readonly note: string | null;
}

/**
 * Reads a table of trials: a `trials.csv` of any version of the suite, or a log
 * of another program.
 *
 * @param file Path of a CSV
 * @param log What the columns of a log mean, beside what its format says
 * @throws {DataError} When there is none, or at the first line that is no trial
 */
export async function readTrialsFile(
  file: string,
  log?: LogColumns,
): Promise<RecordedTable> {
  const read = readTrials(file, await fileOf(file), 0, { log });
  const made = trialsTables(read)
    .map(({ table, rows }) => [table.name, () => rows] as const);
  return {
    note: read.note,
    table<Name extends keyof TableRows>(name: Name) {
      return rowsNamed(new Map(made), name);
    },
  };
}

async function fileOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new DataError(
      `Cannot read "${path}": there is no such file; give a table of trials`,
    );
  }
}

/** The rows of one of several tables. */
function rowsNamed<Name extends keyof TableRows>(
  tables: ReadonlyMap<string, () => readonly unknown[]>,
  name: Name,
): TableRows[Name][] {
  const rows = tables.get(name);
  if (!rows) {
    throw new RangeError(
      `Cannot make table "${name}": expected one of ${
        [...tables.keys()].join(", ")
      }`,
    );
  }
  // The types are made from the definitions that the cells are made from.
  return rows() as TableRows[Name][];
}

async function journalOf(
  folder: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new DataError(
      `Cannot read run "${folder}": there is no ${JOURNAL_FILE} in it; give the folder of a run`,
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory;
}
