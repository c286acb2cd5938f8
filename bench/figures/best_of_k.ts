import * as Plot from "@observablehq/plot";
import { draw, WIDTH } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { domainOf, labelWidth, spread, trialTicks } from "./scale.ts";
import { optimizerShade } from "./theme.ts";

const HEIGHT = 300;
const TOP = 20;
const BOTTOM = 44;
/** Distance of two labels, in pixels. */
const LINE = 16;

/** Lines from above to below: column, label and dashes. */
const LINES = [
  ["expected_validation", "selected, validation", "2 3"],
  ["expected_oracle", "best on test", "6 4"],
  ["expected_best", "selected, test", "none"],
  ["mean_trial", "mean trial, test", "1 4"],
] as const;

/**
 * BCA of the best of k trials of one optimizer against k: what selection by
 * validation gives on test, what it seems to give, and what there was.
 *
 * @param rows Rows of `best_of_k.csv` of one condition and optimizer with a test part
 */
export function bestOfK(rows: readonly RowIn<"best_of_k">[]): string {
  const points = LINES.map(([column, label, dash]) => ({
    label,
    dash,
    own: rows.flatMap((row) => {
      const bca = numberOf(row, column);
      return bca === null ? [] : [{ k: numberOf(row, "k")!, bca }];
    }),
  })).filter(({ own }) => own.length > 0);
  const band = rows.flatMap((row) => {
    const low = numberOf(row, "expected_best_low");
    const high = numberOf(row, "expected_best_high");
    return low === null || high === null
      ? []
      : [{ k: numberOf(row, "k")!, low, high }];
  });
  const last = points.map(({ label, own }) => ({ label, ...own.at(-1)! }));
  const y = domainOf([
    ...points.flatMap(({ own }) => own.map(({ bca }) => bca)),
    ...band.flatMap(({ low, high }) => [low, high]),
  ]);
  const pixel = (y[1] - y[0]) / (HEIGHT - TOP - BOTTOM);
  const places = spread(last.map(({ bca }) => bca), LINE * pixel);
  const most = Math.max(2, ...rows.map((row) => numberOf(row, "k")!));
  const optimizer = textOf(rows[0], "optimizer");
  const { light } = optimizerShade(optimizer);
  return draw({
    height: HEIGHT,
    width: WIDTH,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: 44,
    marginRight: labelWidth(last.map(({ label }) => label)),
    x: {
      label: "trials drawn, k",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [1, most],
      ticks: trialTicks(most),
      tickFormat: "d",
    },
    y: { label: null, domain: y, grid: true, ticks: 6, tickFormat: ".2f" },
    marks: [
      Plot.areaY(band, {
        x: "k",
        y1: "low",
        y2: "high",
        fill: light,
        fillOpacity: 0.11,
      }),
      ...points.map(({ own, dash }) =>
        Plot.lineY(own, {
          x: "k",
          y: "bca",
          stroke: light,
          strokeWidth: 2,
          strokeDasharray: dash,
        })
      ),
      Plot.text(last, {
        x: "k",
        y: (_: unknown, i: number) => places[i],
        text: "label",
        textAnchor: "start",
        dx: 8,
        fill: light,
      }),
    ],
  }, {
    title: "Best of k trials",
    description: `${optimizer}: ${
      last.map(({ label, k, bca }) => `${label} ${bca.toFixed(3)} at k = ${k}`)
        .join("; ")
    }`,
  });
}
