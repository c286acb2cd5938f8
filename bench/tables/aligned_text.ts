import type { Table } from "./table.ts";

/** Columns of a table and their decimals, as aligned text. */
export function alignedText<Row>(
  table: Table<Row>,
  rows: readonly Row[],
  shown: readonly (readonly [column: string, decimals: number])[],
): string {
  const columns = shown.map(([name, decimals]) => {
    const { value } = table.columns.find((column) => column.name === name)!;
    const texts = rows.map((row) => {
      const cell = value(row);
      if (cell === null) return "-";
      return typeof cell === "number" ? cell.toFixed(decimals) : `${cell}`;
    });
    const width = Math.max(name.length, ...texts.map((text) => text.length));
    return [name, ...texts].map((text) => text.padStart(width));
  });
  return columns[0].map((_, line) => columns.map((c) => c[line]).join("  "))
    .join("\n");
}
