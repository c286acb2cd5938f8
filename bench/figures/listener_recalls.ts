import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { domainOf, labelWidth } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** Height of a class, in pixels. */
const ROW = 34;
/** Distance of model and listeners from the middle of a row. */
const APART = 6;

/**
 * Recall of model and listeners on the same utterances, by class, with intervals
 * over utterances.
 *
 * @param listeners Rows of `listeners.csv` of one optimizer in one configuration
 */
export function listenerRecalls(
  listeners: readonly RowIn<"listeners">[],
): string {
  const optimizer = textOf(listeners[0], "optimizer");
  const points = listeners.flatMap((row) =>
    (["model", "listeners"] as const).map((who) => ({
      who,
      class: textOf(row, "class"),
      n: numberOf(row, "n_utterances")!,
      recall: numberOf(row, who)!,
      low: numberOf(row, `${who}_low`),
      high: numberOf(row, `${who}_high`),
    }))
  );
  type Point = typeof points[number];
  const classes = [...new Set(points.map((point) => point.class))]
    .sort((a, b) => Number(a === "balanced") - Number(b === "balanced"));
  const sides = [
    { who: "model", name: optimizer, colour: optimizerShade(optimizer).light },
    { who: "listeners", name: "listeners", colour: SHADES.listeners.light },
  ] as const;
  return draw({
    height: 76 + ROW * classes.length,
    marginTop: 32,
    marginBottom: 40,
    marginLeft: labelWidth(classes),
    marginRight: 16,
    x: {
      label: "recall",
      labelAnchor: "center",
      labelArrow: "none",
      domain: domainOf(
        points.flatMap(({ recall, low, high }) => [recall, low, high]),
      ),
      grid: true,
      ticks: 5,
      tickFormat: ".2f",
    },
    y: { label: null, domain: classes, tickSize: 0 },
    marks: sides.flatMap(({ who, name, colour }, i) => {
      const own = points.filter((point) => point.who === who);
      const dy = i === 0 ? -APART : APART;
      return [
        Plot.ruleY(own.filter(({ low }) => low !== null), {
          x1: "low",
          x2: "high",
          y: "class",
          dy,
          stroke: colour,
          strokeWidth: 2,
        }),
        Plot.dot(own, {
          x: "recall",
          y: "class",
          dy,
          r: 4,
          fill: colour,
          title: (point: Point) =>
            `${name}, ${point.class}: ${
              point.recall.toFixed(3)
            } of ${point.n} utterances`,
        }),
        Plot.text([name], {
          frameAnchor: "top-left",
          textAnchor: "start",
          dx: 150 * i,
          dy: -22,
          text: (name: string) => `● ${name}`,
          fill: colour,
        }),
      ];
    }),
  }, {
    title: "Model and listeners by emotion",
    description: classes.map((name) =>
      `${name}: ${
        points.filter((point) => point.class === name).map(({ who, recall }) =>
          `${who} ${recall.toFixed(3)}`
        ).join(", ")
      }`
    ).join("; "),
  });
}
