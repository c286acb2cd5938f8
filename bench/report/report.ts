/**
 * The report of a run: one page that answers first and shows its evidence below,
 * and its figures as files.
 *
 * It reads the tables as they were written and computes nothing of its own, so
 * that page, figures and CSV cannot disagree.
 *
 * @module
 */
import { standalone } from "../figures/draw.ts";
import { columnNames } from "../tables/table.ts";
import { readTable } from "../tables/read_table.ts";
import { TABLES } from "../tables/all.ts";
import { figuresOf } from "./figure_list.ts";
import { markup, timed } from "./html.ts";
import { methodNotes } from "./methods.ts";
import { overview } from "./overview.ts";
import { page } from "./page.ts";
import { conditionSection, figurePath } from "./section.ts";
import { type Condition, conditionsOf, type RunTables } from "./condition.ts";
import { isShown, tableView } from "./table_view.ts";

/** Name of the page. */
export const REPORT_FILE = "report.html";

/**
 * The page and the figures of a run.
 *
 * Figures whose name starts with "time_" depend on the clock; the page marks
 * what does, see `untimedPage`. All else is the same in every run of a plan.
 *
 * @param files Text of the run's tables by file name, as `tableFiles` gives them
 * @param manifest Text of its manifest
 * @returns Text of each file by its path in the run's folder
 * @throws {DataError} When a table is not as its definition says
 */
export function reportFiles(
  files: ReadonlyMap<string, string>,
  manifest: string,
): Map<string, string> {
  const tables: RunTables = new Map(TABLES.flatMap(({ table }) => {
    const file = `${table.name}.csv`;
    const csv = files.get(file);
    if (csv === undefined) return [];
    const rows = readTable(table, file, csv, columnNames(table))
      .map(({ cells }) => cells);
    return [[table.name, { table, rows }]];
  }));
  const written = new Map<string, string>();
  const conditions = conditionsOf(tables);
  const sections = conditions.map((condition) => {
    const figures = figuresOf(tables, condition);
    for (const figure of figures) {
      written.set(figurePath(figure, condition), standalone(figure.svg));
    }
    return conditionSection(tables, condition, figures);
  });
  const title = titleOf(conditions);
  const all = [...tables.values()].filter(({ rows }) => rows.length > 0);
  const empty = [...tables.values()].filter(({ rows }) => rows.length === 0);
  // Beside what was made of a table of trials there is no journal, nor epochs.
  const record = files.has("epochs.csv")
    ? markup`Every trial, with its predictions, is in <a href="journal.jsonl">journal.jsonl</a>.`
    : markup`Every trial is in <a href="trials.csv">trials.csv</a>.`;
  const body = markup`<header><h1>${title}</h1></header>
<main>
${overview(tables, conditions)}${
    sections.length > 0 ? sections : markup`<p>No study was started.</p>`
  }
<h2 id="tables">Tables</h2>
<p class="muted">Numbers are rounded here; the files have all digits. An empty cell means that the value cannot be computed. ${record}</p>
${all.filter(isShown).map(tableView)}
${all.filter((records) => !isShown(records)).map(tableView)}
${
    empty.length === 0
      ? null
      : markup`<p class="muted">Tables without rows: ${
        empty.map(({ table }, i) =>
          markup`${
            i > 0 ? ", " : ""
          }<a href="${table.name}.csv">${table.name}.csv</a>`
        )
      }.</p>`
  }
<h2 id="methods">How the numbers are made</h2>
${methodNotes()}
<h2 id="manifest">Manifest</h2>
<p class="muted">Suite version, machine and material of these results: <a href="manifest.json">manifest.json</a>.</p>
<details><summary>Show it</summary>
${timed(markup`<pre>${manifest}</pre>`)}</details>
</main>`;
  return written.set(REPORT_FILE, page(title, body));
}

function titleOf(conditions: readonly Condition[]): string {
  const corpora = new Set(conditions.map(({ corpus }) => corpus));
  return `Hyper-parameter search for speech emotion recognition${
    corpora.size > 0 ? `: ${[...corpora].join(", ")}` : ""
  }`;
}
