import * as Plot from "@observablehq/plot";
import { draw } from "../figures/draw.ts";
import { numberOf, type Row, textOf } from "../figures/records.ts";
import { labelWidth, spread, trialTicks } from "../figures/scale.ts";
import { optimizerDash, optimizerShade, SHADES } from "../figures/theme.ts";

const PANEL = 200;
const TITLE = 28;
const BOTTOM = 44;
/** Distance of two labels, in pixels. */
const LINE = 16;

/** Exact curves by the space that is drawn from: what they are called, and their dashes. */
const EXACT: Readonly<Record<string, readonly [label: string, dash: string]>> =
  {
    recorded: ["random, exact", "7 3"],
    published: ["full range", "2 3"],
  };

interface Curve {
  readonly name: string;
  readonly threshold: number;
  readonly colour: string;
  readonly dash: string;
  readonly points: readonly {
    readonly trials: number;
    readonly share: number;
  }[];
}

/**
 * Share of searches whose incumbent exceeds a threshold after each trial: a panel a
 * threshold, a curve an optimizer, and random search as it is computed exactly.
 *
 * @param reached Rows of `replay_reached.csv`
 * @param random Rows of `replay_random.csv`
 * @param thresholds Panels from top to bottom
 */
export function reachedFigure(
  reached: readonly Row[],
  random: readonly Row[],
  thresholds: readonly number[],
): string {
  const drawn = random.filter((row) =>
    Object.hasOwn(EXACT, textOf(row, "space"))
  );
  const curves = [
    ...curvesOf(reached, "optimizer", (name) => ({
      name,
      colour: optimizerShade(name).light,
      dash: optimizerDash(name),
    })),
    ...curvesOf(drawn, "space", (space) => ({
      name: EXACT[space][0],
      colour: SHADES.ink.light,
      dash: EXACT[space][1],
    })),
  ].filter(({ threshold }) => thresholds.includes(threshold));
  const most = Math.max(
    2,
    ...curves.flatMap(({ points }) => points.map(({ trials }) => trials)),
  );
  const labels = thresholds.flatMap((threshold) => {
    const own = curves.filter((curve) => curve.threshold === threshold);
    const places = spread(
      own.map(({ points }) => points.at(-1)!.share),
      LINE / PANEL,
    );
    // Many labels at the top of a panel would stand in the title above it.
    const over = Math.max(0, ...places.map((place) => place - 1));
    return own.map((curve, i) => ({ ...curve, at: places[i] - over }));
  });
  const rows = thresholds.length;
  return draw({
    height: rows * (PANEL + TITLE) + BOTTOM,
    marginTop: TITLE,
    marginBottom: BOTTOM,
    marginLeft: 52,
    marginRight: labelWidth(curves.map(({ name }) => name)),
    x: {
      label: "trials",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [1, most],
      ticks: trialTicks(most),
      tickFormat: "d",
    },
    y: { label: null, domain: [0, 1], grid: true, ticks: 5, tickFormat: ".0%" },
    fy: {
      label: null,
      domain: thresholds,
      axis: null,
      padding: TITLE / (PANEL + TITLE),
    },
    marks: [
      Plot.text(thresholds, {
        fy: (threshold: number) => threshold,
        frameAnchor: "top-left",
        dy: -18,
        text: (threshold: number) =>
          `searches above ${Number(threshold.toFixed(3))}`,
        fontWeight: "bold",
      }),
      ...curves.map(({ points, threshold, colour, dash }) =>
        Plot.lineY(points, {
          x: "trials",
          y: "share",
          fy: () => threshold,
          stroke: colour,
          strokeWidth: 2,
          strokeDasharray: dash,
        })
      ),
      ...labels.map(({ name, threshold, colour, at }) =>
        Plot.text([name], {
          x: () => most,
          y: () => at,
          fy: () => threshold,
          text: (text: string) => text,
          textAnchor: "start",
          dx: 8,
          fill: colour,
        })
      ),
    ],
  }, {
    title: "Share of searches above a threshold, by trial",
    description: curves.map(({ name, threshold, points }) =>
      `${name}, above ${Number(threshold.toFixed(3))}: ${
        points.at(-1)!.share.toFixed(3)
      } after ${points.at(-1)!.trials} trials`
    ).join("; "),
  });
}

function curvesOf(
  rows: readonly Row[],
  column: string,
  look: (name: string) => Pick<Curve, "name" | "colour" | "dash">,
): Curve[] {
  const groups = Map.groupBy(
    rows,
    (row) => `${textOf(row, column)}\t${numberOf(row, "threshold")}`,
  );
  return [...groups.values()].map((own) => ({
    ...look(textOf(own[0], column)),
    threshold: numberOf(own[0], "threshold")!,
    points: own.map((row) => ({
      trials: numberOf(row, "trials")!,
      share: numberOf(row, "share")!,
    })),
  }));
}
