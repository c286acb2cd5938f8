import { parse, stringify } from "@std/csv";
import { TABLES } from "./all.ts";

/**
 * A table's text without its columns of time: two runs of one plan agree in it
 * byte for byte.
 *
 * @param file File name of a table, such as "trials.csv"
 * @param csv Its text
 * @throws {RangeError} When no table has this name
 */
export function untimed(file: string, csv: string): string {
  const known = TABLES.find(({ table }) => `${table.name}.csv` === file);
  if (!known) {
    throw new RangeError(
      `Cannot compare "${file}": no table of that name, expected one of ${
        TABLES.map(({ table }) => `${table.name}.csv`).join(", ")
      }`,
    );
  }
  const keep = known.table.columns.map((column) => !column.time);
  const rows = parse(csv) as string[][];
  return stringify(
    rows.map((row) => row.filter((_, i) => keep[i])),
    { headers: false },
  );
}
