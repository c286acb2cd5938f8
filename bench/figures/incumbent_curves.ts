import * as Plot from "@observablehq/plot";
import { draw, WIDTH } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { type Reference, referenceLines } from "./references.ts";
import { domainOf, labelWidth, spread, trialTicks } from "./scale.ts";
import { optimizerDash, optimizerShade } from "./theme.ts";

const HEIGHT = 320;
const TOP = 20;
const BOTTOM = 44;
/** Distance of two labels, in pixels. */
const LINE = 16;

/**
 * Mean BCA of the best configuration so far after each trial, an optimizer a line, its
 * interval a band.
 *
 * @param curves Rows of `curves.csv` of one configuration
 * @param references Lines that hold for that configuration
 */
export function incumbentCurves(
  curves: readonly RowIn<"curves">[],
  references: readonly Reference[],
): string {
  const points = curves.flatMap((row) => {
    const bca = numberOf(row, "bca_mean");
    return bca === null ? [] : [{
      optimizer: textOf(row, "optimizer"),
      trials: numberOf(row, "trials")!,
      bca,
      low: numberOf(row, "bca_low"),
      high: numberOf(row, "bca_high"),
      n: numberOf(row, "n_incumbents")!,
    }];
  });
  const optimizers = [...Map.groupBy(points, ({ optimizer }) => optimizer)];
  const last = optimizers.map(([, own]) => own.at(-1)!);
  const y = domainOf([
    ...points.flatMap(({ bca, low, high }) => [bca, low, high]),
    ...references.map(({ bca }) => bca),
  ]);
  const pixel = (y[1] - y[0]) / (HEIGHT - TOP - BOTTOM);
  const places = spread(last.map(({ bca }) => bca), LINE * pixel);
  const most = Math.max(2, ...points.map(({ trials }) => trials));
  const right = labelWidth(optimizers.map(([optimizer]) => optimizer));
  return draw({
    height: HEIGHT,
    width: WIDTH,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: 44,
    marginRight: right,
    x: {
      label: "trials finished",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [1, most],
      ticks: trialTicks(most),
      tickFormat: "d",
    },
    y: { label: null, domain: y, grid: true, ticks: 6, tickFormat: ".2f" },
    marks: [
      ...referenceLines(references),
      ...optimizers.flatMap(([optimizer, own]) => {
        const { light } = optimizerShade(optimizer);
        const banded = own.filter(({ low }) => low !== null);
        return [
          Plot.areaY(banded, {
            x: "trials",
            y1: "low",
            y2: "high",
            fill: light,
            fillOpacity: 0.11,
            curve: "step-after",
          }),
          Plot.lineY(own, {
            x: "trials",
            y: "bca",
            stroke: light,
            strokeWidth: 2.2,
            strokeDasharray: optimizerDash(optimizer),
            curve: "step-after",
          }),
        ];
      }),
      Plot.dot(last, {
        x: "trials",
        y: "bca",
        r: 3.5,
        fill: (point: { optimizer: string }) =>
          optimizerShade(point.optimizer).light,
      }),
      Plot.text(last, {
        x: "trials",
        y: (_: unknown, i: number) => places[i],
        text: "optimizer",
        textAnchor: "start",
        dx: 8,
        fill: (point: { optimizer: string }) =>
          optimizerShade(point.optimizer).light,
      }),
    ],
  }, {
    title: "Best configuration so far, by trial",
    description: last.map(({ optimizer, trials, bca, n }) =>
      `${optimizer}: mean BCA ${
        bca.toFixed(3)
      } after ${trials} trials, ${n} studies`
    ).join("; "),
  });
}
