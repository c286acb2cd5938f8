import { comparing, type Comparison } from "./comparison.ts";
import { comparisonColumns, PAIRS_COMPARED } from "./comparison_columns.ts";
import { fieldsOf } from "./optimizer_studies.ts";
import type { RunData } from "./run_data.ts";
import { fieldColumns } from "./study_columns.ts";
import { defineTable, text } from "./table.ts";

/** Every pair of optimizers of a condition. */
export const PAIRWISE = defineTable<Comparison>()({
  name: "pairwise",
  description:
    `One row is two optimizers on one corpus, protocol, encoder and recipe, with the evidence for a difference between them. ${PAIRS_COMPARED}`,
  key: ["corpus", "protocol", "encoder", "recipe", "a", "b"],
  columns: {
    ...fieldColumns<Comparison>((row) => row.a),
    a: text("optimizer A", (row) => row.a.optimizer),
    b: text("optimizer B, after A by name", (row) => row.b.optimizer),
    ...comparisonColumns(),
  },
});

/** Rows of {@linkcode PAIRWISE}. */
export function pairwiseRows(run: RunData): Comparison[] {
  const compare = comparing(run.bootstrapSeed, run.objective);
  return compare(
    fieldsOf(run).flatMap((field) =>
      field.flatMap((a, i) => field.slice(i + 1).map((b) => [a, b] as const))
    ),
  );
}
