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
import { TABLES } from "../tables/all.ts";
import { dataPackage } from "../tables/package.ts";
import type { RunData } from "../tables/run_data.ts";
import { type Table, toCsv } from "../tables/table.ts";
import { TRIALS } from "../tables/trials.ts";
import type { ReadRow } from "../tables/read_table.ts";
import {
  type Files,
  MANIFEST_FILE,
  manifestFile,
  PACKAGE_FILE,
  reportEntries,
} from "./run_files.ts";
import { readTrials } from "./trials_file.ts";

/** What a trials table gives, and what it does not. */
export interface TrialsFiles {
  /** Text of files by name. */
  readonly files: Files;
  /** Names of tables that trials alone give no row of. */
  readonly leftOut: readonly string[];
}

/** Trials as they were read, whatever wrote them. */
const AS_READ: Table<ReadRow> = {
  ...TRIALS,
  columns: TRIALS.columns.map((column) => ({
    ...column,
    value: ({ cells }: ReadRow) => cells[column.name],
  })),
};

/**
 * The tables that follow from trials alone, with report, manifest and package. A
 * table that would have no row needs what only a journal holds: it is left out.
 *
 * @param file Path of the trials, for messages
 * @param bytes Their text
 * @param bootstrapSeed Seed of the resamples behind bootstrap intervals
 * @throws {DataError} At the first line that is no trial
 */
export async function trialsFiles(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  bootstrapSeed: number,
): Promise<TrialsFiles> {
  const text = new TextDecoder().decode(bytes);
  const { run, rows } = readTrials(file, text, bootstrapSeed);
  const made = TABLES.map(({ table, csv }) => ({
    table,
    csv: table.name === TRIALS.name ? toCsv(AS_READ, rows) : csv(run),
  }));
  const given = made.filter(({ csv }) => csv.indexOf("\n") < csv.length - 1);
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
    files: new Map([
      ...tables,
      [MANIFEST_FILE, what],
      ...report,
      [PACKAGE_FILE, described],
    ]),
    leftOut: made.filter((one) => !given.includes(one))
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
