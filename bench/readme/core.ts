/**
 * What the kept timings of a training step say.
 *
 * @module
 */
import { markdownTable, range, type Row, rowsOf } from "./markdown.ts";

const ENCODERS = ["moonshine-tiny", "whisper-base", "wav2vec2"];

function timings(table: string): Row[] {
  return ENCODERS.flatMap((encoder) =>
    rowsOf(`results/reference/core/${encoder}/${table}.csv`)
  );
}

/** Rows by some of their columns, in the order of the files. */
function grouped(rows: readonly Row[], columns: readonly string[]): Row[][] {
  const groups = Map.groupBy(
    rows,
    (row) => columns.map((column) => row[column]).join("/"),
  );
  return [...groups.values()];
}

/** Our step by PyTorch's wall time, over lengths. */
export function stepsMarkdown(): string {
  return markdownTable(
    ["encoder, variant", "threads", "ours / PyTorch", "share of the sgemm"],
    grouped(timings("core"), ["encoder", "variant", "threads"]).map((rows) => [
      `${rows[0].encoder}, ${rows[0].variant}`,
      rows[0].threads,
      range(rows, "ratio", 2),
      range(rows, "sgemm_share", 2),
    ]),
  );
}

/** Rates of a layer's products on both sides, over lengths. */
export function productsMarkdown(): string {
  return markdownTable(
    ["encoder", "threads", "product", "ours, GFLOP/s", "PyTorch, GFLOP/s"],
    grouped(timings("products"), ["encoder", "threads", "kind"]).map((rows) => [
      rows[0].encoder,
      rows[0].threads,
      rows[0].kind.replaceAll("_", " "),
      range(rows, "ours", 0),
      range(rows, "torch", 0),
    ]),
  );
}
