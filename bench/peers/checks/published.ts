/**
 * The authors' logs, proposed again by the published presets.
 *
 * Each log is several sessions appended to one file; every session has its own
 * seed. A proposal is made from the recorded settings and values before it in
 * its session.
 *
 * @module
 */
import type { RecordedX } from "./checker.ts";

/** One row of a log. */
export interface LogRow {
  /** Setting that was tried. */
  readonly x: RecordedX;
  /** Balanced class accuracy of its last epoch, 0 to 1. */
  readonly bca: number;
}

/** Consecutive rows of a log that one run of a script appended. */
export interface Session {
  /** Seed of the script. */
  readonly seed: number;
  /** Number of rows. */
  readonly rows: number;
}

/** An authors' log: its file and its sessions in order. */
export interface PublishedLog {
  /** Published preset that stands for the script. */
  readonly preset:
    | "optuna-published"
    | "hyperopt-published"
    | "ax-published"
    | "grid-published";
  /** File under `results/published/`. */
  readonly file: string;
  /** Sessions of the file; one without a seed for the grid. */
  readonly sessions: readonly Session[];
}

/**
 * The four logs. The seeds follow from the proposals; the last session of each
 * engine is the script's own seed, 2002.
 */
export const PUBLISHED_LOGS: readonly PublishedLog[] = [
  {
    preset: "optuna-published",
    file: "hpo_results_bca1_test.csv",
    sessions: [
      { seed: 123455, rows: 5 },
      { seed: 1917, rows: 2 },
      { seed: 2002, rows: 2 },
      { seed: 2002, rows: 50 },
    ],
  },
  {
    preset: "hyperopt-published",
    file: "hpo_results_hyperopt_bca_1_test.csv",
    sessions: [
      { seed: 123455, rows: 9 },
      { seed: 1917, rows: 2 },
      { seed: 2002, rows: 1 },
      { seed: 2002, rows: 50 },
    ],
  },
  {
    preset: "ax-published",
    file: "hpo_results_ax_bca1_1.csv",
    sessions: [
      { seed: 33016, rows: 7 },
      { seed: 42, rows: 7 },
      { seed: 123455, rows: 3 },
      { seed: 1917, rows: 4 },
      { seed: 2002, rows: 2 },
      { seed: 2002, rows: 50 },
    ],
  },
  {
    preset: "grid-published",
    file: "result_exhaustive_bca.csv",
    sessions: [{ seed: 0, rows: 469 }],
  },
];
