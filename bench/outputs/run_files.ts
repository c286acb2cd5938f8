/**
 * Every file that is made from a journal. The main job writes them, `tables`
 * makes them again, `verify` compares them.
 *
 * @module
 */
import { DataError } from "../command/exit_codes.ts";
import { parseJournal } from "../journal/journal.ts";
import type { JournalRecord } from "../journal/records.ts";
import { REPORT_FILE, reportFiles } from "../report/report.ts";
import { unfinishedText } from "../plan/plan.ts";
import { checksums, manifestFacts, manifestText } from "./manifest.ts";
import { JOURNAL_FILE } from "./out_folder.ts";
import { tableFiles, TABLES } from "../tables/all.ts";
import {
  dataPackage,
  materialSources,
  type OtherFile,
  type PackageAbout,
} from "../tables/package.ts";
import { type RunData, runData } from "../tables/run_data.ts";

/** Text of files by name, in the order they are written. */
export type Files = ReadonlyMap<string, string>;

/** The manifest of a folder. */
export const MANIFEST_FILE: string = "manifest.json";

/** The descriptor of a folder as a Data Package. */
export const PACKAGE_FILE: string = "datapackage.json";

/**
 * True for a file that a kept folder may leave out: the report, its figures and
 * the package. The manifest states the checksums of the first two, so that they
 * can be made again and verified without being there.
 */
export function mayBeLeftOut(name: string): boolean {
  return name === REPORT_FILE || name === PACKAGE_FILE ||
    name.startsWith("figures/");
}

/** True for a file that a run may write beside its journal. */
export function isRunFile(name: string): boolean {
  const [table, ending, ...rest] = name.split(".");
  return name === MANIFEST_FILE || mayBeLeftOut(name) ||
    (ending === "csv" || ending === "tex") && rest.length === 0 &&
      TABLES.some(({ table: { name } }) => name === table);
}

/** What a journal gives. */
export interface MadeRun {
  /** Text of files by name. */
  readonly files: Files;
  /** The journal's records. */
  readonly records: readonly JournalRecord[];
  /** Bytes of its whole records. */
  readonly journal: Uint8Array<ArrayBuffer>;
  /** Bytes after them. */
  readonly tornBytes: number;
  /** What a package says of the run. */
  readonly about: PackageAbout;
}

/**
 * Tables, manifest, report with its figures, and the package that lists them
 * with their checksums. A pure function of the journal's bytes.
 *
 * @param name Name of the journal, for messages
 * @param journal Its content; a torn last line is left out
 * @param bootstrapSeed Seed of the resamples; absent: that of the journal
 * @throws {DataError} When it is no journal, or stopped before its first study
 */
export async function makeRun(
  name: string,
  journal: Uint8Array<ArrayBuffer>,
  bootstrapSeed?: number,
): Promise<MadeRun> {
  const { records, wholeBytes, tornBytes } = parseJournal(journal, name);
  const run = runData(records);
  if (!run || run.studies.length === 0) {
    throw new DataError(
      `Cannot make tables of journal "${name}": no study was started in it; run "deno task bench" with --resume first`,
    );
  }
  const seeded = {
    ...run,
    bootstrapSeed: bootstrapSeed ?? run.bootstrapSeed,
  };
  const tables = tableFiles(seeded);
  // The page shows the facts: it cannot state its own checksum.
  const facts = manifestFacts(records, seeded.bootstrapSeed);
  const done = run.studies.reduce((sum, { trials }) => sum + trials.length, 0);
  const report = reportFiles(
    tables,
    manifestText(facts),
    unfinishedText(run.plan, done),
  );
  const what = manifestText({
    ...facts,
    sha256: await checksums(new Map([...tables, ...report])),
  });
  const whole = journal.subarray(0, wholeBytes);
  const about = aboutRun(seeded, records);
  const described = await dataPackage(
    about,
    TABLES.map(({ table }) => ({
      table,
      csv: tables.get(`${table.name}.csv`)!,
    })),
    [
      journalFile(whole),
      manifestFile(what),
      ...reportEntries(report),
    ],
  );
  const files = new Map([
    ...tables,
    [MANIFEST_FILE, what],
    ...report,
    [PACKAGE_FILE, described],
  ]);
  return { files, records, journal: whole, tornBytes, about };
}

/** The files of {@linkcode makeRun}. */
export async function runFiles(
  ...journal: Parameters<typeof makeRun>
): Promise<Files> {
  return (await makeRun(...journal)).files;
}

/** A journal as a file of a package. */
export function journalFile(content: Uint8Array<ArrayBuffer>): OtherFile {
  return {
    path: JOURNAL_FILE,
    description:
      "primary record: the plan, every study and every trial with its predictions, one JSON object a line",
    // A reader that knew the lines as "jsonl" would take them for one table.
    format: "json-lines",
    mediatype: "application/jsonl",
    content,
  };
}

/** The manifest as a file of a package. */
export function manifestFile(content: string): OtherFile {
  return {
    path: MANIFEST_FILE,
    description:
      "what made the tables, on which machine, from which material, with the checksums of tables, report and figures",
    format: "json",
    mediatype: "application/json",
    content,
  };
}

/** Report and figures as files of a package. */
export function reportEntries(report: Files): OtherFile[] {
  return [...report].map(([path, content]) =>
    path.endsWith(".svg")
      ? {
        path,
        description: "a figure of the report",
        format: "svg",
        mediatype: "image/svg+xml",
        content,
      }
      : {
        path,
        description: "tables and figures on one page",
        format: "html",
        mediatype: "text/html",
        content,
      }
  );
}

function aboutRun(
  { studies, plan }: RunData,
  records: readonly JournalRecord[],
): PackageAbout {
  const [first] = records;
  const materials = studies.map(({ material }) => material);
  const each = <T>(items: readonly T[], name: (item: T) => string) => [
    ...new Map(items.map((item) => [name(item), item])).values(),
  ];
  return {
    name: `hyper-parameter-searches-${first.plan_hash.slice(0, 8)}`,
    title: `Searches of hyper-parameters for speech emotion recognition on ${
      plan.corpora.join(", ")
    }`,
    description: `Every trial of ${studies.length} seeded searches (${
      plan.optimizers.join(", ")
    }) and what follows from them`,
    sources: materialSources(
      each(materials.map(({ corpus }) => corpus), ({ name }) => name),
      each(materials.map(({ encoder }) => encoder), ({ name }) => name),
    ),
  };
}
