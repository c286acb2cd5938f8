import * as Plot from "@observablehq/plot";
import { draw, WIDTH } from "./draw.ts";
import { numberOf, type Row, textOf } from "./records.ts";
import { type Reference, referenceLines } from "./references.ts";
import { domainOf, labelWidth, spread, trialTicks } from "./scale.ts";
import { engineDash, engineShade } from "./theme.ts";

const HEIGHT = 320;
const TOP = 20;
const BOTTOM = 44;
/** Distance of two labels, in pixels. */
const LINE = 16;

/**
 * Mean BCA of the best setting so far after each trial, an engine a line, its
 * interval a band.
 *
 * @param curves Rows of `curves.csv` of one setting
 * @param references Lines that hold for that setting
 */
export function incumbentCurves(
  curves: readonly Row[],
  references: readonly Reference[],
): string {
  const points = curves.flatMap((row) => {
    const bca = numberOf(row, "reported_mean");
    return bca === null ? [] : [{
      engine: textOf(row, "optimizer"),
      trials: numberOf(row, "trials")!,
      bca,
      low: numberOf(row, "reported_low"),
      high: numberOf(row, "reported_high"),
      n: numberOf(row, "n_incumbents")!,
    }];
  });
  const engines = [...Map.groupBy(points, ({ engine }) => engine)];
  const last = engines.map(([, own]) => own.at(-1)!);
  const y = domainOf([
    ...points.flatMap(({ bca, low, high }) => [bca, low, high]),
    ...references.map(({ bca }) => bca),
  ]);
  const pixel = (y[1] - y[0]) / (HEIGHT - TOP - BOTTOM);
  const places = spread(last.map(({ bca }) => bca), LINE * pixel);
  const most = Math.max(2, ...points.map(({ trials }) => trials));
  const right = labelWidth(engines.map(([engine]) => engine));
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
      ...engines.flatMap(([engine, own]) => {
        const { light } = engineShade(engine);
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
            strokeDasharray: engineDash(engine),
            curve: "step-after",
          }),
        ];
      }),
      Plot.dot(last, {
        x: "trials",
        y: "bca",
        r: 3.5,
        fill: (point: { engine: string }) => engineShade(point.engine).light,
      }),
      Plot.text(last, {
        x: "trials",
        y: (_: unknown, i: number) => places[i],
        text: "engine",
        textAnchor: "start",
        dx: 8,
        fill: (point: { engine: string }) => engineShade(point.engine).light,
      }),
    ],
  }, {
    title: "Best setting so far, by trial",
    description: last.map(({ engine, trials, bca, n }) =>
      `${engine}: mean BCA ${
        bca.toFixed(3)
      } after ${trials} trials, ${n} studies`
    ).join("; "),
  });
}
