import { join } from "@std/path";
import { unfinishedText } from "../plan/plan.ts";
import { REPORT_FILE } from "../report/report.ts";
import type { RunData } from "../tables/run_data.ts";
import { SUMMARY, summaryRows } from "../tables/summary.ts";
import { type Cell, namedCells } from "../tables/table.ts";

/** Widest line that is printed: a terminal's usual width. */
const WIDTH = 80;

/** A row of `summary.csv` by column. */
type Row = Readonly<Record<string, Cell>>;

/** Columns of the printed table, the last ones left out first where it gets too wide. */
const SHOWN:
  readonly (readonly [heading: string, cell: (row: Row) => string])[] = [
    ["optimizer", (row) => String(row.optimizer)],
    ["n", (row) => String(row.n_studies)],
    ["BCA mean", (row) => share(row.bca_mean)],
    [
      "95 % interval",
      (row) =>
        row.bca_low === null
          ? "-"
          : `[${share(row.bca_low)}, ${share(row.bca_high)}]`,
    ],
    [
      "range",
      (row) =>
        row.bca_min === null
          ? "-"
          : `${share(row.bca_min)}-${share(row.bca_max)}`,
    ],
    [
      "by model",
      (row) =>
        `${
          Math.round(Number(row.share_model_based) * Number(row.trials))
        } of ${row.trials}`,
    ],
    ["minutes", (row) => Number(row.minutes_mean).toFixed(2)],
  ];

/**
 * The outcome of a run for a terminal: a table for each condition, as wide as a
 * terminal usually is, and a line where trials are missing.
 */
export function summaryText(run: RunData): string {
  const { plan } = run;
  const conditions = Map.groupBy(
    namedCells(SUMMARY, summaryRows(run)),
    ({ corpus, protocol, encoder, recipe }) =>
      `${corpus}, ${protocol} protocol, ${encoder}, ${recipe} recipe, ${plan.trials} trials per study`,
  );
  return [
    ...[...conditions].map(([title, rows]) => `${title}\n${table(rows)}`),
    ...missingText(run),
  ].join("\n\n");
}

/** A run that was stopped says so before anyone reads its numbers as final. */
function missingText({ plan, studies }: RunData): string[] {
  const done = studies.reduce((sum, { trials }) => sum + trials.length, 0);
  const unfinished = unfinishedText(plan, done);
  return unfinished === null
    ? []
    : [`Unfinished: ${unfinished}; --resume goes on.`];
}

function table(rows: readonly Row[]): string {
  const columns = SHOWN.map(([heading, cell], i) => {
    const texts = [heading, ...rows.map(cell)];
    const width = Math.max(...texts.map((text) => text.length));
    return texts.map((text) =>
      i === 0 ? text.padEnd(width) : text.padStart(width)
    );
  });
  while (columns.length > 3 && lines(columns)[0].length > WIDTH) columns.pop();
  return lines(columns).join("\n");
}

function lines(columns: readonly (readonly string[])[]): string[] {
  return columns[0].map((_, line) =>
    columns.map((column) => column[line]).join("  ")
  );
}

function share(cell: Cell): string {
  return cell === null ? "-" : Number(cell).toFixed(3);
}

/** Prints the outcome on stdout, as tables or as JSON; the last line is the report's path. */
export function printSummary(
  run: RunData,
  out: string,
  asJson: boolean,
): void {
  if (asJson) {
    console.log(
      JSON.stringify(
        { out, summary: namedCells(SUMMARY, summaryRows(run)) },
        null,
        2,
      ),
    );
    return;
  }
  console.log(summaryText(run));
  console.log(`\nTables, figures and journal: ${out}`);
  console.log(join(out, REPORT_FILE));
}
