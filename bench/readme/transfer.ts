/**
 * What the kept transfers say.
 *
 * @module
 */
import { interval, markdownTable, rowsOf, share } from "./markdown.ts";

const FOLDER = "results/reference/transfer/whisper-base-paper";

/**
 * BCA on corpora that were not trained on: the paper's reading of "calm", a row for
 * each target and what answers.
 */
export function transferMarkdown(): string {
  const rows = rowsOf(`${FOLDER}/transfer.csv`).filter((row) =>
    row.class === "balanced" && row.calm !== "neutral"
  );
  const of = (row: typeof rows[number]) =>
    `${share(row.recall_mean)}${interval(row, "recall", share)}`;
  return markdownTable(
    [
      "scored on",
      "what answers",
      "as it is",
      "features standardised by corpus",
      "published",
      "chance",
    ],
    rows.filter((row) => row.standardised === "false").map((row) => [
      row.target,
      row.method,
      of(row),
      of(
        rows.find((other) =>
          other.standardised === "true" && other.target === row.target &&
          other.method === row.method
        )!,
      ),
      row.published === "" ? "" : share(row.published),
      share(row.chance),
    ]),
  );
}
