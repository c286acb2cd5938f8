import type { RecordedTable } from "./objective.ts";
import type { ReplayTrial } from "./search.ts";

/** Searches that a worker is to run. */
export interface ReplayJob {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** The optimizer's own seeds, one search each. */
  readonly seeds: readonly number[];
  /** Trials of a search. */
  readonly trials: number;
  /** What is searched. */
  readonly table: RecordedTable;
}

/** What it found. */
export interface ReplayResult {
  /** Trials of each seed, in the order of the seeds. */
  readonly searches: readonly (readonly ReplayTrial[])[];
}
