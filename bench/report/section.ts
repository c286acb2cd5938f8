import { answer, type Statement } from "./answer.ts";
import type { Figure } from "./figure_list.ts";
import { Html, markup, timed } from "./html.ts";
import { notes } from "./notes.ts";
import { counted } from "./numbers.ts";
import {
  rowsOf,
  type RunTables,
  type Setting,
  settingSlug,
} from "./setting.ts";

/** Path of a figure in the run's folder. */
export function figurePath({ name, time }: Figure, setting: Setting): string {
  return `figures/${time ? "time_" : ""}${name}_${settingSlug(setting)}.svg`;
}

/** Everything about one setting: the answer, the picture of it, caveats, further figures. */
export function settingSection(
  tables: RunTables,
  setting: Setting,
  figures: readonly Figure[],
): Html {
  const rows = (table: string) => rowsOf(tables, table, setting);
  const summary = rows("summary");
  const heard = rows("listeners");
  const { who, howMuch, howSure, listeners } = answer({
    summary,
    pairwise: rows("pairwise"),
    listeners: heard,
  });
  const [first, ...others] = figures;
  const caveats = notes({
    corpus: setting.corpus,
    summary,
    splits: rows("splits"),
    listeners: heard,
  });
  const { corpus, protocol, encoder, recipe } = setting;
  return markup`<section id="${settingSlug(setting)}">
<h2 class="setting"><strong>${corpus}</strong> corpus, <strong>${protocol}</strong> protocol, <strong>${encoder}</strong> encoder, <strong>${recipe}</strong> recipe; ${
    counted(summary.length, "engine")
  }</h2>
<div class="tiles">
${tile("Who won", who)}
${tile("By how much", howMuch)}
${tile("How sure", howSure)}
${tile("Against human listeners", listeners)}
</div>
<div class="hero">
${first ? figureView(first, setting) : null}
<div><h3>Before believing it</h3>
<ul>
${caveats.map((note) => markup`<li>${note}</li>\n`)}</ul></div>
</div>
<div class="figures">
${others.map((figure) => figureView(figure, setting))}</div>
</section>
`;
}

function tile(question: string, { headline, detail }: Statement): Html {
  return markup`<div class="tile"><h3>${question}</h3><strong>${headline}</strong><p>${detail}</p></div>`;
}

function figureView(figure: Figure, setting: Setting): Html {
  const svg = new Html(figure.svg);
  return markup`<figure>
${figure.time ? timed(svg) : svg}
<figcaption>${figure.caption} <a href="${
    figurePath(figure, setting)
  }">SVG</a></figcaption>
</figure>
`;
}
