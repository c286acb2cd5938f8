import { numberOf, type Row, textOf } from "../figures/records.ts";
import { type Standing, standings } from "./answer.ts";
import { type Html, type Inner, markup } from "./html.ts";
import { bca, signed } from "./numbers.ts";
import {
  FIELDS,
  rowsOf,
  type RunTables,
  type Setting,
  settingSlug,
} from "./setting.ts";

/** What the overview knows of a setting. */
interface Outcome {
  readonly setting: Setting;
  /** The engine of the highest mean; none where no study has a result. */
  readonly best?: Standing;
  /** That engine beside listeners, over all classes; none where they are not known. */
  readonly heard?: Row;
}

interface OverviewColumn {
  readonly head: string;
  readonly isText?: boolean;
  readonly cell: (outcome: Outcome) => Inner;
}

/**
 * The settings of a run side by side, each with a link to its section; `null`
 * where there is only one.
 */
export function overview(
  tables: RunTables,
  settings: readonly Setting[],
): Html | null {
  if (settings.length < 2) return null;
  const engines = new Set(
    rowsIn(tables, "summary").map((row) => textOf(row, "optimizer")),
  );
  const outcomes = settings.map((setting) => outcomeOf(tables, setting));
  const columns: readonly OverviewColumn[] = [
    ...FIELDS.filter((field) =>
      settings.some((setting) => setting[field] !== settings[0][field])
    ).map(settingColumn),
    ...(engines.size > 1 ? [BEST_ENGINE] : []),
    ...RESULTS,
  ];
  const alignment = ({ isText }: OverviewColumn) =>
    isText ? markup` class="text"` : null;
  return markup`<p class="muted">${settings.length} settings; numbers are of the engine with the highest mean.${
    rowsIn(tables, "conditions").length > 0
      ? markup` <a href="#conditions">conditions.csv</a> tests encoders and recipes against each other, engine by engine.`
      : null
  }</p>
<div class="wide"><table>
<thead><tr>${
    columns.map((column) =>
      markup`<th scope="col"${alignment(column)}>${column.head}</th>`
    )
  }</tr></thead>
<tbody>
${
    outcomes.map((outcome) =>
      markup`<tr>${
        columns.map((column) =>
          markup`<td${alignment(column)}>${column.cell(outcome)}</td>`
        )
      }</tr>\n`
    )
  }</tbody>
</table></div>
`;
}

function outcomeOf(tables: RunTables, setting: Setting): Outcome {
  const [best] = standings(rowsOf(tables, "summary", setting));
  const heard = rowsOf(tables, "listeners", setting).find((row) =>
    textOf(row, "optimizer") === best?.engine &&
    textOf(row, "class") === "balanced"
  );
  return { setting, best, heard };
}

function rowsIn(tables: RunTables, table: string): readonly Row[] {
  return tables.get(table)?.rows ?? [];
}

function settingColumn(field: keyof Setting): OverviewColumn {
  return {
    head: field,
    isText: true,
    cell: ({ setting }) =>
      markup`<a href="#${settingSlug(setting)}">${setting[field]}</a>`,
  };
}

const BEST_ENGINE: OverviewColumn = {
  head: "engine",
  isText: true,
  cell: ({ best }) => best?.engine ?? "–",
};

const RESULTS: readonly OverviewColumn[] = [
  { head: "studies", cell: ({ best }) => best?.n ?? 0 },
  {
    head: "BCA [95 % interval]",
    cell: ({ best }) => withInterval(best?.row, "bca_mean", "bca", bca),
  },
  {
    head: "over the probe",
    cell: ({ best }) =>
      withInterval(best?.row, "tuning_gain", "tuning_gain", signed),
  },
  {
    head: "over listeners",
    cell: ({ heard }) =>
      withInterval(heard, "difference", "difference", signed),
  },
];

function withInterval(
  row: Row | undefined,
  value: string,
  ends: string,
  written: (value: number | null) => string,
): string {
  if (!row) return "–";
  const [low, high] = ["low", "high"].map((end) =>
    numberOf(row, `${ends}_${end}`)
  );
  const text = written(numberOf(row, value));
  return low === null || high === null
    ? text
    : `${text} [${written(low)}, ${written(high)}]`;
}
