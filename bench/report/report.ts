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
import { Html, markup, timed } from "./html.ts";
import { methodNotes } from "./methods.ts";
import { conditionsFigure, FOREST_FILE, overview } from "./overview.ts";
import { page } from "./page.ts";
import { conditionSection, figurePath } from "./section.ts";
import {
  type Condition,
  conditionSlug,
  conditionsOf,
  type RunTables,
  variedFields,
} from "./condition.ts";
import { isShown, tableView } from "./table_view.ts";

/** Up to so many conditions, each shows all of its figures. */
const FEW_CONDITIONS = 2;

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
 * @param unfinished How far a run is that was stopped; `null` of a whole one
 * @returns Text of each file by its path in the run's folder
 * @throws {DataError} When a table is not as its definition says
 */
export function reportFiles(
  files: ReadonlyMap<string, string>,
  manifest: string,
  unfinished: string | null = null,
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
    return conditionSection(
      tables,
      condition,
      figures,
      { folded: conditions.length > FEW_CONDITIONS, unfinished },
    );
  });
  const title = titleOf(conditions);
  const together = conditionsFigure(tables, conditions);
  if (together !== null) {
    written.set(FOREST_FILE, standalone(together));
  }
  const all = [...tables.values()].filter(({ rows }) => rows.length > 0);
  const empty = [...tables.values()].filter(({ rows }) => rows.length === 0);
  // Beside what was made of a table of trials there is no journal, nor epochs.
  const record = files.has("epochs.csv")
    ? markup`Every trial, with its predictions, is in <a href="journal.jsonl">journal.jsonl</a>.`
    : markup`Every trial is in <a href="trials.csv">trials.csv</a>.`;
  const body = markup`<header><h1>${title}</h1></header>
<main>
<p class="muted">BCA is balanced class accuracy, also called unweighted average recall (UAR): the mean over classes of the share of utterances recognised.</p>
${contents(conditions)}
${overview(tables, conditions)}${
    together === null ? null : markup`<figure>
${new Html(together)}
<figcaption>Mean BCA of the best optimizer of each condition, on the part that counts (test, else validation). Bars: 95 % intervals on this corpus. <a href="${FOREST_FILE}">SVG</a></figcaption>
</figure>
`
  }${sections.length > 0 ? sections : markup`<p>No study was started.</p>`}
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

/** Links to the parts of the page. */
function contents(conditions: readonly Condition[]): Html {
  const varied = variedFields(conditions);
  const parts = [
    ...(conditions.length < 2 ? [] : conditions.map((condition) => ({
      to: conditionSlug(condition),
      text: varied.map((field) => condition[field]).join(", "),
    }))),
    { to: "tables", text: "Tables" },
    { to: "methods", text: "How the numbers are made" },
    { to: "manifest", text: "Manifest" },
  ];
  return markup`<nav aria-label="contents"><ul>
${
    parts.map(({ to, text }) => markup`<li><a href="#${to}">${text}</a></li>\n`)
  }</ul></nav>`;
}

function titleOf(conditions: readonly Condition[]): string {
  const corpora = new Set(conditions.map(({ corpus }) => corpus));
  return `Hyper-parameter search for speech emotion recognition${
    corpora.size > 0 ? `: ${[...corpora].join(", ")}` : ""
  }`;
}
