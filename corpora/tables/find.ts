import { CorpusError } from "../errors.ts";
import { listed } from "../loading/wording.ts";
import type { FileSource } from "../types.ts";
import { DB_FILE, readAudformat } from "./audformat.ts";
import { rowsOf } from "./columns.ts";
import { isEmobox, isFoldFile, readEmobox } from "./emobox.ts";
import { textRecords } from "./records.ts";
import type { Table, TableSpec } from "./types.ts";

/** Names by which other tools know the table of a folder. */
const USUAL = /(^|\/)(db\.yaml|data\.tsv|metadata\.(csv|jsonl))$/;

const TABLE = /\.(csv|tsv|jsonl)$|(^|\/)db\.yaml$/i;

/**
 * Finds and opens the table of a folder: the one that the plan names, one of a
 * usual name, or the only one that there is.
 *
 * @throws {CorpusError} If there is none, or several
 */
export async function openTable(
  name: string,
  source: FileSource,
  spec: TableSpec,
): Promise<Table> {
  const path = choose(name, source, spec);
  if (DB_FILE.test(path)) return await readAudformat(path, source, spec);
  if (isEmobox(path, source.paths)) {
    return await readEmobox(path, source, spec);
  }
  const bytes = await source.read(path);
  return {
    path,
    form: path.slice(path.lastIndexOf(".") + 1).toUpperCase(),
    rows: rowsOf(path, textRecords(path, bytes), spec),
  };
}

function choose(name: string, source: FileSource, spec: TableSpec): string {
  const where = source.folder === undefined ? "" : ` in "${source.folder}"`;
  const tables = source.paths.filter((path) =>
    TABLE.test(path) && !isFoldFile(path)
  );
  const header = tables.filter((path) => DB_FILE.test(path));
  if (spec.table !== undefined && header.length !== 1) {
    if (source.paths.includes(spec.table)) return spec.table;
    throw new CorpusError(
      `Cannot load "${name}": there is no table "${spec.table}"${where}; give its path below the data folder`,
    );
  }
  if (spec.table !== undefined && source.paths.includes(spec.table)) {
    return spec.table;
  }
  for (const candidates of [tables.filter((p) => USUAL.test(p)), tables]) {
    if (candidates.length === 1) return candidates[0];
  }
  throw new CorpusError(
    tables.length === 0
      ? `Cannot load "${name}": found no table${where}, expected a .csv, .tsv or .jsonl file or a db.yaml; add one, or use a built-in corpus`
      : `Cannot load "${name}": found several tables${where}, ${
        listed(tables)
      }; give the one to read with --data`,
  );
}
