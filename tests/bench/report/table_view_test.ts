import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Row } from "../../../bench/figures/records.ts";
import { untimedPage } from "../../../bench/report/html.ts";
import { isShown, tableView } from "../../../bench/report/table_view.ts";
import type { Table } from "../../../bench/tables/table.ts";

const column = (
  name: string,
  type: "string" | "number",
  time?: true,
) => ({
  name,
  type,
  description: `what ${name} is`,
  ...(time ? { time } : {}),
  value: (row: Row) => row[name],
});

const TABLE: Table<Row> = {
  name: "things",
  description: "One row is a thing",
  key: ["name"],
  columns: [
    column("name", "string"),
    column("place", "string"),
    column("size", "number"),
    column("mass", "number"),
    column("minutes", "number", true),
  ],
};
const table = TABLE as Table<never>;

const thing = (name: string, size: number, minutes = 1): Row => ({
  name,
  place: "here",
  size,
  mass: null,
  minutes,
});

Deno.test("tableView shows a row of cells for each row, and says once what all share", () => {
  const { text } = tableView({ table, rows: [thing("a", 1), thing("b", 0.5)] });
  const body = text.slice(text.indexOf("<tbody>"), text.indexOf("</tbody>"));
  assertEquals(body.match(/<tr>/g)?.length, 2);
  assertEquals(body.match(/<td/g)?.length, 6);
  assertStringIncludes(text, "In all rows: place here.");
  assertStringIncludes(text, "Not computable here: mass.");
  assertStringIncludes(text, "2 rows");
});

Deno.test("tableView has a line for each column where few rows have many", () => {
  const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
  const wide = {
    ...TABLE,
    columns: names.map((name) => column(name, "number")),
  } as Table<never>;
  const rowOf = (k: number): Row =>
    Object.fromEntries(names.map((name, i) => [name, 100 * k + i]));
  const lines = (n: number) => {
    const rows = Array.from({ length: n }, (_, k) => rowOf(k));
    return tableView({ table: wide, rows }).text.match(/<tr>.*<\/tr>/g)!;
  };
  assertEquals(lines(2).length, 20);
  assertEquals(
    lines(2)[3],
    '<tr><th scope="row" class="text">c3</th><td>3</td><td>103</td></tr>',
  );
  // A heading and a line for each row.
  assertEquals(lines(30).length, 31);
});

Deno.test("tableView marks columns of time, so that reruns agree in the rest", () => {
  const view = (minutes: number) =>
    tableView({ table, rows: [thing("a", 1, minutes), thing("b", 2)] }).text;
  assertEquals(untimedPage(view(3)), untimedPage(view(4)));
  assertEquals(view(3) === view(4), false);
});

Deno.test("tableView escapes hostile cells", () => {
  const hostile = `"><script>alert(1)</script>`;
  const { text } = tableView({
    table,
    rows: [thing(hostile, 1), thing("b", 2)],
  });
  assertEquals(text.includes("<script"), false);
  assertStringIncludes(text, "&lt;script&gt;");
});

Deno.test("tableView links to long tables instead of showing them, and survives empty ones", () => {
  const rows = Array.from({ length: 200 }, (_, i) => thing(`n${i}`, i));
  assertEquals(isShown({ table, rows }), false);
  assertEquals(tableView({ table, rows }).text.includes("<table"), false);
  assertStringIncludes(
    tableView({ table, rows }).text,
    `<a href="things.csv">`,
  );
  assertStringIncludes(tableView({ table, rows: [] }).text, "0 rows");
});
