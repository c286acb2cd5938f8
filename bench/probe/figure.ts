/**
 * A figure of probes by block, as SVG.
 *
 * @module
 */
import { PROBE, type ProbeRow } from "./table.ts";

/** Size of a panel and the space around it, in pixels. */
const PANEL = { width: 360, height: 300, left: 52, top: 34, gap: 56 };
const BOTTOM = 96;

/** Colours that people with any kind of colour vision tell apart (Okabe and Ito 2008). */
const COLOURS = [
  ...["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"],
  "#000000",
];

/** What the two panels show. */
const KINDS = [
  { title: "BCA, random 80/20", value: (row: ProbeRow) => bcaRandom(row) },
  {
    title: "BCA, one speaker left out",
    value: (row: ProbeRow) => row.speakers,
  },
] as const;

/**
 * Draws BCA against blocks passed, a line for each encoder, for the rows with
 * plain features and mean pooling.
 */
export function probeFigure(rows: readonly ProbeRow[]): string {
  const shown = rows.filter(({ normed, pooling }) =>
    !normed && pooling === "mean"
  );
  const encoders = [...Map.groupBy(shown, ({ encoder }) => encoder)];
  const values = shown.flatMap((row) => KINDS.map(({ value }) => value(row)));
  const low = Math.floor(10 * Math.min(...values)) / 10;
  const last = Math.max(1, ...shown.map(({ block }) => block));
  const y = (bca: number) =>
    PANEL.top + PANEL.height * (1 - (bca - low) / (1 - low));
  const panels = KINDS.map(({ title, value }, i) => {
    const left = PANEL.left + i * (PANEL.width + PANEL.gap);
    const x = (block: number) => left + PANEL.width * block / last;
    return [
      text(left, PANEL.top - 12, title, "font-weight='bold'"),
      ...ticks(low).map((bca) =>
        line([[left, y(bca)], [left + PANEL.width, y(bca)]], "#ddd", 1) +
        text(left - 8, y(bca) + 4, bca.toFixed(1), "text-anchor='end'")
      ),
      ...Array.from({ length: last + 1 }, (_, block) =>
        text(
          x(block),
          PANEL.top + PANEL.height + 18,
          `${block}`,
          "text-anchor='middle'",
        )),
      text(
        left + PANEL.width / 2,
        PANEL.top + PANEL.height + 38,
        "blocks passed",
        "text-anchor='middle'",
      ),
      ...encoders.map(([, own], e) => {
        const points = own.toSorted((a, b) => a.block - b.block)
          .map((row) => [x(row.block), y(value(row))] as const);
        return line(points, COLOURS[e % COLOURS.length], 2) +
          points.map(([cx, cy]) =>
            `<circle cx='${round(cx)}' cy='${round(cy)}' r='3' fill='${
              COLOURS[e % COLOURS.length]
            }'/>`
          ).join("");
      }),
    ].join("\n");
  });
  const legend = encoders.map(([encoder], e) => {
    const left = PANEL.left + e % 4 * 190;
    const top = PANEL.top + PANEL.height + 62 + Math.floor(e / 4) * 20;
    return line(
      [[left, top], [left + 20, top]],
      COLOURS[e % COLOURS.length],
      2,
    ) + text(left + 26, top + 4, encoder);
  });
  const width = PANEL.left + 2 * PANEL.width + PANEL.gap + 20;
  const height = PANEL.top + PANEL.height + BOTTOM;
  return `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}' viewBox='0 0 ${width} ${height}' font-family='sans-serif' font-size='12' role='img' aria-label='Balanced accuracy of linear probes by block'>
<rect width='${width}' height='${height}' fill='white'/>
${[...panels, ...legend].join("\n")}
</svg>
`;
}

/** The column of that name, so that figure and table cannot disagree. */
function bcaRandom(row: ProbeRow): number {
  const column = PROBE.columns.find(({ name }) => name === "bca_random")!;
  return column.value(row) as number;
}

/** Tenths from `low` to 1. */
function ticks(low: number): number[] {
  const count = Math.round(10 * (1 - low));
  return Array.from({ length: count + 1 }, (_, i) => 1 - i / 10);
}

function line(
  points: readonly (readonly [number, number])[],
  colour: string,
  width: number,
): string {
  const path = points.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");
  return `<polyline points='${path}' fill='none' stroke='${colour}' stroke-width='${width}'/>`;
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x='${round(x)}' y='${round(y)}' ${attributes}>${
    escaped(content)
  }</text>`;
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Two decimals keep the file small. */
function round(pixels: number): number {
  return Math.round(100 * pixels) / 100;
}
