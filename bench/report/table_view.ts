import type { Records, Row } from "../figures/records.ts";
import type { Cell, Column } from "../tables/table.ts";
import { type Html, markup, timed } from "./html.ts";
import { counted, short } from "./numbers.ts";

/** Tables that are read by programs rather than by eye: the page links to them. */
const LINKED = ["trials", "epochs", "incumbents", "curves", "utterances"];
/** A table of more rows is linked too. */
const MOST_ROWS = 40;

/** A table of more columns is wider than a page, and stands on its side if it can. */
const MOST_COLUMNS = 12;
/** Rows that fit beside each other as columns. */
const MOST_ROWS_ABREAST = 6;

/** True when the rows of a table stand in the page, false when it only links to them. */
export function isShown({ table, rows }: Records): boolean {
  return rows.length > 0 && rows.length <= MOST_ROWS &&
    !LINKED.includes(table.name);
}

/**
 * A table of the run: its rows where they are few, a link to its CSV in any case.
 * Columns that say the same in every row stand above it, empty ones are named.
 */
export function tableView(records: Records): Html {
  const { table, rows } = records;
  const file = `${table.name}.csv`;
  return markup`<section>
<h3 id="${table.name}"><a href="${file}">${file}</a></h3>
<p class="muted">${table.description}. ${counted(rows.length, "row")}.</p>
${isShown(records) ? inline(table.columns, rows) : null}
<details><summary class="muted">What the columns mean</summary>
<dl>${table.columns.map(meaning)}</dl></details>
</section>
`;
}

function meaning(column: Column<never>): Html {
  const { name, description, unit, time } = column;
  return markup`<dt>${name}</dt><dd>${description}${unit ? ` (${unit})` : ""}${
    time ? "; depends on the clock" : ""
  }</dd>\n`;
}

function inline(
  columns: readonly Column<never>[],
  rows: readonly Row[],
): Html {
  // A column of time may be constant by chance: it keeps its place.
  const constant = columns.filter(({ name, time }) =>
    !time && rows.every((row) => row[name] === rows[0][name])
  );
  const empty = constant.filter(({ name }) => rows[0][name] === null);
  const same = rows.length === 1
    ? []
    : constant.filter(({ name }) => rows[0][name] !== null);
  const apart = [...empty, ...same];
  const shown = columns.filter((column) => !apart.includes(column));
  return markup`${
    remark(
      "In all rows",
      same.map(({ name }) => `${name} ${plain(rows[0][name])}`),
    )
  }${remark("Not computable here", empty.map(({ name }) => name))}
<div class="wide"><table>
${
    shown.length > MOST_COLUMNS && rows.length <= MOST_ROWS_ABREAST
      ? onItsSide(shown, rows)
      : upright(shown, rows)
  }
</table></div>`;
}

function upright(
  columns: readonly Column<never>[],
  rows: readonly Row[],
): Html {
  return markup`<thead><tr>${
    columns.map((column) =>
      markup`<th scope="col"${alignment(column)}>${column.name}</th>`
    )
  }</tr></thead>
<tbody>
${
    rows.map((row) =>
      markup`<tr>${columns.map((column) => dataCell(column, row))}</tr>\n`
    )
  }</tbody>`;
}

/** A line for each column: few rows of many columns fit a phone and a sheet of paper so. */
function onItsSide(
  columns: readonly Column<never>[],
  rows: readonly Row[],
): Html {
  return markup`<tbody>
${
    columns.map((column) =>
      markup`<tr><th scope="row" class="text">${column.name}</th>${
        rows.map((row) => dataCell(column, row))
      }</tr>\n`
    )
  }</tbody>`;
}

function remark(what: string, items: readonly string[]): Html | null {
  return items.length === 0
    ? null
    : markup`<p class="muted">${what}: ${items.join(", ")}.</p>\n`;
}

function dataCell(column: Column<never>, row: Row): Html {
  const text = plain(row[column.name]);
  return markup`<td${alignment(column)}>${
    column.time ? timed(text) : text
  }</td>`;
}

function alignment({ type }: Column<never>): Html | null {
  return type === "string" ? markup` class="text"` : null;
}

function plain(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return short(cell);
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return cell;
}
