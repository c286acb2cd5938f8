import type { RunData } from "../tables/run_data.ts";
import { SUMMARY, summaryRows } from "../tables/summary.ts";
import { cells } from "../tables/table.ts";

/** Columns of the summary that a terminal shows. */
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
  const names = SUMMARY.columns.map((column) => column.name);
  const rows = cells(SUMMARY, summaryRows(run));
  if (asJson) {
    const summary = rows.map((row) =>
      Object.fromEntries(names.map((name, i) => [name, row[i]]))
    );
    console.log(JSON.stringify({ out, summary }, null, 2));
    return;
  }
  const { corpora, protocols, encoders, recipes, trials } = run.plan;
  console.log(
    `${corpora}, ${protocols} protocol, ${encoders}, ${recipes} recipe, ${trials} trials a study`,
  );
  const table = [
    [...SHOWN],
    ...rows.map((row) =>
      SHOWN.map((name) => {
        const cell = row[names.indexOf(name)];
        return typeof cell === "number" && !Number.isInteger(cell)
          ? cell.toFixed(3)
          : cell === null
          ? "-"
          : String(cell);
      })
    ),
  ];
  const widths = SHOWN.map((_, i) =>
    Math.max(...table.map((row) => row[i].length))
  );
  for (const row of table) {
    console.log(
      row.map((text, i) =>
        i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i])
      ).join("  "),
    );
  }
  console.log(`Tables, journal and manifest: ${out}`);
}
