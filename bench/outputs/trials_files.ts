/**
 * Every file that a trials table alone gives.
 *
 * @module
 */
import { basename } from "@std/path";
import suite from "../../deno.json" with { type: "json" };
import { sha256 } from "../plan/plan.ts";
import { checksums, manifestText } from "./manifest.ts";
import { reportFiles } from "../report/report.ts";
import { dataPackage } from "../tables/package.ts";
import type { RunData } from "../tables/run_data.ts";
import { type Cell, toCsv } from "../tables/table.ts";
import type { LogColumns } from "../trials/log_columns.ts";
import {
  type Files,
  MANIFEST_FILE,
  manifestFile,
  PACKAGE_FILE,
  reportEntries,
} from "./run_files.ts";
import { readTrials } from "./trials_file.ts";
import { type MadeTable, trialsTables } from "./trials_tables.ts";

/** What a trials table gives, and what it does not. */
export interface TrialsFiles {
  /** Text of files by name. */
  readonly files: Files;
  /** How the log of another program was read; `null` of the suite's own table. */
  readonly note: string | null;
  /** Names of tables that trials alone give no row of. */
  readonly leftOut: readonly string[];
}

/** A table as text. */
function textOf({ table, rows }: MadeTable): string {
  return toCsv({
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      value: (row: Readonly<Record<string, Cell>>) => row[column.name],
    })),
  }, rows);
}

/**
 * The tables that follow from trials alone, with report, manifest and package. A
 * table that would have no row needs what only a journal holds: it is left out.
 *
 * @param file Path of the trials, for messages
 * @param bytes Its content
 * @param bootstrapSeed Seed of the resamples behind bootstrap intervals
 * @param log What the columns of a log mean, beside what its format says
 * @throws {DataError} At the first line that is no trial
 */
export async function trialsFiles(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  bootstrapSeed: number,
  log?: LogColumns,
): Promise<TrialsFiles> {
  const read = readTrials(file, bytes, bootstrapSeed, { log });
  const { run, note } = read;
  const made = trialsTables(read);
  const given = made.filter(({ rows }) => rows.length > 0)
    .map((one) => ({ table: one.table, csv: textOf(one) }));
  const tables = new Map(
    given.map(({ table, csv }) => [`${table.name}.csv`, csv]),
  );
  const facts = {
    suite: suite.version,
    made_from: { file: basename(file), sha256: await sha256(bytes) },
    bootstrap_seed: bootstrapSeed,
  };
  const report = reportFiles(tables, manifestText(facts));
  const what = manifestText({
    ...facts,
    sha256: await checksums(new Map([...tables, ...report])),
  });
  const described = await dataPackage(
    aboutTrials(run),
    given,
    [manifestFile(what), ...reportEntries(report)],
  );
  return {
    note,
    files: new Map([
      ...tables,
      [MANIFEST_FILE, what],
      ...report,
      [PACKAGE_FILE, described],
    ]),
    leftOut: made.filter(({ rows }) => rows.length === 0)
      .map(({ table }) => table.name),
  };
}

function aboutTrials({ plan, studies }: RunData) {
  return {
    name: "hyper-parameter-searches",
    title: `Searches of hyper-parameters for speech emotion recognition on ${
      plan.corpora.join(", ")
    }`,
    description:
      `What follows from the trials of ${studies.length} seeded searches (${
        plan.optimizers.join(", ")
      })`,
  };
}
