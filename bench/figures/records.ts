/**
 * Rows of a table as figures and report read them: the cells of its CSV by column,
 * so that what they show is what the file says.
 *
 * @module
 */
import type { TableRows } from "../tables/rows.ts";
import type { Cell, Table } from "../tables/table.ts";

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** A row of a table as far as its reader needs it: the compiler knows the columns. */
export type RowIn<Name extends keyof TableRows> = Partial<TableRows[Name]>;

/** A table with its rows. */
export interface Records {
  /** Its definition. */
  readonly table: Table<never>;
  /** Its rows in file order. */
  readonly rows: readonly Row[];
}

/** A cell that is a number or empty. */
export function numberOf<R>(row: R, column: keyof R & string): number | null {
  const cell = cellOf(row, column);
  if (cell === null || typeof cell === "number") return cell;
  throw wrongType(column, cell, "a number or nothing");
}

/** A cell that is text; empty text where there is none. */
export function textOf<R>(row: R, column: keyof R & string): string {
  const cell = cellOf(row, column);
  if (cell === null || typeof cell === "string") return cell ?? "";
  throw wrongType(column, cell, "text");
}

/** A cell that is true, false or empty; empty counts as false. */
export function flagOf<R>(row: R, column: keyof R & string): boolean {
  const cell = cellOf(row, column);
  if (cell === null || typeof cell === "boolean") return cell ?? false;
  throw wrongType(column, cell, "true, false or nothing");
}

function cellOf<R>(row: R, column: keyof R & string): unknown {
  const cell = row[column];
  if (cell !== undefined) return cell;
  throw new RangeError(
    `Cannot read column "${column}": the row has ${
      Object.keys(row as object).join()
    }`,
  );
}

function wrongType(
  column: string,
  cell: unknown,
  expected: string,
): TypeError {
  return new TypeError(
    `Cannot read column "${column}": it holds ${
      JSON.stringify(cell)
    }, expected ${expected}`,
  );
}
