import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { labelWidth } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** Height of an optimizer's row, in pixels. */
const ROW = 22;
/** Height of a title above its rows, in pixels. */
const TITLE = 26;

/**
 * Restricted mean until the incumbent reaches each threshold, with its interval;
 * hollow where some studies did not by tau, so that the mean is too small.
 *
 * @param thresholds Rows of `thresholds.csv` or `threshold_minutes.csv` of one
 * configuration and one measure
 * @param label What is counted, with its unit
 */
export function thresholdTimes(
  thresholds: readonly RowIn<"thresholds" | "threshold_minutes">[],
  label: string,
): string {
  const points = thresholds.flatMap((row) => {
    const mean = numberOf(row, "restricted_mean");
    return mean === null ? [] : [{
      optimizer: textOf(row, "optimizer"),
      threshold: `BCA ${numberOf(row, "threshold")!.toFixed(2)}`,
      mean,
      low: numberOf(row, "restricted_mean_low"),
      high: numberOf(row, "restricted_mean_high"),
      reached: numberOf(row, "reached_by_tau")!,
      n: numberOf(row, "n_studies")!,
    }];
  });
  type Point = typeof points[number];
  const optimizers = [...new Set(points.map(({ optimizer }) => optimizer))];
  const levels = [...new Set(points.map(({ threshold }) => threshold))];
  const colour = ({ optimizer }: Point) => optimizerShade(optimizer).light;
  const all = (point: Point) => point.reached === point.n;
  const place = { x: "mean", y: "optimizer", fy: "threshold" } as const;
  return draw({
    height: 72 + (ROW * optimizers.length + TITLE) * levels.length,
    marginTop: 30,
    marginBottom: 40,
    marginLeft: labelWidth(optimizers),
    marginRight: 68,
    x: {
      label,
      labelAnchor: "center",
      labelArrow: "none",
      domain: [
        0,
        Math.max(...points.flatMap(({ mean, high }) => [mean, high ?? 0])),
      ],
      nice: true,
      grid: true,
      ticks: 5,
    },
    y: { label: null, domain: optimizers, tickSize: 0 },
    fy: {
      label: null,
      domain: levels,
      axis: null,
      padding: TITLE / (ROW * optimizers.length + TITLE),
    },
    marks: [
      Plot.frame({ stroke: SHADES.line.light }),
      Plot.text(levels, {
        fy: (level: string) => level,
        frameAnchor: "top-left",
        dy: -16,
        dx: 2,
        text: (level: string) => `until ${level}`,
        fontWeight: "bold",
      }),
      Plot.ruleY(points.filter(({ low }) => low !== null), {
        x1: "low",
        x2: "high",
        y: "optimizer",
        fy: "threshold",
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.dot(points, {
        ...place,
        r: 4.5,
        fill: (point: Point) => all(point) ? colour(point) : SHADES.paper.light,
        stroke: colour,
        strokeWidth: 1.8,
      }),
      Plot.text(points, {
        y: "optimizer",
        fy: "threshold",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: ({ reached, n }: Point) => `${reached} of ${n}`,
        fill: SHADES.muted.light,
      }),
    ],
  }, {
    title: `Until a threshold is reached: ${label}`,
    description: points.map(({ optimizer, threshold, mean, reached, n }) =>
      `${optimizer}, ${threshold}: restricted mean ${
        mean.toFixed(1)
      }, reached by ${reached} of ${n}`
    ).join("; "),
  });
}
