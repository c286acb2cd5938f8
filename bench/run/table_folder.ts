/**
 * Folders of commands that keep a record of their own and make tables of it.
 *
 * @module
 */
import { join } from "@std/path";
import { RefusedError } from "../command/exit_codes.ts";
import { replaceFile } from "../command/files.ts";
import { checksums, manifestText } from "../outputs/manifest.ts";
import { exists } from "../outputs/out_folder.ts";
import {
  MANIFEST_FILE,
  manifestFile,
  PACKAGE_FILE,
} from "../outputs/run_files.ts";
import {
  dataPackage,
  type PackageAbout,
  type TableFile,
} from "../tables/package.ts";
import type { Table } from "../tables/table.ts";
import { processor, suiteCommit, versions } from "./machine.ts";

/**
 * Text of a folder's record; empty where the command has not run there.
 *
 * @param record Name of the record
 * @param tables Tables that are made of it
 * @throws {RefusedError} If a file that would be written is there without a record
 */
export async function recordIn(
  folder: string,
  record: string,
  tables: readonly Pick<Table<never>, "name">[],
): Promise<string> {
  const path = join(folder, record);
  if (await exists(path)) return await Deno.readTextFile(path);
  const written = tables.map(({ name }) => `${name}.csv`);
  for (const name of [...written, MANIFEST_FILE, PACKAGE_FILE]) {
    if (await exists(join(folder, name))) {
      throw new RefusedError(
        `Cannot write to --out "${folder}": it holds ${name} without ${record}; choose another folder`,
      );
    }
  }
  return "";
}

/**
 * Writes tables with their manifest and package.
 *
 * @param facts What the manifest says beside versions, machine and checksums
 * @param about What the package says of itself
 */
export async function writeTables(
  folder: string,
  tables: readonly TableFile[],
  facts: Readonly<Record<string, unknown>>,
  about: PackageAbout,
): Promise<void> {
  const files = new Map(
    tables.map(({ table, csv }) => [`${table.name}.csv`, csv]),
  );
  const manifest = manifestText({
    ...facts,
    suite: { ...versions(), commit: await suiteCommit() },
    machine: processor(),
    written: new Date().toISOString(),
    sha256: await checksums(files),
  });
  files.set(MANIFEST_FILE, manifest);
  files.set(
    PACKAGE_FILE,
    await dataPackage(about, tables, [manifestFile(manifest)]),
  );
  for (const [name, text] of files) {
    await replaceFile(join(folder, name), text);
  }
}
