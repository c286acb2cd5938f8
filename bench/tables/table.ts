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

/** A column without its name; `V` is the type of its values. */
export interface ColumnDefinition<Row, V extends Cell = Cell> {
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
  readonly value: (row: Row) => V | null;
}

/** One column. */
export interface Column<Row> extends ColumnDefinition<Row> {
  /** Name in the CSV, the same word as in the code. */
  readonly name: string;
}

/** Columns by name, in file order. */
export type Columns<Row, Name extends string = string, V extends Cell = Cell> =
  Readonly<Record<Name, ColumnDefinition<Row, V>>>;

/** What a column has beside its type, meaning and value. */
export interface ColumnOptions extends Constraints {
  /** Unit of its values. */
  readonly unit?: string;
  /** True when the value depends on the clock. */
  readonly time?: true;
}

function maker<V extends Cell>(type: Column<never>["type"]) {
  return <Row>(
    description: string,
    value: (row: Row) => V | null,
    { unit, time, ...constraints }: ColumnOptions = {},
  ): ColumnDefinition<Row, V> => ({
    type,
    ...(unit === undefined ? {} : { unit }),
    description,
    ...(time === undefined ? {} : { time }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
    value,
  });
}

/** A column of numbers. */
export const number = maker<number>("number");
/** A column of whole numbers. */
export const integer = maker<number>("integer");
/** A column of text. */
export const text = maker<string>("string");
/** A column of true and false. */
export const flag = maker<boolean>("boolean");

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

/** Defines a table whose rows are made of `Row`; the compiler checks that the key is of its columns. */
export function defineTable<Row>() {
  return <D extends Columns<Row>>(
    table: {
      readonly name: string;
      readonly description: string;
      readonly key: readonly (keyof D & string)[];
      readonly columns: D;
    },
  ): Table<Row> => ({
    ...table,
    columns: columnList(table.columns),
  });
}

/** A column under a name that is a value. */
export function one<N extends string, D>(
  name: N,
  column: D,
): { readonly [K in N]: D } {
  return { [name]: column } as { readonly [K in N]: D };
}

/** Columns under names that begin with another word: "low" of "bca" is "bca_low". */
export function named<P extends string, D extends Columns<never>>(
  prefix: P,
  columns: D,
): { readonly [N in keyof D & string as `${P}_${N}`]: D[N] } {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      `${prefix}_${name}`,
      column,
    ]),
  ) as { readonly [N in keyof D & string as `${P}_${N}`]: D[N] };
}

/** Names of a table's columns, in file order. */
export function columnNames(table: Pick<Table<never>, "columns">): string[] {
  return table.columns.map(({ name }) => name);
}

/** Columns by name as a list. */
export function columnList<Row>(columns: Columns<Row>): Column<Row>[] {
  return Object.entries(columns).map(([name, column]) => ({ name, ...column }));
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

/** The same, each cell under the name of its column. */
export function namedCells<Row>(
  table: Table<Row>,
  rows: readonly Row[],
): Record<string, Cell>[] {
  return cells(table, rows).map((row) =>
    Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i]]))
  );
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
      row.map((cell, i) => cellText(cell, table, i))
    ),
  ];
  return stringify(lines, { headers: false }).replaceAll("\r\n", "\n");
}

function cellText<Row>(cell: Cell, table: Table<Row>, column: number): string {
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
