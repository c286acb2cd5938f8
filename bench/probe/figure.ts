/**
 * A figure of probes by block, as SVG.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { draw, standalone } from "../figures/draw.ts";
import { domainOf } from "../figures/scale.ts";
import { cells } from "../tables/table.ts";
import { PROBE, type ProbeRow } from "./table.ts";

/** Columns of the table that the two panels show. */
const PANELS = {
  bca_random: "BCA, random 80/20",
  bca_speakers: "BCA, one speaker left out",
} as const;

/**
 * Lines of encoders, colour then dashes: hues after Okabe and Ito 2008 in tones
 * that stand out from white paper.
 */
const HUES = ["#0068a8", "#c04f00", "#007d5c", "#a03a76"];
const DASHES = ["none", "7 3", "2 3"];
const style = (e: number) => ({
  stroke: HUES[e % HUES.length],
  strokeDasharray: DASHES[Math.floor(e / HUES.length) % DASHES.length],
});

/** One probe in one panel. */
interface Point {
  readonly encoder: string;
  readonly block: number;
  readonly panel: string;
  readonly bca: number;
}

/**
 * Draws BCA against blocks passed, a line for each encoder, for the rows with
 * plain features and mean pooling.
 */
export function probeFigure(rows: readonly ProbeRow[]): string {
  const shown = rows.filter(({ normed, pooling }) =>
    !normed && pooling === "mean"
  );
  const names = PROBE.columns.map(({ name }) => name);
  // From the table's cells, so that figure and table cannot disagree.
  const points = cells(PROBE, shown).flatMap((row): Point[] =>
    Object.entries(PANELS).map(([column, panel]) => ({
      encoder: row[names.indexOf("encoder")] as string,
      block: row[names.indexOf("block")] as number,
      panel,
      bca: row[names.indexOf(column)] as number,
    }))
  );
  const encoders = [...Map.groupBy(points, ({ encoder }) => encoder)];
  const panels = Object.values(PANELS);
  const bottom = 56 + 20 * Math.ceil(encoders.length / 4);
  return standalone(draw({
    width: 760,
    height: 280 + bottom,
    marginTop: 28,
    marginLeft: 40,
    marginBottom: bottom,
    x: {
      label: "blocks passed",
      labelAnchor: "center",
      labelArrow: "none",
      labelOffset: 36,
    },
    y: {
      label: null,
      domain: domainOf(points.map(({ bca }) => bca), 0.1),
      grid: true,
      ticks: 5,
      tickFormat: ".1f",
    },
    fx: { label: null, domain: panels, axis: "top", padding: 0.08 },
    marks: encoders.flatMap(([encoder, own], e) => [
      Plot.lineY(own, { x: "block", y: "bca", fx: "panel", ...style(e) }),
      Plot.dot(own, {
        x: "block",
        y: "bca",
        fx: "panel",
        r: 3,
        fill: style(e).stroke,
      }),
      Plot.text([encoder], {
        fx: () => panels[0],
        frameAnchor: "bottom-left",
        text: (name: string) => `● ${name}`,
        textAnchor: "start",
        dx: e % 4 * 180,
        dy: 64 + 20 * Math.floor(e / 4),
        fill: style(e).stroke,
      }),
    ]),
  }, {
    title: "Linear probes by block",
    description: encoders.map(([encoder]) => encoder).join(", "),
  }));
}
