import { readTable } from "../../tables/read_table.ts";
import { columnNames } from "../../tables/table.ts";
import { TABLES } from "../../tables/all.ts";
import { toLatex } from "./latex.ts";
import { VIEWS } from "./views.ts";

/**
 * LaTeX tables of the tables that fit a page.
 *
 * @param files Text of a run's tables by file name
 * @returns LaTeX source by file name
 */
export function latexFiles(
  files: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map(TABLES.flatMap(({ table }): [string, string][] => {
    const file = `${table.name}.csv`;
    const [view, csv] = [VIEWS[table.name], files.get(file)];
    if (!view || csv === undefined) return [];
    const rows = readTable(table, file, csv, columnNames(table))
      .map(({ cells }) => cells);
    return [[`${table.name}.tex`, toLatex(table, rows, view)]];
  }));
}
