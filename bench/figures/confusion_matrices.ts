import * as Plot from "@observablehq/plot";
import { draw, WIDTH } from "./draw.ts";
import { labelWidth } from "./scale.ts";
import { optimizerShade, SHADES } from "./theme.ts";

/** How often utterances of one class were taken for another. */
export interface ConfusionCell {
  /** Whose answers: the model's or the listeners'. */
  readonly who: string;
  /** Class that was meant. */
  readonly truth: string;
  /** Class that was answered. */
  readonly answer: string;
  /** Share of the answers to utterances of that class. */
  readonly share: number;
}

/** A share from which the number in a cell is written in the colour of paper. */
const DARK_CELL = 0.55;

/**
 * Confusion matrices side by side, a row for each class that was meant, in percent
 * of its answers.
 *
 * @param cells Cells of all matrices; those that are not known are left out
 */
export function confusionMatrices(cells: readonly ConfusionCell[]): string {
  const who = [...new Set(cells.map((cell) => cell.who))];
  const classes = [
    ...new Set(cells.flatMap(({ truth, answer }) => [truth, answer])),
  ].sort();
  const left = labelWidth(classes);
  const side = Math.floor((WIDTH - left - 8) / 2);
  const place = { x: "answer", y: "truth", fx: "who" } as const;
  return draw({
    height: side + 118,
    marginTop: 26,
    marginBottom: 92,
    marginLeft: left,
    // One alone keeps the size of two
    marginRight: who.length === 1 ? 8 + side : 8,
    x: {
      label: "answered",
      labelAnchor: "center",
      labelArrow: "none",
      domain: classes,
      tickRotate: -50,
      tickSize: 0,
      padding: 0,
    },
    y: { label: null, domain: classes, tickSize: 0, padding: 0 },
    fx: { label: null, domain: who, axis: null, padding: 0.04 },
    marks: [
      Plot.cell(cells, {
        ...place,
        fill: optimizerShade("optuna").light,
        fillOpacity: "share",
        inset: 0.5,
        title: ({ who, truth, answer, share }: ConfusionCell) =>
          `${who}: ${truth} taken for ${answer} ${(100 * share).toFixed(1)} %`,
      }),
      Plot.text(cells, {
        ...place,
        text: ({ share }: ConfusionCell) =>
          Math.round(100 * share) === 0 ? "" : `${Math.round(100 * share)}`,
        fill: ({ share }: ConfusionCell) =>
          share >= DARK_CELL ? SHADES.paper.light : SHADES.ink.light,
      }),
      Plot.text(who, {
        fx: (name: string) => name,
        frameAnchor: "top",
        dy: -18,
        text: (name: string) => name,
        fontWeight: "bold",
      }),
      Plot.frame({ stroke: SHADES.line.light }),
    ],
    opacity: { type: "identity" },
  }, {
    title: "Which emotions are taken for which",
    description: who.map((name) =>
      `${name}: ${
        cells.filter((cell) => cell.who === name && cell.truth === cell.answer)
          .map(({ truth, share }) => `${truth} ${Math.round(100 * share)} %`)
          .join(", ")
      } right`
    ).join("; "),
  });
}
