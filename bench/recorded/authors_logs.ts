/**
 * The authors' logs, proposed again by the published presets.
 *
 * Each log is several sessions appended to one file; every session has its own
 * seed. A proposal is made from the recorded configurations and values before it in
 * its session.
 *
 * @module
 */
import { createOptimizer } from "../../optimizers/create.ts";
import { paperSpace } from "../../optimizers/space.ts";
import { readTrialLog } from "./published_log.ts";
import {
  type RecordedX,
  sameConfiguration,
  toParams,
  toX,
} from "./recorded_configuration.ts";
import { type Agreement, Tally } from "./tally.ts";

/** One row of a log. */
export interface LogRow {
  /** Configuration that was tried. */
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
 * optimizer is the script's own seed, 2002.
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

/** Trials of a session of Ax before its model. */
const AX_SOBOL_TRIALS = 8;

/**
 * Reads the rows of a log.
 *
 * @param file Name of the file, for messages
 * @param text Its text
 * @throws {DataError} If a value is missing or not a number
 */
export function readLog(file: string, text: string): LogRow[] {
  return readTrialLog(file, text).map((
    { lr, numEpochs, unfreezeEpoch, maxLength, bca },
  ) => ({ x: [lr, numEpochs, unfreezeEpoch, maxLength], bca }));
}

/**
 * Proposes the rows of a log again.
 *
 * Of Ax only the Sobol points are compared: its model proposals depend on the
 * version of its libraries. The grid's rows are compared with the enumeration
 * of which they are the beginning.
 *
 * @throws {RangeError} If the log has not as many rows as its sessions
 */
export function checkLog(
  log: PublishedLog,
  rows: readonly LogRow[],
): Agreement {
  const expected = log.sessions.reduce((sum, session) => sum + session.rows, 0);
  if (rows.length !== expected) {
    throw new RangeError(
      `Cannot compare ${log.file}: found ${rows.length} rows, expected the ${expected} of its sessions`,
    );
  }
  const tally = new Tally(log.preset, "proposals");
  let start = 0;
  for (const { seed, rows: count } of log.sessions) {
    // "grid-published" repeats what is recorded; "grid" enumerates.
    const preset = log.preset === "grid-published" ? "grid" : log.preset;
    const optimizer = createOptimizer(preset, paperSpace(), {
      seed,
      direction: "maximize",
    });
    for (const [i, row] of rows.slice(start, start + count).entries()) {
      if (log.preset === "ax-published" && i >= AX_SOBOL_TRIALS) break;
      const trial = optimizer.ask();
      const found = trial && toX(trial.params);
      tally.count(
        found !== null && sameConfiguration(found, row.x),
        () =>
          `row ${
            start + i + 1
          } (seed ${seed}, trial ${i}): proposed [${found}], recorded [${row.x}]`,
      );
      if (trial === null) break;
      optimizer.amend(trial.number, toParams(row.x));
      optimizer.tell(trial.number, { state: "complete", value: row.bca });
    }
    start += count;
  }
  return tally.result();
}
