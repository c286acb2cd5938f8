/**
 * A table as a LaTeX table in booktabs style. Only numbers' digits are cut; no
 * number is computed here.
 *
 * @module
 */
import type { Cell, Column, Table } from "../../tables/table.ts";

/** A column of a LaTeX table: one column of ours, or a value with its interval. */
export interface LatexColumn {
  /** Its heading, as plain text. */
  readonly heading: string;
  /** Column of the table that it shows. */
  readonly column: string;
  /** Columns that hold the ends of its interval, shown in brackets. */
  readonly interval?: readonly [low: string, high: string];
}

/** What of a table goes onto a page. */
export interface LatexView {
  /** Columns that name a row; those before the last go to the caption where all rows agree. */
  readonly names: readonly string[];
  /** Columns that hold its values. */
  readonly values: readonly LatexColumn[];
  /** What a short heading means, in one sentence without a full stop. */
  readonly note?: string;
}

/** Values of a row by column. */
export type Cells = Readonly<Record<string, Cell>>;

/** Digits after the point. */
const DIGITS = 3;

/** Letters of a name from which its column breaks lines, as changed recipes need. */
const LONG_NAME = 24;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "\\&",
  "%": "\\%",
  "$": "\\$",
  "#": "\\#",
  "_": "\\_",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "\\": "\\textbackslash{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "''",
  "[": "{[}",
  "]": "{]}",
};

/** Text in which LaTeX sees no command. */
export function escapeLatex(text: string): string {
  return text.replaceAll(/[&%$#_{}~^\\<>|"[\]]/g, (sign) => ESCAPES[sign]);
}

/**
 * A value: numbers to three digits, never rounded to nothing; a dash where there
 * is none.
 *
 * @param cell The value
 * @param type Type of its column; whole numbers have no digits after the point
 */
export function latexValue(
  cell: Cell,
  type: Column<never>["type"] = "number",
): string {
  if (cell === null) return "--";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "string") return escapeLatex(cell);
  return `$${type === "integer" ? cell : digits(cell)}$`;
}

function digits(value: number): string {
  const text = value.toFixed(DIGITS);
  const smallest = 10 ** -DIGITS;
  if (value === 0 || Math.abs(value) >= smallest / 2) return text;
  return value < 0 ? `> -${smallest}` : `< ${smallest}`;
}

/**
 * The LaTeX source of a table, for `\input` in a document that loads booktabs.
 *
 * @param table Its definition: the caption says what a row and an interval are
 * @param rows Its rows in order
 * @param view Columns shown
 * @throws {RangeError} When the view names a column that the table does not have
 */
export function toLatex<Row>(
  table: Table<Row>,
  rows: readonly Cells[],
  view: LatexView,
): string {
  checkColumns(table, view);
  const types = new Map(
    table.columns.map((column) => [column.name, column.type]),
  );
  // The last name stays, so that every row has one.
  const same = (name: string) =>
    name !== view.names.at(-1) && rows.length > 0 &&
    rows.every((row) => row[name] === rows[0][name]);
  const names = view.names.filter((name) => !same(name));
  const shared = view.names.filter(same)
    .map((name) => `${name.replaceAll("_", " ")} ${rows[0][name] ?? "none"}`);
  const caption = [
    table.description,
    ...shared.length > 0 ? [`In all rows: ${shared.join(", ")}`] : [],
    ...view.values.some(({ interval }) => interval)
      ? ["Intervals in brackets"]
      : [],
    ...view.note === undefined ? [] : [view.note],
  ].map((sentence) => `${escapeLatex(sentence)}.`).join(" ");
  const isLong = (name: string) =>
    rows.some((row) => String(row[name] ?? "").length >= LONG_NAME);
  const nameOf = (row: Cells, name: string) => {
    const text = latexValue(row[name], types.get(name));
    return isLong(name) ? text.replaceAll("+", "+\\hspace{0pt}") : text;
  };
  const lines = [
    [
      ...names.map((name) => name.replaceAll("_", " ")),
      ...view.values.map(({ heading }) => heading),
    ].map(escapeLatex),
    ...rows.map((row) => [
      ...names.map((name) => nameOf(row, name)),
      ...view.values.map((column) => valueOf(row, column, types)),
    ]),
  ].map((cells) => `${cells.join(" & ")} \\\\`);
  return [
    `% Made from ${table.name}.csv; needs \\usepackage{booktabs}.`,
    "\\begin{table}",
    "  \\centering",
    "  \\footnotesize",
    "  \\setlength{\\tabcolsep}{3pt}",
    `  \\caption{${caption}}`,
    `  \\label{tab:${table.name.replaceAll("_", "-")}}`,
    `  \\begin{tabular}{${
      names.map((name) => isLong(name) ? "p{0.2\\linewidth}" : "l").join("")
    }${"r".repeat(view.values.length)}}`,
    "    \\toprule",
    `    ${lines[0]}`,
    "    \\midrule",
    ...lines.slice(1).map((line) => `    ${line}`),
    "    \\bottomrule",
    "  \\end{tabular}",
    "\\end{table}",
    "",
  ].join("\n");
}

function valueOf(
  row: Cells,
  { column, interval }: LatexColumn,
  types: ReadonlyMap<string, Column<never>["type"]>,
): string {
  const value = latexValue(row[column], types.get(column));
  if (!interval || interval.some((end) => row[end] === null)) return value;
  return `${value} [${interval.map((end) => latexValue(row[end])).join(", ")}]`;
}

function checkColumns<Row>(table: Table<Row>, view: LatexView): void {
  const shown = [
    ...view.names,
    ...view.values.flatMap(({ column, interval = [] }) => [
      column,
      ...interval,
    ]),
  ];
  const stranger = shown.find((name) =>
    !table.columns.some((column) => column.name === name)
  );
  if (stranger === undefined) return;
  throw new RangeError(
    `Cannot show table "${table.name}": no column "${stranger}" among its columns`,
  );
}
