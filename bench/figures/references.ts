import * as Plot from "@observablehq/plot";
import { SHADES } from "./theme.ts";

/** A line that results are held against. */
export interface Reference {
  /** What drew it. */
  readonly kind: "listeners" | "published";
  /** What it says, such as "listeners 0.930". */
  readonly label: string;
  /** Balanced class accuracy. */
  readonly bca: number;
}

/** Marks of reference lines across the y axis, labelled at their left end. */
export function referenceLines(
  references: readonly Reference[],
): Plot.Markish[] {
  return references.flatMap(({ kind, label, bca }) => [
    Plot.ruleY([bca], {
      stroke: SHADES[kind].light,
      strokeWidth: 1.5,
      strokeDasharray: "4 3",
    }),
    Plot.text([bca], {
      y: bca,
      text: [label],
      frameAnchor: "left",
      textAnchor: "start",
      dx: 4,
      dy: -8,
      fill: SHADES[kind].light,
    }),
  ]);
}
