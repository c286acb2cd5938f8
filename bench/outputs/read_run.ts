/**
 * A run read back from its folder.
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
import { JOURNAL_FILE } from "./out_folder.ts";

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
      const made = TABLES.find(({ table }) => table.name === name);
      if (!made) {
        throw new RangeError(
          `Cannot make table "${name}": expected one of ${
            TABLES.map(({ table }) => table.name).join(", ")
          }`,
        );
      }
      const rows: readonly unknown[] = made.rows(data);
      // The types are made from the definitions that the cells are made from.
      return rows as TableRows[Name][];
    },
  };
}

async function journalOf(
  folder: string,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const missing = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (!missing) throw error;
    throw new DataError(
      `Cannot read run "${folder}": there is no ${JOURNAL_FILE} in it; give the folder of a run`,
    );
  }
}
