import { TABLES } from "../tables/all.ts";
import type { Column, Table } from "../tables/table.ts";

/** TypeScript types of the rows of every table, from the definitions of their columns. */
export function rowTypes(): string {
  const tables = TABLES.map(({ table }) => table);
  return [
    [
      "/**",
      " * Rows of the tables. Made by `deno task readme` from the definitions of their",
      " * columns; do not edit.",
      " *",
      " * @module",
      " */",
    ].join("\n"),
    ...tables.map(rowType),
    [
      "/** The row of each table by the table's name. */",
      "export interface TableRows {",
      ...tables.flatMap((table) => [
        `  /** Of \`${table.name}.csv\`. */`,
        `  readonly ${table.name}: ${typeName(table)};`,
      ]),
      "}",
    ].join("\n"),
  ].join("\n\n") + "\n";
}

function rowType(table: Table<never>): string {
  return [
    `/** ${table.description}. */`,
    `export interface ${typeName(table)} {`,
    ...table.columns.flatMap((column: Column<never>) => [
      `  /** ${column.description}${
        column.unit === undefined ? "" : `; in ${column.unit}`
      }. */`,
      `  readonly ${column.name}: ${cellType(column, table)};`,
    ]),
    "}",
  ].join("\n");
}

/** "best_of_k" as BestOfKRow. */
function typeName({ name }: Table<never>): string {
  const words = name.split("_").map((word) =>
    word[0].toUpperCase() + word.slice(1)
  );
  return words.join("") + "Row";
}

function cellType(
  { name, type, constraints }: Column<never>,
  { key }: Table<never>,
): string {
  const value = constraints?.enum
    ? constraints.enum.map((item) => JSON.stringify(item)).join(" | ")
    : type === "integer"
    ? "number"
    : type;
  return key.includes(name) || constraints?.required
    ? value
    : `${value} | null`;
}
