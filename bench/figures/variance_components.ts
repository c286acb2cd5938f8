import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { labelWidth } from "./scale.ts";
import { SHADES, SOURCE_SHADES } from "./theme.ts";

/** Height of an optimizer's bar, in pixels. */
const ROW = 34;
/** A narrower share has no room for its number. */
const LABELLED = 0.07;

type SourceKind = keyof typeof SOURCE_SHADES;
const KINDS = Object.keys(SOURCE_SHADES) as SourceKind[];

/** Main effects and the residual have colours of their own, interactions share one. */
function kindOf(source: string): SourceKind {
  return KINDS.find((kind) => kind === source) ?? "interactions";
}

/**
 * What makes the results of each optimizer vary, as shares that add up to 1.
 *
 * @param variance Rows of `variance.csv` of one configuration
 */
export function varianceComponents(
  variance: readonly RowIn<"variance">[],
): string {
  const parts = variance.flatMap((row) => {
    const share = numberOf(row, "share");
    const source = textOf(row, "source");
    return share === null ? [] : [{
      optimizer: textOf(row, "optimizer"),
      source,
      kind: kindOf(source),
      share,
    }];
  }).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  type Part = typeof parts[number];
  const optimizers = [...new Set(parts.map(({ optimizer }) => optimizer))];
  const left = labelWidth(optimizers);
  const stacked = {
    x: "share",
    y: "optimizer",
    z: "source",
    order: null,
  } as const;
  const legend = KINDS.filter((kind) =>
    parts.some((part) => part.kind === kind)
  );
  const widths = legend.map((kind) => labelWidth([kind]) + 16);
  return draw({
    height: 76 + ROW * optimizers.length,
    marginTop: 34,
    marginBottom: 40,
    marginLeft: left,
    marginRight: 26,
    x: {
      label: "share of the variance of BCA",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [0, 1],
      ticks: 5,
      tickFormat: (share: number) => `${Math.round(100 * share)} %`,
    },
    y: { label: null, domain: optimizers, padding: 0.25, tickSize: 0 },
    marks: [
      Plot.barX(
        parts,
        Plot.stackX({
          ...stacked,
          fill: ({ kind }: Part) => SOURCE_SHADES[kind].light,
          stroke: SHADES.paper.light,
          title: ({ optimizer, source, share }: Part) =>
            `${optimizer}, ${source}: ${(100 * share).toFixed(1)} %`,
        }),
      ),
      Plot.text(
        parts,
        Plot.stackX({
          ...stacked,
          text: ({ share }: Part) =>
            share < LABELLED ? "" : `${Math.round(100 * share)} %`,
          fill: SHADES.paper.light,
        }),
      ),
      legend.map((kind, i) =>
        Plot.text([kind], {
          frameAnchor: "top-left",
          dx: 10 - left + widths.slice(0, i).reduce((a, b) => a + b, 0),
          dy: -26,
          text: (name: string) => `■ ${name}`,
          textAnchor: "start",
          fill: SOURCE_SHADES[kind].light,
        })
      ),
    ],
  }, {
    title: "What makes results vary",
    description: optimizers.map((optimizer) =>
      `${optimizer}: ${
        parts.filter((part) => part.optimizer === optimizer).map((part) =>
          `${part.source} ${(100 * part.share).toFixed(1)} %`
        ).join(", ")
      }`
    ).join("; "),
  });
}
