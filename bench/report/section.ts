import type { TableRows } from "../tables/rows.ts";
import { answer, standings, type Statement } from "./answer.ts";
import type { Figure } from "./figure_list.ts";
import { Html, markup, timed } from "./html.ts";
import { notes } from "./notes.ts";
import { counted } from "./numbers.ts";
import { sensitivity } from "./sensitivity.ts";
import {
  type Condition,
  conditionSlug,
  rowsOf,
  type RunTables,
} from "./condition.ts";

/** Path of a figure in the run's folder. */
export function figurePath(
  { name, time }: Figure,
  condition: Condition,
): string {
  return `figures/${time ? "time_" : ""}${name}_${
    conditionSlug(condition)
  }.svg`;
}

/**
 * Everything about one condition: the answer, the picture of it, caveats, further
 * figures.
 *
 * @param folded Whether further figures are folded away
 * @param unfinished How far a run is that was stopped
 */
export function conditionSection(
  tables: RunTables,
  condition: Condition,
  figures: readonly Figure[],
  { folded, unfinished }: {
    readonly folded: boolean;
    readonly unfinished: string | null;
  },
): Html {
  const rows = <Name extends keyof TableRows>(table: Name) =>
    rowsOf(tables, table, condition);
  const summary = rows("summary");
  const heard = rows("listeners");
  const { compared, who, howMuch, howSure, listeners } = answer({
    summary,
    pairwise: rows("pairwise"),
    listeners: heard,
  });
  const [first, ...others] = figures;
  const further = markup`<div class="figures">
${others.map((figure) => figureView(figure, condition))}</div>`;
  const caveats = [
    ...(unfinished === null
      ? []
      : [`The run is unfinished: ${unfinished}; numbers will change.`]),
    ...notes({
      corpus: condition.corpus,
      summary,
      splits: rows("splits"),
      listeners: heard,
    }),
  ];
  const { corpus, protocol, encoder, recipe } = condition;
  return markup`<section id="${conditionSlug(condition)}">
<h2 class="condition"><strong>${corpus}</strong> corpus, <strong>${protocol}</strong> protocol, <strong>${encoder}</strong> encoder, <strong>${recipe}</strong> recipe; ${
    counted(summary.length, "optimizer")
  }</h2>
<div class="tiles">
${tile(compared ? "Who won" : "Result", who)}
${tile(compared ? "By how much" : "What tuning was worth", howMuch)}
${tile("How sure", howSure)}
${tile("Against human listeners", listeners)}
</div>
${sensitivity(summary, rows("pairwise"), standings(summary)[0]?.optimizer)}
<div class="hero">
${first ? figureView(first, condition) : null}
<div><h3>Before believing it</h3>
<ul>
${caveats.map((note) => markup`<li>${note}</li>\n`)}</ul></div>
</div>
${
    folded
      ? markup`<details><summary>${
        counted(others.length, "more figure", "more figures")
      }</summary>
${further}</details>`
      : further
  }
</section>
`;
}

function tile(question: string, { headline, detail }: Statement): Html {
  return markup`<div class="tile"><h3>${question}</h3><strong>${headline}</strong><p>${detail}</p></div>`;
}

function figureView(figure: Figure, condition: Condition): Html {
  const svg = new Html(figure.svg);
  return markup`<figure>
${figure.time ? timed(svg) : svg}
<figcaption>${figure.caption} <a href="${
    figurePath(figure, condition)
  }">SVG</a></figcaption>
</figure>
`;
}
