import { numberOf, type RowIn, textOf } from "../figures/records.ts";
import { forest } from "../figures/forest.ts";
import { type Standing, standings } from "./answer.ts";
import { type Html, type Inner, markup } from "./html.ts";
import { bca, signed } from "./numbers.ts";
import {
  type Condition,
  conditionSlug,
  rowsIn,
  rowsOf,
  type RunTables,
  variedFields,
} from "./condition.ts";

/** What the overview knows of a condition. */
interface Outcome {
  readonly condition: Condition;
  /** The optimizer of the highest mean; none where no study has a result. */
  readonly best?: Standing;
  /** That optimizer beside listeners, over all classes; none where they are not known. */
  readonly heard?: RowIn<"listeners">;
}

/** Path of the figure of all conditions. */
export const FOREST_FILE = "figures/conditions.svg";

/**
 * The best mean of each condition with its interval, as one figure; `null` where
 * there is only one condition, or no result.
 */
export function conditionsFigure(
  tables: RunTables,
  conditions: readonly Condition[],
): string | null {
  if (conditions.length < 2) return null;
  const varied = variedFields(conditions);
  const rows = conditions.flatMap((condition) => {
    const { best } = outcomeOf(tables, condition);
    const mean = best ? numberOf(best.row, "bca_mean") : null;
    return !best || mean === null ? [] : [{
      label: varied.map((field) => condition[field]).join(", "),
      optimizer: best.optimizer,
      mean,
      low: numberOf(best.row, "bca_low"),
      high: numberOf(best.row, "bca_high"),
      n: best.n,
    }];
  });
  return rows.length === 0 ? null : forest(rows);
}

interface OverviewColumn {
  readonly head: string;
  readonly isText?: boolean;
  readonly cell: (outcome: Outcome) => Inner;
}

/**
 * The conditions of a run side by side, each with a link to its section; `null`
 * where there is only one.
 */
export function overview(
  tables: RunTables,
  conditions: readonly Condition[],
): Html | null {
  if (conditions.length < 2) return null;
  const optimizers = new Set(
    rowsIn(tables, "summary").map((row) => textOf(row, "optimizer")),
  );
  const outcomes = conditions.map((condition) => outcomeOf(tables, condition));
  const columns: readonly OverviewColumn[] = [
    ...variedFields(conditions).map(conditionColumn),
    ...(optimizers.size > 1 ? [BEST] : []),
    ...RESULTS,
  ];
  const alignment = ({ isText }: OverviewColumn) =>
    isText ? markup` class="text"` : null;
  return markup`<p class="muted">${conditions.length} conditions; numbers are those of the optimizer with the highest mean.${
    rowsIn(tables, "conditions").length > 0
      ? markup` <a href="#conditions">conditions.csv</a> compares encoders and recipes for each optimizer.`
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

function outcomeOf(tables: RunTables, condition: Condition): Outcome {
  const [best] = standings(rowsOf(tables, "summary", condition));
  const heard = rowsOf(tables, "listeners", condition).find((row) =>
    textOf(row, "optimizer") === best?.optimizer &&
    textOf(row, "class") === "balanced"
  );
  return { condition, best, heard };
}

function conditionColumn(field: keyof Condition): OverviewColumn {
  return {
    head: field,
    isText: true,
    cell: ({ condition }) =>
      markup`<a href="#${conditionSlug(condition)}">${condition[field]}</a>`,
  };
}

const BEST: OverviewColumn = {
  head: "optimizer",
  isText: true,
  cell: ({ best }) => best?.optimizer ?? "–",
};

const RESULTS: readonly OverviewColumn[] = [
  { head: "studies", cell: ({ best }) => best?.n ?? 0 },
  {
    head: "BCA [95 % interval]",
    cell: ({ best }) =>
      withInterval(best?.row, "bca_mean", ["bca_low", "bca_high"], bca),
  },
  {
    head: "gain over linear probe",
    cell: ({ best }) =>
      withInterval(best?.row, "tuning_gain", [
        "tuning_gain_low",
        "tuning_gain_high",
      ], signed),
  },
  {
    head: "above listeners",
    cell: ({ heard }) =>
      withInterval(
        heard,
        "difference",
        ["difference_low", "difference_high"],
        signed,
      ),
  },
];

function withInterval<R>(
  row: R | undefined,
  value: keyof R & string,
  ends: readonly [low: keyof R & string, high: keyof R & string],
  written: (value: number | null) => string,
): string {
  if (!row) return "–";
  const [low, high] = ends.map((end) => numberOf(row, end));
  const text = written(numberOf(row, value));
  return low === null || high === null
    ? text
    : `${text} [${written(low)}, ${written(high)}]`;
}
