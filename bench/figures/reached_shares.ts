import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { labelWidth } from "./scale.ts";
import { optimizerDash, optimizerShade } from "./theme.ts";

const HEIGHT = 190;

/**
 * Share of studies that have reached each threshold, against what they spent; a
 * panel a threshold that any study reached.
 *
 * @param rows Rows of `reached.csv` of one condition and one measure
 * @param label What is counted, with its unit
 */
export function reachedShares(
  rows: readonly RowIn<"reached">[],
  label: string,
): string {
  const points = rows.map((row) => ({
    optimizer: textOf(row, "optimizer"),
    threshold: `BCA ${numberOf(row, "threshold")!.toFixed(2)}`,
    spent: numberOf(row, "spent")!,
    share: numberOf(row, "share") ?? 0,
    reached: numberOf(row, "reached")!,
    n: numberOf(row, "n_studies")!,
  }));
  const levels = [...new Set(points.map(({ threshold }) => threshold))]
    .filter((level) =>
      points.some(({ threshold, reached }) =>
        threshold === level && reached > 0
      )
    );
  const shown = points.filter(({ threshold }) => levels.includes(threshold));
  const lines = [
    ...Map.groupBy(
      shown,
      ({ threshold, optimizer }) => `${threshold}/${optimizer}`,
    ).values(),
  ].map((own) => [{ ...own[0], spent: 0, share: 0 }, ...own]);
  const optimizers = [...new Set(shown.map(({ optimizer }) => optimizer))];
  const ends = lines.map((own) => own[own.length - 1]);
  return draw({
    height: HEIGHT * levels.length + 60,
    marginTop: 36,
    marginBottom: 44,
    marginLeft: 44,
    marginRight: labelWidth(optimizers),
    x: {
      label,
      labelAnchor: "center",
      labelArrow: "none",
      domain: [0, Math.max(...shown.map(({ spent }) => spent))],
      ticks: 5,
    },
    y: { label: null, domain: [0, 1], grid: true, ticks: 3, tickFormat: ".1f" },
    fy: { label: null, domain: levels, axis: null, padding: 0.2 },
    marks: [
      Plot.text(levels, {
        fy: (level: string) => level,
        frameAnchor: "top-left",
        dy: -20,
        text: (level: string) => `share that reached ${level}`,
        fontWeight: "bold",
      }),
      ...lines.map((own) =>
        Plot.lineY(own, {
          x: "spent",
          y: "share",
          fy: "threshold",
          stroke: optimizerShade(own[0].optimizer).light,
          strokeDasharray: optimizerDash(own[0].optimizer),
          strokeWidth: 2,
          curve: "step-after",
        })
      ),
      Plot.text(ends, {
        x: "spent",
        y: "share",
        fy: "threshold",
        text: "optimizer",
        textAnchor: "start",
        dx: 6,
        fill: ({ optimizer }: { optimizer: string }) =>
          optimizerShade(optimizer).light,
      }),
    ],
  }, {
    title: `Share of studies that reached a threshold, against ${label}`,
    description: ends.map(({ optimizer, threshold, reached, n }) =>
      `${optimizer}, ${threshold}: ${reached} of ${n} in the end`
    ).join("; "),
  });
}
