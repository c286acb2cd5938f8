/**
 * A recorded table as something to search: its space and its answers.
 *
 * @module
 */
import type { SearchSpace } from "../../optimizers/mod.ts";
import {
  nearestObjective,
  recordedRange,
} from "../recorded/nearest_objective.ts";
import { recordedSpace } from "../recorded/recorded_grid.ts";
import {
  type LookUp,
  type RecordedConfiguration,
  tableObjective,
} from "../recorded/table_objective.ts";

/** A recorded table and the rule by which it answers. */
export interface RecordedTable {
  /** Recorded configurations, each once. */
  readonly rows: readonly RecordedConfiguration[];
  /**
   * "levels": each value snaps to its nearest recorded level, as a grid allows.
   * A number: the nearest recorded configuration answers up to that distance.
   */
  readonly rule: "levels" | number;
}

/** The look-up of a table. */
export function lookUp({ rows, rule }: RecordedTable): LookUp {
  return rule === "levels"
    ? tableObjective(rows)
    : nearestObjective(rows, rule);
}

/** The paper's space, restricted to what was recorded. */
export function spaceOf({ rows, rule }: RecordedTable): SearchSpace {
  return rule === "levels" ? recordedSpace(rows) : recordedRange(rows);
}
