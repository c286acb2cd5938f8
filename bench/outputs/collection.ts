/**
 * Several runs as one Data Package, which writes every schema once.
 *
 * @module
 */
import { TABLES } from "../tables/all.ts";
import { dataPackage, type PackageSource, toJson } from "../tables/package.ts";
import { toSchema } from "../tables/table.ts";
import {
  type Files,
  journalFile,
  type MadeRun,
  MANIFEST_FILE,
  manifestFile,
  PACKAGE_FILE,
} from "./run_files.ts";

/** A run of a collection. */
export interface CollectedRun extends MadeRun {
  /** Its folder, relative to the collection's, separated by "/". */
  readonly folder: string;
}

/**
 * The files of a collection's own: a schema for each kind of table, and the
 * package of what its runs keep (journals, manifests, tables).
 *
 * @param runs In the order of their folders
 * @returns Text of files by name
 */
export async function collectionFiles(
  runs: readonly CollectedRun[],
): Promise<Files> {
  const schemas = TABLES.map(({ table }): [string, string] => [
    schemaFile(table.name),
    toJson({
      $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
      description: table.description,
      ...toSchema(table),
    }) + "\n",
  ]);
  const described = await dataPackage(
    {
      name: "hyper-parameter-searches",
      title: "Searches of hyper-parameters for speech emotion recognition",
      description:
        "Runs, each in a folder: every trial of its searches, and the tables that follow from them. A schema says of a table what a row and its columns are",
      sources: distinct(runs.flatMap(({ about }) => about.sources ?? [])),
    },
    runs.flatMap(({ folder, files }) =>
      TABLES.flatMap(({ table }) => {
        const csv = files.get(`${table.name}.csv`);
        return csv === undefined
          ? []
          : [{ table, csv, folder, schema: schemaFile(table.name) }];
      })
    ),
    runs.flatMap(({ folder, files, journal }) =>
      [journalFile(journal), manifestFile(files.get(MANIFEST_FILE)!)]
        .map((file) => ({ ...file, path: `${folder}/${file.path}` }))
    ),
  );
  return new Map([...schemas, [PACKAGE_FILE, described]]);
}

function schemaFile(table: string): string {
  return `schema/${table}.json`;
}

function distinct(sources: readonly PackageSource[]): PackageSource[] {
  return [
    ...new Map(sources.map((source) => [JSON.stringify(source), source]))
      .values(),
  ];
}
