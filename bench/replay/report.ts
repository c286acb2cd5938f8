/**
 * The page of a replay: its answer, its figure, its tables.
 *
 * @module
 */
import type { Records } from "../figures/records.ts";
import { Html, markup } from "../report/html.ts";
import { page } from "../report/page.ts";
import { tableView } from "../report/table_view.ts";
import type { Answer } from "./answer.ts";

/** Name of the page. */
export const PAGE_FILE = "replay.html";

/** Name of the figure. */
export const FIGURE_FILE = "replay_reached.svg";

/**
 * The page.
 *
 * @param figure The drawing, see `reachedFigure`
 * @param tables All tables with their rows
 * @param manifest Text of the manifest
 */
export function replayPage(
  { question, findings, table: [head, ...rows], caveats }: Answer,
  figure: string,
  tables: readonly Records[],
  manifest: string,
): string {
  return page(
    question,
    markup`<header><h1>${question}</h1></header>
<main>
${findings.map((text) => markup`<p>${text}</p>\n`)}
<div class="wide"><table>
<thead><tr>${head.map((cell, i) => heading(cell, i, "col"))}</tr></thead>
<tbody>
${
      rows.map(([first, ...cells]) =>
        markup`<tr>${heading(first, 0, "row")}${
          cells.map((cell) => markup`<td>${cell}</td>`)
        }</tr>\n`
      )
    }</tbody>
</table></div>
<figure>
${new Html(figure)}
<figcaption>Share of searches whose incumbent exceeds a validation BCA, after each trial. In ink: random search, computed without a seed. <a href="${FIGURE_FILE}">${FIGURE_FILE}</a></figcaption>
</figure>
${caveats.map((text) => markup`<p>${text}</p>\n`)}
<h2 id="tables">Tables</h2>
<p class="muted">Numbers are shortened here; the files have all their digits. An empty cell cannot be computed.</p>
${tables.map(tableView)}
<h2 id="manifest">Manifest</h2>
<p class="muted">What was searched, by which optimizers and seeds: <a href="manifest.json">manifest.json</a>.</p>
<details><summary>Show it</summary>
<pre>${manifest}</pre></details>
</main>`,
  );
}

function heading(cell: string, column: number, scope: "col" | "row"): Html {
  return markup`<th scope="${scope}"${
    column === 0 ? markup` class="text"` : null
  }>${cell}</th>`;
}
