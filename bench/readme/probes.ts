/**
 * What the kept probes say.
 *
 * @module
 */
import { markdownTable, mean, type Row, rowsOf, share } from "./markdown.ts";

const FOLDER = "results/reference/probe";
const PROBED_SETS = ["whisper-base", "whisper-small", "moonshine-tiny"]
  .map((encoder) => `${FOLDER}/${encoder}-sets/probe.csv`);

/** The block and pooling that training speakers choose, by encoder. */
export function probeChoicesMarkdown(): string {
  const byEncoder = Map.groupBy(
    rowsOf(`${FOLDER}/probe_choice.csv`),
    ({ encoder }) => encoder,
  );
  const best = (rows: readonly Row[]) => mean(rows, "bca_test");
  return markdownTable(
    ["encoder", "blocks chosen", "poolings chosen", "test speakers"],
    [...byEncoder].sort(([, a], [, b]) => best(b) - best(a))
      .map(([encoder, rows]) => [
        encoder,
        ...["blocks", "pooling"].map((column) =>
          rows.map((row) => row[column]).join(", ")
        ),
        share(best(rows)),
      ]),
  );
}

/** Several blocks side by side: BCA of means, and with deviations beside them. */
export function setsMarkdown(): string {
  const rows = PROBED_SETS.flatMap(rowsOf);
  const of = (row: Row, pooling: string) =>
    rows.find((other) =>
      other.encoder === row.encoder && other.blocks === row.blocks &&
      other.pooling === pooling
    )!;
  return markdownTable(
    [
      "encoder, blocks",
      "training speakers, means",
      "means and deviations",
      "test speakers, means",
      "means and deviations",
    ],
    rows.filter(({ pooling }) => pooling === "mean").map((row) => [
      `${row.encoder}, ${row.blocks}`,
      ...["bca_train", "bca_test"].flatMap((column) =>
        ["mean", "mean+deviation"].map((pooling) =>
          share(of(row, pooling)[column])
        )
      ),
    ]),
  );
}
