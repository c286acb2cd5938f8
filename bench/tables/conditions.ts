import { comparing, type Comparison } from "./comparison.ts";
import { comparisonColumns, PAIRS_COMPARED } from "./comparison_columns.ts";
import { optimizersOf, type OptimizerStudies } from "./optimizer_studies.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import type { Column, Table } from "./table.ts";

/** What is varied while corpus, protocol and optimizer stay. */
const VARIED = ["encoder", "recipe"] as const;

/** What stays. */
const FIXED = ["corpus", "protocol", "optimizer"] as const;

const SIDES = ["a", "b"] as const;

/** One optimizer with two encoders or two recipes. */
export const CONDITIONS: Table<Comparison> = {
  name: "conditions",
  description:
    `One row is an optimizer on one corpus and protocol with two encoders or with two recipes, with the evidence for a difference between them. ${PAIRS_COMPARED}`,
  key: [...FIXED, ...SIDES.flatMap(varied).map(({ name }) => name)],
  columns: [
    ...conditionColumns<Comparison>((row) => row.a)
      .filter(({ name }) => FIXED.some((fixed) => fixed === name)),
    ...SIDES.flatMap(varied),
    ...comparisonColumns("all rows of this corpus, protocol and optimizer"),
  ],
};

/** What A or B has of what is varied. */
function varied(side: "a" | "b"): Column<Comparison>[] {
  return conditionColumns<Comparison>((row) => row[side])
    .filter(({ name }) => VARIED.some((varied) => varied === name))
    .map((column) => ({
      ...column,
      name: `${column.name}_${side}`,
      description: `${column.description}, of ${side.toUpperCase()}`,
    }));
}

/** Rows of {@linkcode CONDITIONS}; pairs that differ in both have none. */
export function conditionRows(run: RunData): Comparison[] {
  const compare = comparing(run.bootstrapSeed);
  const groups = Map.groupBy(
    optimizersOf(run),
    ({ study }) => FIXED.map((name) => study[name]).join("/"),
  );
  return [...groups.values()].flatMap((group) =>
    compare(group.flatMap((a, i) =>
      group.slice(i + 1)
        .filter((b) => differences(a, b) === 1)
        .map((b) => [a, b] as const)
    ))
  );
}

function differences(a: OptimizerStudies, b: OptimizerStudies): number {
  return VARIED.filter((name) => a.study[name] !== b.study[name]).length;
}
