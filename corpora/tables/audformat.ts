/**
 * audformat databases: `db.yaml` with a CSV file for each table.
 *
 * Source: audEERING, audformat 1.4, "Database", "Tables" and "Schemes" of its
 * documentation.
 *
 * @module
 */
import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { CorpusError } from "../errors.ts";
import type { FileSource, PartName } from "../types.ts";
import { ALIASES, findColumns, valuesOf } from "./columns.ts";
import { textRecords, utf8 } from "./records.ts";
import type { Role, Row, Table, TableSpec } from "./types.ts";

interface TableHeader {
  readonly split_id?: string;
  readonly columns?: Readonly<
    Record<string, { readonly scheme_id?: string } | null>
  >;
}

interface Header {
  readonly languages?: readonly string[];
  readonly license?: string;
  readonly splits?: Readonly<Record<string, { readonly type?: string }>>;
  readonly tables?: Readonly<Record<string, TableHeader>>;
  readonly misc_tables?: Readonly<Record<string, TableHeader>>;
  readonly schemes?: Readonly<Record<string, { readonly labels?: unknown }>>;
}

/** Name of the header of a database. */
export const DB_FILE = /(^|\/)db\.yaml$/;

/** Part of each type of split. */
const PARTS: Readonly<Record<string, PartName>> = {
  train: "train",
  dev: "validation",
  test: "test",
};

/**
 * Reads a database: of its tables those with labels, or the one that the plan
 * names. Several with labels are read together if each belongs to a split, which
 * then is an official partition. Speaker, sentence, sex and language come from
 * the same table, from other tables of the same files, or from the table of
 * speakers.
 *
 * @throws {CorpusError} If the header or a table has another form
 */
export async function readAudformat(
  path: string,
  source: Pick<FileSource, "read" | "paths">,
  spec: TableSpec,
): Promise<Table> {
  const header = await readHeader(path, source);
  const folder = path.slice(0, -"db.yaml".length);
  const tables = Object.entries(header.tables ?? {});
  const chosen = labelTables(path, tables, spec);
  const read = async (id: string) => {
    const file = `${folder}db.${id}.csv`;
    if (!source.paths.includes(file)) {
      throw new CorpusError(
        `Cannot read audformat database "${path}": there is no file "${file}"; save the database with storage_format="csv"`,
      );
    }
    return { file, bytes: await source.read(file) };
  };
  const others = tables.filter(([id, { columns }]) =>
    !chosen.some(([label]) => label === id) &&
    ROLES_OF_FILES.some((role) => columnOf(role, columns, spec))
  );
  const ofFile = new Map<string, Row["values"]>();
  for (const [id] of others) {
    const { file, bytes } = await read(id);
    for (const { values } of valuesIn(file, bytes, spec, ["path"])) {
      const { path: key, label: _, start: __, end: ___, ...more } = values;
      ofFile.set(key!, { ...ofFile.get(key!), ...more });
    }
  }
  const ofSpeaker = sexesInSchemes(header, spec);
  for (const [id, { columns }] of Object.entries(header.misc_tables ?? {})) {
    if (!ALIASES.speaker.includes(id) || !columnOf("sex", columns, spec)) {
      continue;
    }
    const { file, bytes } = await read(id);
    for (const { values } of valuesIn(file, bytes, spec, ["speaker"])) {
      if (values.speaker && values.sex) {
        ofSpeaker.set(values.speaker, { sex: values.sex });
      }
    }
  }
  const files = await Promise.all(
    chosen.map(async ([id, table]) => ({ table, ...await read(id) })),
  );
  const bySplit = files.every(({ table }) => table.split_id !== undefined);
  return {
    path,
    form: `audformat database, ${
      chosen.map(([id]) => `table ${id}`).join(", ")
    }`,
    ...(header.languages ? { languages: header.languages } : {}),
    ...(header.license ? { licence: header.license } : {}),
    rows: rows(),
  };

  function* rows(): Generator<Row> {
    for (const { table, file, bytes } of files) {
      const type = header.splits?.[table.split_id ?? ""]?.type ??
        table.split_id;
      for (const row of valuesIn(file, bytes, spec, ["path"])) {
        const values = { ...ofFile.get(row.values.path!), ...row.values };
        yield {
          line: row.line,
          values: {
            ...ofSpeaker.get(values.speaker ?? ""),
            ...values,
            ...(bySplit ? { split: PARTS[type!] ?? type } : {}),
          },
        };
      }
    }
  }
}

/** What other tables may tell of a file. */
const ROLES_OF_FILES: readonly Role[] = [
  "speaker",
  "sentence",
  "sex",
  "language",
];

async function readHeader(
  path: string,
  source: Pick<FileSource, "read">,
): Promise<Header> {
  const text = utf8(path, await source.read(path));
  try {
    // All as text: a speaker "08" is no number
    const header: unknown = load(text, { schema: FAILSAFE_SCHEMA });
    if (typeof header === "object" && header !== null && "tables" in header) {
      return header as Header;
    }
  } catch (error) {
    const [wrong] = (error as Error).message.split("\n");
    throw new CorpusError(`Cannot read audformat database "${path}": ${wrong}`);
  }
  throw new CorpusError(
    `Cannot read audformat database "${path}": it names no tables; expected the header that audformat writes`,
  );
}

/** Sex of each speaker whom the scheme of a column of speakers describes. */
function sexesInSchemes(
  { schemes = {}, tables = {} }: Header,
  spec: TableSpec,
): Map<string, Row["values"]> {
  const names = (role: Role) =>
    spec.columns?.[role] ? [spec.columns[role]] : ALIASES[role];
  const found = new Map<string, Row["values"]>();
  for (const { columns = {} } of Object.values(tables)) {
    for (const [column, definition] of Object.entries(columns)) {
      if (!names("speaker").includes(column)) continue;
      const labels = schemes[definition?.scheme_id ?? ""]?.labels;
      if (typeof labels !== "object" || labels === null) continue;
      for (const [speaker, about] of Object.entries(labels)) {
        if (typeof about !== "object" || about === null) continue;
        const sex = Object.entries(about).find(([name]) =>
          names("sex").includes(name)
        )?.[1];
        if (typeof sex === "string") found.set(speaker, { sex });
      }
    }
  }
  return found;
}

function columnOf(
  role: Role,
  columns: Readonly<Record<string, unknown>> = {},
  spec: TableSpec,
): boolean {
  const names = spec.columns?.[role] ? [spec.columns[role]] : ALIASES[role];
  return Object.keys(columns).some((name) => names.includes(name));
}

function labelTables(
  path: string,
  tables: readonly [string, TableHeader][],
  spec: TableSpec,
): readonly [string, TableHeader][] {
  const named = spec.table === undefined
    ? undefined
    : tables.find(([id]) => id === spec.table);
  if (named !== undefined) return [named];
  const found = tables.filter(([, { columns }]) =>
    columnOf("label", columns, spec)
  );
  const split = found.filter(([, { split_id }]) => split_id !== undefined);
  if (found.length === 1) return found;
  if (split.length > 0 && split.length === found.length) return found;
  const names = (found.length > 0 ? found : tables).map(([id]) => id).join(
    ", ",
  );
  throw new CorpusError(
    found.length === 0
      ? `Cannot read audformat database "${path}": none of its tables (${names}) has a column emotion or label; say in the plan which column holds the label, as columns.label`
      : `Cannot read audformat database "${path}": several tables have labels (${names}); say in the plan which one to use, as table`,
  );
}

function* valuesIn(
  file: string,
  bytes: Uint8Array,
  spec: TableSpec,
  needed: readonly Role[],
): Generator<Row> {
  let columns: ReturnType<typeof findColumns> | undefined;
  const { label, ...others } = spec.columns ?? {};
  for (const { line, cells } of textRecords(file, bytes)) {
    const names = Object.keys(cells);
    // The plan names columns of the database; a table need not have them all.
    const here = Object.fromEntries(
      Object.entries({ ...others, label }).filter(([, name]) =>
        name !== undefined && names.includes(name)
      ),
    );
    columns ??= findColumns(file, names, { columns: here }, needed);
    yield { line, values: valuesOf(file, line, cells, columns) };
  }
}
