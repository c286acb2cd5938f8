/**
 * Reads a table's CSV or TSV back by the definition of its columns.
 *
 * @module
 */
import { parse } from "@std/csv";
import { DataError } from "../command/exit_codes.ts";
import type { Cell, Column, Table } from "./table.ts";

/** A row of a file: its values by column, and where it stood. */
export interface ReadRow {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Value of each column of the definition. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Says where in a file something is wrong; the sentence goes on with what was found. */
export function fault(
  file: string,
  line: number,
  column: string,
  found: string,
): DataError {
  return new DataError(
    `Cannot read "${file}" at line ${line}, column "${column}": ${found}`,
  );
}

/**
 * Reads a table's file. Columns may stand in any order, others beside them are
 * ignored; separators are commas, or tabs where the first line has one. A field
 * holds no line break, so that a row is a line.
 *
 * @param table Definition of the table
 * @param file Name for messages
 * @param text Content
 * @param optional Columns that may be missing, and are then read as empty
 * @throws {DataError} At the first line that does not fit the definition
 */
export function readTable<Row>(
  table: Table<Row>,
  file: string,
  text: string,
  optional: readonly string[] = [],
): ReadRow[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const [header] = lines;
  const separator = header.includes("\t") ? "\t" : ",";
  const names = fields(file, 1, header, separator);
  const readers = table.columns.map((column) => {
    const at = names.indexOf(column.name);
    if (at < 0 && !optional.includes(column.name)) {
      throw fault(
        file,
        1,
        column.name,
        `found no such column, expected all of ${table.name}.csv (${
          table.columns.map(({ name }) => name).join(", ")
        })`,
      );
    }
    return { column, at, required: table.key.includes(column.name) };
  });
  const rows: ReadRow[] = [];
  const seen = new Map<string, number>();
  for (let i = 1; i < lines.length; i++) {
    if (lines[i] === "") continue;
    const line = i + 1;
    const values = fields(file, line, lines[i], separator);
    if (values.length !== names.length) {
      throw new DataError(
        `Cannot read "${file}" at line ${line}: found ${values.length} fields, expected ${names.length} as in the first line`,
      );
    }
    const cells: Record<string, Cell> = {};
    for (const { column, at, required } of readers) {
      const cell = at < 0 ? null : valueOf(column, values[at], required);
      if (cell === undefined) {
        throw fault(
          file,
          line,
          column.name,
          `found ${JSON.stringify(values[at].slice(0, 80))}, expected ${
            expected(column)
          }`,
        );
      }
      cells[column.name] = cell;
    }
    const key = table.key.map((name) => cells[name]).join("\t");
    const other = seen.get(key);
    if (other !== undefined) {
      throw fault(
        file,
        line,
        table.key.join(", "),
        `found ${
          JSON.stringify(key.replaceAll("\t", " "))
        } a second time, after line ${other}, expected each row once`,
      );
    }
    seen.set(key, line);
    rows.push({ line, cells });
  }
  return rows;
}

function fields(
  file: string,
  line: number,
  text: string,
  separator: string,
): string[] {
  if (!text.includes('"')) return text.split(separator);
  try {
    return (parse(text, { separator }) as string[][])[0];
  } catch {
    throw new DataError(
      `Cannot read "${file}" at line ${line}: found quotes that do not enclose whole fields, expected fields as RFC 4180 quotes them, without line breaks`,
    );
  }
}

/** The value of a field, or nothing when the field does not fit its column. */
function valueOf(
  { type, constraints }: Pick<Column<never>, "type" | "constraints">,
  text: string,
  required: boolean,
): Cell | undefined {
  if (text === "") return required || constraints?.required ? undefined : null;
  if (constraints?.enum && !constraints.enum.includes(text)) return undefined;
  if (type === "string") return text;
  if (type === "boolean") {
    return text === "true" ? true : text === "false" ? false : undefined;
  }
  const value = Number(text);
  const form = type === "integer" ? /^-?\d+$/ : /^-?\d*\.?\d+(e[+-]?\d+)?$/i;
  const { minimum = -Infinity, maximum = Infinity } = constraints ?? {};
  return form.test(text) && Number.isFinite(value) && value >= minimum &&
      value <= maximum
    ? value
    : undefined;
}

/** What a column takes, in words. */
function expected(
  { type, constraints }: Pick<Column<never>, "type" | "constraints">,
): string {
  if (constraints?.enum) return constraints.enum.join(", ");
  if (type === "boolean") return "true or false";
  if (type === "string") return "a value";
  const kind = type === "integer" ? "a whole number" : "a number";
  const { minimum, maximum } = constraints ?? {};
  if (minimum !== undefined && maximum !== undefined) {
    return `${kind} from ${minimum} to ${maximum}`;
  }
  if (minimum !== undefined) return `${kind} of at least ${minimum}`;
  return maximum === undefined ? kind : `${kind} of at most ${maximum}`;
}
