/**
 * Reads a table's CSV or TSV back by the definition of its columns.
 *
 * @module
 */
import type { Cell, Column, Table } from "./table.ts";
import {
  columnAt,
  fault,
  isMissing,
  type TextTable,
  textTable,
} from "./text_table.ts";

/** A row of a file: its values by column, and where it stood. */
export interface ReadRow {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Value of each column of the definition. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/**
 * Reads a table's file. Columns may stand in any order, others beside them are
 * ignored.
 *
 * @param table Definition of the table
 * @param file Name for messages
 * @param text Content
 * @param optional Columns that may be missing or hold no value, and are then read as empty
 * @throws {DataError} At the first line that does not fit the definition
 */
export function readTable<Row>(
  table: Table<Row>,
  file: string,
  text: string,
  optional: readonly string[] = [],
): ReadRow[] {
  return readRows(table, textTable(file, text), optional);
}

/** Reads a table's rows, likewise. */
export function readRows<Row>(
  table: Table<Row>,
  text: TextTable,
  optional: readonly string[] = [],
): ReadRow[] {
  const { file, headerLine } = text;
  const readers = table.columns.map((column) => {
    const at = columnAt(text, column.name);
    const mayLack = optional.includes(column.name);
    if (at < 0 && !mayLack) {
      throw fault(
        file,
        headerLine,
        column.name,
        `found no such column, expected all of ${table.name}.csv (${
          table.columns.filter(({ name }) => !optional.includes(name))
            .map(({ name }) => name).join(", ")
        })`,
      );
    }
    const required = !mayLack &&
      (table.key.includes(column.name) || column.constraints?.required);
    return { column, at, required };
  });
  const isKeyed = table.key.every((name) => columnAt(text, name) >= 0);
  const seen = new Map<string, number>();
  return text.records.map(({ line, fields }) => {
    const cells: Record<string, Cell> = {};
    for (const { column, at, required } of readers) {
      const cell = at < 0 ? null : valueOf(column, fields[at], required);
      if (cell === undefined) {
        throw fault(
          file,
          line,
          text.columns[at].inFile ?? column.name,
          `found ${JSON.stringify(fields[at].slice(0, 80))}, expected ${
            expected(column)
          }`,
        );
      }
      cells[column.name] = cell;
    }
    const key = table.key.map((name) => cells[name]).join("\t");
    const other = seen.get(key);
    if (isKeyed && other !== undefined) {
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
    return { line, cells };
  });
}

const TRUTHS: Readonly<Record<string, boolean>> = {
  "true": true,
  "t": true,
  "1": true,
  "1.0": true,
  "false": false,
  "f": false,
  "0": false,
  "0.0": false,
};

/** The value of a field, or nothing when the field does not fit its column. */
function valueOf(
  { type, constraints }: Pick<Column<never>, "type" | "constraints">,
  text: string,
  required: boolean | undefined,
): Cell | undefined {
  if (isMissing(text)) return required ? undefined : null;
  if (constraints?.enum && !constraints.enum.includes(text)) return undefined;
  if (type === "string") return text;
  if (type === "boolean") return TRUTHS[text.toLowerCase()];
  const value = Number(text);
  const { minimum = -Infinity, maximum = Infinity } = constraints ?? {};
  const isOfType = type === "integer"
    ? Number.isInteger(value)
    : Number.isFinite(value);
  return isDecimal(text) && isOfType && value >= minimum && value <= maximum
    ? value
    : undefined;
}

/** Whether a text is a number in decimals: neither "0x10" nor "Infinity". */
export function isDecimal(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
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
