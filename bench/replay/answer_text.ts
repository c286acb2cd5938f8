/**
 * The answer of a replay as a terminal shows it.
 *
 * @module
 */
import { wrapped } from "../command/definition.ts";
import type { Answer } from "./answer.ts";

/** Widest line that is printed: a terminal's usual width. */
const WIDTH = 80;

/** Question, findings, table and caveats; the last line is the page's path. */
export function answerText(
  { question, findings, table, caveats }: Answer,
  page: string,
): string {
  const paragraphs = (texts: readonly string[]) =>
    texts.map((text) => wrapped(text, 0, WIDTH));
  return [
    question,
    ...paragraphs(findings),
    aligned(table),
    ...paragraphs(caveats),
    page,
  ].join("\n\n");
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map((row) => row[i].length))
  );
  return rows.map((row) =>
    row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])
    ).join("  ")
  ).join("\n");
}
