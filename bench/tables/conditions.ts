import { comparing, type Comparison } from "./comparison.ts";
import { comparisonColumns, PAIRS_COMPARED } from "./comparison_columns.ts";
import { optimizersOf, type OptimizerStudies } from "./optimizer_studies.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { defineTable } from "./table.ts";

/** What is varied while corpus, protocol and optimizer stay. */
const VARIED = ["encoder", "recipe"] as const;

/** What stays. */
const FIXED = ["corpus", "protocol", "optimizer"] as const;

const { corpus, protocol, optimizer } = conditionColumns<Comparison>(
  (row) => row.a,
);

/** One optimizer with two encoders or two recipes. */
export const CONDITIONS = defineTable<Comparison>()({
  name: "conditions",
  description:
    `One row is an optimizer on one corpus and protocol with two encoders or with two recipes, with the evidence for a difference between them. ${PAIRS_COMPARED}`,
  key: [...FIXED, "encoder_a", "recipe_a", "encoder_b", "recipe_b"],
  columns: {
    ...{ corpus, protocol, optimizer },
    ...{ encoder_a: varied("encoder", "a"), recipe_a: varied("recipe", "a") },
    ...{ encoder_b: varied("encoder", "b"), recipe_b: varied("recipe", "b") },
    ...comparisonColumns(),
  },
});

/** What A or B has of what is varied. */
function varied(name: typeof VARIED[number], side: "a" | "b") {
  const column = conditionColumns<Comparison>((row) => row[side])[name];
  return {
    ...column,
    description: `${column.description}, of ${side.toUpperCase()}`,
  };
}

/** Rows of {@linkcode CONDITIONS}; pairs that differ in both have none. */
export function conditionRows(run: RunData): Comparison[] {
  const compare = comparing(run.bootstrapSeed, run.objective);
  const groups = Map.groupBy(
    optimizersOf(run),
    ({ study }) => FIXED.map((name) => study[name]).join("/"),
  );
  return compare(
    [...groups.values()].flatMap((group) =>
      group.flatMap((a, i) =>
        group.slice(i + 1)
          .filter((b) => differences(a, b) === 1)
          .map((b) => [a, b] as const)
      )
    ),
  );
}

function differences(a: OptimizerStudies, b: OptimizerStudies): number {
  return VARIED.filter((name) => a.study[name] !== b.study[name]).length;
}
