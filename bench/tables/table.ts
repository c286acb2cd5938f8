/**
 * What a table is: one definition of its columns feeds the CSV, the schema, the
 * README and every report.
 *
 * @module
 */
import { stringify } from "@std/csv";

/** A value in a table; `null` where it cannot be computed, never 0 in its place. */
export type Cell = string | number | boolean | null;

/** What the values of a column satisfy beyond their type. */
export interface Constraints {
  /** True where a value always stands. Holds for every column of a key. */
  readonly required?: true;
  /** True where values are unique. */
  readonly unique?: true;
  /** Smallest value. */
  readonly minimum?: number;
  /** Largest value. */
  readonly maximum?: number;
  /** The only values there are. */
  readonly enum?: readonly string[];
}

/** A value that always stands. */
export const REQUIRED: Constraints = { required: true };

/** A share, a rate or an accuracy. */
export const SHARE: Constraints = { minimum: 0, maximum: 1 };

/** A count, a size or a duration. */
export const COUNT: Constraints = { minimum: 0 };

/** One column. */
export interface Column<Row> {
  /** Name in the CSV, the same word as in the code. */
  readonly name: string;
  /** Type of its values. */
  readonly type: "string" | "integer" | "number" | "boolean";
  /** Unit, where it has one. */
  readonly unit?: string;
  /** Meaning, in one sentence without a full stop. */
  readonly description: string;
  /** True when the value depends on the clock, so that reruns may differ in it. */
  readonly time?: true;
  /** What its values satisfy, for readers of the file. */
  readonly constraints?: Constraints;
  /** Value of a row. */
  readonly value: (row: Row) => Cell;
}

/** One table: what a row is, the key of its rows, and its columns. */
export interface Table<Row> {
  /** File name without the ending. */
  readonly name: string;
  /** What one row is, and what a mean or an interval is over where there is one. */
  readonly description: string;
  /** Columns that tell rows apart; rows are sorted by them. */
  readonly key: readonly string[];
  /** Columns in file order. */
  readonly columns: readonly Column<Row>[];
}

/** Rows in key order, as the cells of each. */
export function cells<Row>(
  table: Table<Row>,
  rows: readonly Row[],
): Cell[][] {
  const keys = table.key.map((name) => {
    const at = table.columns.findIndex((column) => column.name === name);
    if (at < 0) {
      throw new Error(
        `Cannot sort table "${table.name}": no column "${name}" among its columns`,
      );
    }
    return at;
  });
  return rows
    .map((row) => table.columns.map((column) => column.value(row)))
    .sort((a, b) => {
      for (const at of keys) {
        const order = compareCells(a[at], b[at]);
        if (order !== 0) return order;
      }
      return 0;
    });
}

/** Numbers by size, text by code unit (never by locale), empty first. */
function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}

/**
 * The table as CSV: RFC 4180 with `\n`, `.` decimals, shortest numbers that read
 * back to the same value, empty where there is none.
 *
 * @throws {RangeError} When a number is not finite: a table holds values or nothing
 */
export function toCsv<Row>(table: Table<Row>, rows: readonly Row[]): string {
  const lines = [
    table.columns.map((column) => column.name),
    ...cells(table, rows).map((row) =>
      row.map((cell, i) => text(cell, table, i))
    ),
  ];
  return stringify(lines, { headers: false }).replaceAll("\r\n", "\n");
}

function text<Row>(cell: Cell, table: Table<Row>, column: number): string {
  if (typeof cell === "number" && !Number.isFinite(cell)) {
    throw new RangeError(
      `Cannot write table "${table.name}": column "${
        table.columns[column].name
      }" holds ${cell}, expected a finite number or nothing`,
    );
  }
  // A line break inside a field would change with the line ending of the file.
  return cell === null ? "" : String(cell).replaceAll(/\s*[\r\n]+\s*/g, " ");
}

/** The table's Table Schema: columns with types, units, meanings and constraints. */
export function toSchema<Row>(
  { columns, key }: Table<Row>,
): Record<string, unknown> {
  return {
    fields: columns.map(
      ({ name, type, description, unit, time, constraints }) => ({
        name,
        type,
        description,
        ...(unit ? { unit } : {}),
        ...(time ? { depends_on_time: true } : {}),
        ...(constraints || key.includes(name)
          ? {
            constraints: {
              ...(key.includes(name) ? { required: true } : {}),
              ...constraints,
            },
          }
          : {}),
      }),
    ),
    primaryKey: [...key],
  };
}

/** How {@linkcode toCsv} writes a table, as a Table Dialect: what is not its default. */
const DIALECT = { lineTerminator: "\n" } as const;

/** The table as a Data Resource. */
export function toResource<Row>(table: Table<Row>): Record<string, unknown> {
  return {
    name: table.name.replaceAll("_", "-"),
    type: "table",
    path: `${table.name}.csv`,
    description: table.description,
    format: "csv",
    mediatype: "text/csv",
    dialect: DIALECT,
    schema: toSchema(table),
  };
}
