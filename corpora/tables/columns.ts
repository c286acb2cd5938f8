/**
 * Which column holds what.
 *
 * @module
 */
import { CorpusError } from "../errors.ts";
import { at, type TextRecord } from "./records.ts";
import { type Role, ROLES, type Row, type TableSpec } from "./types.ts";

/** Usual names of the columns, in lower case; the first that a table has is taken. */
export const ALIASES: Readonly<Record<Role, readonly string[]>> = {
  path: [
    "path",
    "file",
    "wav",
    "filename",
    "file_name",
    "file_id",
    "filepath",
    "audio",
  ],
  label: ["emotion", "label", "emo"],
  speaker: ["speaker", "speaker_id", "spk"],
  sentence: [
    "sentence",
    "sentence_id",
    "normalized_text",
    "transcription",
    "text",
  ],
  sex: ["sex", "gender"],
  language: ["language", "lang"],
  split: ["split", "partition"],
  fold: ["fold"],
  start: ["start"],
  end: ["end"],
};

/** Name of the column of each role that a table has. */
export type Columns = Readonly<Partial<Record<Role, string>>>;

/**
 * Finds the columns of a table.
 *
 * @param names Names of its columns
 * @throws {CorpusError} If one that the plan names is not there, or none of a
 * role that is needed
 */
export function findColumns(
  path: string,
  names: readonly string[],
  spec: TableSpec,
  needed: readonly Role[] = ["path", "label"],
): Columns {
  const found: Partial<Record<Role, string>> = {};
  const columns = names.map((name) => JSON.stringify(name)).join(", ");
  for (const role of ROLES) {
    const named = spec.columns?.[role];
    if (named !== undefined && !names.includes(named)) {
      throw new CorpusError(
        `Cannot read table "${path}": there is no column "${named}" for ${role}, only ${columns}; correct columns.${role} in the plan`,
      );
    }
    const alias = ALIASES[role].flatMap((usual) =>
      names.filter((name) =>
        name.toLowerCase() === usual
      )
    )[0];
    if (named ?? alias) found[role] = named ?? alias;
    else if (needed.includes(role)) {
      throw new CorpusError(
        `Cannot read table "${path}": no column is named ${
          ALIASES[role].slice(0, 3).join(", ")
        } or the like, only ${columns}; say in the plan which one holds the ${role}, as columns.${role}`,
      );
    }
  }
  return found;
}

/**
 * Rows of records.
 *
 * @throws {CorpusError} At a cell that is no text or number
 */
export function* rowsOf(
  path: string,
  records: Iterable<TextRecord>,
  spec: TableSpec,
): Generator<Row> {
  let columns: Columns | undefined;
  for (const { line, cells } of records) {
    columns ??= findColumns(path, Object.keys(cells), spec);
    yield { line, values: valuesOf(path, line, cells, columns) };
  }
}

/** What the columns of a record hold, trimmed. */
export function valuesOf(
  path: string,
  line: number,
  cells: TextRecord["cells"],
  columns: Columns,
): Row["values"] {
  const values: Partial<Record<Role, string>> = {};
  for (const role in columns) {
    const column = columns[role as Role]!;
    const cell = cells[column];
    if (cell === undefined || cell === null) continue;
    if (typeof cell !== "string" && typeof cell !== "number") {
      throw at(
        path,
        line,
        `column "${column}" holds ${
          JSON.stringify(cell)
        }, expected text or a number`,
      );
    }
    const text = String(cell).trim();
    if (text !== "") values[role as Role] = text;
  }
  return values;
}
