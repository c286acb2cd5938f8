/**
 * Kept tables as Markdown: reading their rows, and writing cells as a document
 * shows them.
 *
 * @module
 */
import { parse } from "@std/csv";
import { ROOT_URL } from "../command/root.ts";

/** A line of a CSV file by column name. */
export type Row = Readonly<Record<string, string>>;

/** Rows of a CSV file. */
export function rowsOf(path: string): Row[] {
  const text = Deno.readTextFileSync(new URL(path, ROOT_URL));
  return parse(text, { skipFirstRow: true }) as Row[];
}

/** A table with its head. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** Mean of a column. */
export function mean(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length;
}

/** A share, or a difference of shares, to three decimals. */
export function share(value: string | number): string {
  return Number(value).toFixed(3);
}

/** A difference of shares with its sign. */
export function signed(value: string): string {
  const text = share(value);
  return Number(text) > 0 ? `+${text}` : text;
}

/** " [low, high]" of a column, or nothing where it has no interval. */
export function interval(
  row: Row,
  of: string,
  written: (value: string) => string,
): string {
  const [low, high] = [row[`${of}_low`], row[`${of}_high`]];
  return low === "" ? "" : ` [${written(low)}, ${written(high)}]`;
}

/** "smallest to largest" of a column. */
export function range(
  rows: readonly Row[],
  column: string,
  decimals: number,
): string {
  const values = rows.map((row) => Number(row[column]));
  const [least, most] = [Math.min(...values), Math.max(...values)]
    .map((value) => value.toFixed(decimals));
  return least === most ? least : `${least} to ${most}`;
}
