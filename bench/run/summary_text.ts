import type { RunData } from "../tables/run_data.ts";
import { SUMMARY, summaryRows } from "../tables/summary.ts";
import { type Cell, cells } from "../tables/table.ts";

/** Columns that are shown where a plan has several of them, and where it has them. */
const CONDITIONS = {
  corpus: "corpora",
  protocol: "protocols",
  encoder: "encoders",
  recipe: "recipes",
} as const;

/** Columns of the summary that a terminal always shows. */
const SHOWN = [
  "optimizer",
  "n_studies",
  "bca_mean",
  "bca_low",
  "bca_high",
  "bca_min",
  "bca_max",
  "optimism",
  "share_never_unfrozen",
  "share_collapsed",
  "minutes_mean",
] as const;

/** Prints the summary on stdout, as a table or as JSON. */
export function printSummary(
  run: RunData,
  out: string,
  asJson: boolean,
): void {
  if (asJson) {
    const { names, rows } = summaryCells(run);
    const summary = rows.map((row) =>
      Object.fromEntries(names.map((name, i) => [name, row[i]]))
    );
    console.log(JSON.stringify({ out, summary }, null, 2));
    return;
  }
  console.log(summaryText(run));
  console.log(`Tables, journal and manifest: ${out}`);
}

/** The summary as a terminal shows it, under a line that names the plan. */
export function summaryText(run: RunData): string {
  const { plan } = run;
  const { names, rows } = summaryCells(run);
  const conditions = Object.entries(CONDITIONS)
    .filter(([, list]) => plan[list].length > 1)
    .map(([column]) => column);
  const shown = [...conditions, ...SHOWN];
  const words = conditions.length + 1;
  const table = [
    shown,
    ...rows.map((row) => shown.map((name) => text(row[names.indexOf(name)]))),
  ];
  const widths = shown.map((_, i) =>
    Math.max(...table.map((row) => row[i].length))
  );
  return [
    `${plan.corpora}, ${plan.protocols} protocol, ${plan.encoders}, ${plan.recipes} recipe, ${plan.trials} trials a study`,
    ...table.map((row) =>
      row.map((text, i) =>
        i < words ? text.padEnd(widths[i]) : text.padStart(widths[i])
      ).join("  ")
    ),
  ].join("\n");
}

function summaryCells(run: RunData): {
  readonly names: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
} {
  return {
    names: SUMMARY.columns.map((column) => column.name),
    rows: cells(SUMMARY, summaryRows(run)),
  };
}

function text(cell: Cell): string {
  if (cell === null) return "-";
  return typeof cell === "number" && !Number.isInteger(cell)
    ? cell.toFixed(3)
    : String(cell);
}
