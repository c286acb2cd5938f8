import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { domainOf } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** Height of a row with its label above it, in pixels. */
const ROW = 40;

/** A mean with its interval. */
export interface ForestRow {
  /** What it is of. */
  readonly label: string;
  /** Optimizer, for the colour. */
  readonly optimizer: string;
  /** Mean BCA. */
  readonly mean: number;
  /** Ends of its interval; `null` where there is none. */
  readonly low: number | null;
  /** Upper end. */
  readonly high: number | null;
  /** Studies. */
  readonly n: number;
}

/**
 * Means of conditions below each other, each with its interval and number of
 * studies. Names of conditions are long: each stands above its mean.
 */
export function forest(rows: readonly ForestRow[]): string {
  const labels = rows.map(({ label }) => label);
  const place = { x: "mean", y: "label" } as const;
  const colour = ({ optimizer }: ForestRow) => optimizerShade(optimizer).light;
  return draw({
    height: 66 + ROW * rows.length,
    marginTop: 12,
    marginBottom: 44,
    marginLeft: 16,
    marginRight: 52,
    x: {
      label: "mean BCA",
      labelAnchor: "center",
      labelArrow: "none",
      domain: domainOf(
        rows.flatMap(({ mean, low, high }) => [mean, low, high]),
      ),
      grid: true,
      ticks: 5,
      tickFormat: ".2f",
    },
    y: { label: null, domain: labels, axis: null },
    marks: [
      Plot.text(rows, {
        y: "label",
        text: "label",
        frameAnchor: "left",
        textAnchor: "start",
        dx: -16,
        dy: -17,
      }),
      Plot.ruleY(rows.filter(({ low }) => low !== null), {
        x1: "low",
        x2: "high",
        y: "label",
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.dot(rows, { ...place, r: 4, fill: colour }),
      Plot.text(rows, {
        y: "label",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 8,
        text: ({ n }: ForestRow) => `n = ${n}`,
        fill: SHADES.muted.light,
      }),
    ],
  }, {
    title: "Mean BCA by condition",
    description: rows.map(({ label, mean, n }) =>
      `${label}: ${mean.toFixed(3)}, ${n} studies`
    ).join("; "),
  });
}
