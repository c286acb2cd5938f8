/**
 * A recorded table as something to search: its space and its answers.
 *
 * @module
 */
import type { SearchSpace } from "../../optimizers/mod.ts";
import { nearestObjective } from "../recorded/nearest_objective.ts";
import {
  type LookUp,
  type RecordedConfiguration,
  type Scale,
  tableObjective,
} from "../recorded/table_objective.ts";

/** A recorded configuration; its value is its validation BCA, which is searched. */
export interface ScoredConfiguration extends RecordedConfiguration {
  /** Its BCA on the test part, where the protocol holds one out. */
  readonly test?: number;
}

/** A recorded table, the space that is searched, and the rule by which it answers. */
export interface RecordedTable extends Scale {
  /** Recorded configurations, each once. */
  readonly rows: readonly ScoredConfiguration[];
  /** What is searched: the paper's space, restricted to what was recorded. */
  readonly space: SearchSpace;
  /**
   * "levels": each value snaps to its nearest recorded level, as a grid allows.
   * A number: the nearest recorded configuration answers up to that distance.
   */
  readonly rule: "levels" | number;
}

/** The look-up of a table. */
export function lookUp(table: RecordedTable): LookUp {
  const { rows, rule } = table;
  return rule === "levels"
    ? tableObjective(rows, table)
    : nearestObjective(rows, rule, table);
}
