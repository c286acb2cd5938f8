import * as Plot from "@observablehq/plot";
import { draw } from "./draw.ts";
import { numberOf, type RowIn, textOf } from "./records.ts";
import type { Reference } from "./references.ts";
import { domainOf, labelWidth } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** Least height of an optimizer's row, in pixels. */
const ROW = 46;
/** Distance of two labels, in pixels. */
const LABEL = 14;
/** Distance of two dots, in pixels. */
const APART = 0.5;

/** One study's result. */
export interface StudyScore {
  /** Its optimizer. */
  readonly optimizer: string;
  /** Its seeds, as its key ends. */
  readonly seeds: string;
  /** Reported BCA of its incumbent. */
  readonly bca: number;
  /** Its incumbent predicts one class only, or is at or below chance. */
  readonly collapsed: boolean;
}

/**
 * Reported BCA of every study, a dot each (hollow where it collapsed), over the
 * mean and its interval; optimizers from the highest mean down.
 *
 * @param summary Rows of `summary.csv` of one configuration
 * @param scores The studies of that configuration that have a complete trial
 * @param references Lines that hold for that configuration
 */
export function bcaDistributions(
  summary: readonly RowIn<"summary">[],
  scores: readonly StudyScore[],
  references: readonly Reference[],
): string {
  const means = summary.flatMap((row) => {
    const mean = numberOf(row, "bca_mean");
    return mean === null ? [] : [{
      optimizer: textOf(row, "optimizer"),
      mean,
      low: numberOf(row, "bca_low"),
      high: numberOf(row, "bca_high"),
      n: numberOf(row, "n_incumbents")!,
    }];
  }).sort((a, b) => b.mean - a.mean || (a.optimizer < b.optimizer ? -1 : 1));
  const colour = ({ optimizer }: { optimizer: string }) =>
    optimizerShade(optimizer).light;
  const banded = means.filter(({ low }) => low !== null);
  const stack = highestStack(scores);
  const r = Math.max(1, Math.min(4, 40 / stack));
  const row = Math.max(ROW, 1.2 * stack * (2 * r + APART) + 8);
  const optimizers = means.map(({ optimizer }) => optimizer);
  const labels = LABEL * Math.max(0, references.length - 1);
  return draw({
    height: Math.ceil(64 + labels + row * optimizers.length),
    marginTop: 24 + labels,
    marginBottom: 40,
    marginLeft: labelWidth(optimizers),
    marginRight: 14,
    x: {
      label: "BCA of the configuration found",
      labelAnchor: "center",
      labelArrow: "none",
      domain: domainOf([
        ...means.flatMap(({ low, high }) => [low, high]),
        ...scores.map(({ bca }) => bca),
        ...references.map(({ bca }) => bca),
      ]),
      grid: true,
      ticks: 5,
      tickFormat: ".2f",
    },
    fy: { label: null, domain: optimizers, padding: 0.1 },
    marks: [
      Plot.axisFy({ anchor: "left", label: null }),
      Plot.barX(banded, {
        x1: "low",
        x2: "high",
        fy: "optimizer",
        fill: colour,
        fillOpacity: 0.22,
        insetTop: 9,
        insetBottom: 9,
      }),
      Plot.ruleX(references, {
        x: "bca",
        stroke: ({ kind }: Reference) => SHADES[kind].light,
        strokeWidth: 1.5,
        strokeDasharray: "4 3",
      }),
      Plot.tickX(means, {
        x: "mean",
        fy: "optimizer",
        stroke: colour,
        strokeWidth: 3,
        insetTop: 3,
        insetBottom: 3,
      }),
      Plot.dot(
        scores,
        Plot.dodgeY("middle", {
          x: "bca",
          fy: "optimizer",
          r,
          padding: APART,
          fill: (score: StudyScore) =>
            score.collapsed ? SHADES.paper.light : colour(score),
          stroke: (score: StudyScore) =>
            score.collapsed || r < 3 ? colour(score) : SHADES.paper.light,
          strokeWidth: 1,
          title: ({ optimizer, seeds, bca, collapsed }: StudyScore) =>
            `${optimizer} ${seeds}: ${bca.toFixed(4)}${
              collapsed ? " (collapsed)" : ""
            }`,
        }),
      ),
      // One above the other, since the lines may be close
      ...references.map((reference, i) =>
        Plot.text([reference], {
          x: "bca",
          text: "label",
          frameAnchor: "top",
          fy: () => optimizers[0],
          dy: -14 - LABEL * i,
          fill: SHADES[reference.kind].light,
        })
      ),
    ],
  }, {
    title: "Results of all studies by optimizer",
    description: means.map(({ optimizer, mean, low, high, n }) =>
      `${optimizer}: mean BCA ${mean.toFixed(3)}${
        low === null ? "" : ` (${low.toFixed(3)} to ${high!.toFixed(3)})`
      } over ${n} studies`
    ).join("; "),
  });
}

/** Most results of an optimizer that are equal to two decimals, and so pile up. */
function highestStack(scores: readonly StudyScore[]): number {
  const stacks = Map.groupBy(
    scores,
    ({ optimizer, bca }) => `${optimizer} ${bca.toFixed(2)}`,
  );
  return Math.max(...[...stacks.values()].map(({ length }) => length));
}
