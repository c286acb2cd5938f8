/**
 * The diagram of mean ranks of Demsar 2006, "Statistical Comparisons of
 * Classifiers over Multiple Data Sets": optimizers on an axis of ranks, bars under
 * those that the critical difference does not tell apart.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { draw, WIDTH } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import { labelWidth } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** An optimizer on the axis. */
interface Ranked {
  readonly optimizer: string;
  readonly rank: number;
}

/** Heights in pixels from the top. */
const AXIS = 64;
const BARS = 12;
const LABELS = 22;
const PADDING = 12;

/**
 * Sets of neighbours on the axis that lie within the critical difference, largest
 * first, without those inside another.
 *
 * @param ranked Optimizers from the best rank down
 */
export function undecidedSpans(
  ranked: readonly Ranked[],
  criticalDifference: number,
): [Ranked, Ranked][] {
  const spans: [number, number][] = [];
  ranked.forEach(({ rank }, from) => {
    const to = ranked.findLastIndex((other) =>
      other.rank - rank <= criticalDifference
    );
    if (to > from && to > (spans.at(-1)?.[1] ?? -1)) spans.push([from, to]);
  });
  return spans.map(([from, to]) => [ranked[from], ranked[to]]);
}

/**
 * Draws the mean ranks of optimizers and Nemenyi's critical difference.
 *
 * @param ranks Rows of `ranks.csv` of one configuration, at least one
 */
export function criticalDifferenceDiagram(
  ranks: readonly RowIn<"ranks">[],
): string {
  const ranked = ranks.map((row): Ranked => ({
    optimizer: textOf(row, "optimizer"),
    rank: numberOf(row, "mean_rank")!,
  })).sort((a, b) => a.rank - b.rank || (a.optimizer < b.optimizer ? -1 : 1));
  const difference = numberOf(ranks[0], "critical_difference");
  const spans = difference === null ? [] : undecidedSpans(ranked, difference);
  const leftCount = Math.ceil(ranked.length / 2);
  const firstLabel = AXIS + PADDING + BARS * spans.length + PADDING;
  const height = firstLabel + LABELS * leftCount;
  const margin = labelWidth(ranked.map(({ optimizer }) => optimizer)) + 24;
  const most = Math.max(2, ranked.length);
  const labels = ranked.map(({ optimizer, rank }, i) => {
    const left = i < leftCount;
    return {
      optimizer,
      rank,
      left,
      end: left ? 1 : most,
      y: firstLabel + LABELS * (left ? i : ranked.length - 1 - i),
    };
  });
  const y = (pixels: number) => height - pixels;
  const colour = ({ optimizer }: Ranked) => optimizerShade(optimizer).light;
  return draw({
    height,
    width: WIDTH,
    marginTop: 0,
    marginBottom: 0,
    marginLeft: margin,
    marginRight: margin,
    x: { axis: null, domain: [1, most] },
    y: { axis: null, domain: [0, height] },
    marks: [
      Plot.ruleY([y(AXIS)], { x1: 1, x2: most }),
      Plot.tickX(Array.from({ length: most }, (_, i) => i + 1), {
        x: (rank: number) => rank,
        insetTop: AXIS - 6,
        insetBottom: height - AXIS,
      }),
      Plot.text(Array.from({ length: most }, (_, i) => i + 1), {
        x: (rank: number) => rank,
        y: y(AXIS - 15),
        text: String,
      }),
      ...differenceScale(difference, most, y),
      labels.map((label) =>
        Plot.line([
          [label.rank, y(AXIS)],
          [label.rank, y(label.y)],
          [label.end, y(label.y)],
        ], { stroke: colour(label), strokeWidth: 1.5 })
      ),
      ...[true, false].map((left) =>
        Plot.text(labels.filter((label) => label.left === left), {
          x: "end",
          y: (label) => y(label.y),
          text: ({ optimizer, rank }: Ranked) =>
            left
              ? `${rank.toFixed(2)}  ${optimizer}`
              : `${optimizer}  ${rank.toFixed(2)}`,
          textAnchor: left ? "end" : "start",
          dx: left ? -6 : 6,
          fill: colour,
        })
      ),
      Plot.ruleY(spans, {
        x1: ([from]: [Ranked, Ranked]) => from.rank,
        x2: ([, to]: [Ranked, Ranked]) => to.rank,
        y: (_: unknown, i: number) => y(AXIS + PADDING + BARS * i),
        strokeWidth: 4,
        strokeLinecap: "round",
        stroke: SHADES.ink.light,
      }),
    ],
  }, {
    title: "Mean ranks with the critical difference",
    description: `${
      ranked.map(({ optimizer, rank }) => `${optimizer} ${rank.toFixed(2)}`)
        .join(
          ", ",
        )
    }; critical difference ${difference?.toFixed(2) ?? "not computable"}`,
  });
}

/** The critical difference as a length above the axis; longer than the axis where nothing can differ. */
function differenceScale(
  difference: number | null,
  most: number,
  y: (pixels: number) => number,
): Plot.Markish[] {
  if (difference === null) return [];
  const end = Math.min(most, 1 + difference);
  return [
    Plot.ruleY([y(24)], { x1: 1, x2: end, strokeWidth: 2 }),
    Plot.text([difference], {
      x: 1,
      y: y(10),
      text: [
        `critical difference ${difference.toFixed(2)}${
          end < 1 + difference ? " (longer than the axis)" : ""
        }`,
      ],
      textAnchor: "start",
    }),
  ];
}
