import { assert, assertEquals } from "@std/assert";
import { latexFiles } from "../../../../bench/report/latex/files.ts";
import { VIEWS } from "../../../../bench/report/latex/views.ts";
import { TABLES } from "../../../../bench/tables/all.ts";

const header = (columns: readonly { name: string }[]) =>
  columns.map(({ name }) => name).join(",") + "\n";

Deno.test("latexFiles() finds the table and every column of each view", () => {
  const files = new Map(
    TABLES.map(({ table }) => [`${table.name}.csv`, header(table.columns)]),
  );
  const latex = latexFiles(files);
  assertEquals(
    [...latex.keys()].sort(),
    Object.keys(VIEWS).map((name) => `${name}.tex`).sort(),
  );
  for (const text of latex.values()) assert(text.includes("\\midrule"));
});

Deno.test("latexFiles() leaves out tables that are not there", () => {
  assertEquals(latexFiles(new Map()).size, 0);
});
