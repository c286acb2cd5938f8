/**
 * The files behind arXiv 2510.07052. Rows count from 1.
 *
 * @module
 */
import { PUBLISHED_LOGS } from "../../recorded/authors_logs.ts";
import {
  type LoggedTrial,
  numberIn,
  readFields,
  readTrialLog,
} from "../../recorded/published_log.ts";

/** Names of the files below `results/published/`. */
export const FILES = {
  ax: "hpo_results_ax_bca1_1.csv",
  hyperopt: "hpo_results_hyperopt_bca_1_test.csv",
  optuna: "hpo_results_bca1_test.csv",
  grid: "result_exhaustive_bca.csv",
  axOld: "2025-09-04/hpo_results_ax_bca1_1.csv",
  hyperoptOld: "2025-09-04/hpo_results_hyperopt_bca_1_test.csv",
  optunaOld: "2025-09-04/hpo_results_bca1_test.csv",
} as const;

/** Per-epoch figures of one logged training. */
export const REFERENCE_RUN = "ref_model_epochs.csv";

/** The logs of trials. */
export type Logs = Readonly<
  Record<keyof typeof FILES, readonly LoggedTrial[]>
>;

/** Reads all of them. */
export function readLogs(texts: ReadonlyMap<string, string>): Logs {
  return Object.fromEntries(
    Object.entries(FILES).map((
      [name, file],
    ) => [name, readTrialLog(file, texts.get(file)!)]),
  ) as unknown as Logs;
}

/** Numbers of the trials within their session, from 0, row by row. */
export type TrialNumbers = Readonly<Record<"ax" | "optuna", readonly number[]>>;

/** Reads them; Hyperopt's log has none. */
export function readTrialNumbers(
  texts: ReadonlyMap<string, string>,
): TrialNumbers {
  const numbers = (file: string) =>
    readFields(file, texts.get(file)!).map((fields, i) =>
      numberIn(file, i + 1, fields, "trial_number")
    );
  return { ax: numbers(FILES.ax), optuna: numbers(FILES.optuna) };
}

/** Trials that the paper reports of each optimizer. */
export const REPORTED = 15;

/**
 * The three optimizers' logs, with the first row of the 50 trials of seed 2002,
 * the number of trials that are drawn before the model, and the row that has the
 * configuration of Table 4.
 */
export const OPTIMIZERS = [
  { name: "Ax", log: "ax", fiftyFrom: 24, startUp: 8, incumbent: 9 },
  {
    name: "Hyperopt",
    log: "hyperopt",
    fiftyFrom: 13,
    startUp: 20,
    incumbent: 12,
  },
  { name: "Optuna", log: "optuna", fiftyFrom: 10, startUp: 10, incumbent: 15 },
] as const;

/** One of {@linkcode OPTIMIZERS}. */
export type PublishedOptimizer = typeof OPTIMIZERS[number];

/** The 50 trials of seed 2002. */
export function fiftyOf(
  logs: Logs,
  { log, fiftyFrom }: PublishedOptimizer,
): readonly LoggedTrial[] {
  return logs[log].slice(fiftyFrom - 1);
}

/** Consecutive rows of a log that one run of a script appended. */
export interface LoggedSession {
  /** Seed of the script. */
  readonly seed: number;
  /** Its trials. */
  readonly trials: readonly LoggedTrial[];
  /** Its rows, such as "rows 1 to 7". */
  readonly rows: string;
}

/** The sessions of an optimizer's log, in order. */
export function sessionsOf(
  logs: Logs,
  { log }: PublishedOptimizer,
): LoggedSession[] {
  const { sessions } = PUBLISHED_LOGS.find(({ file }) => file === FILES[log])!;
  let start = 0;
  return sessions.map(({ seed, rows: count }) => {
    const trials = logs[log].slice(start, start += count);
    const [first, last] = [trials[0].row, trials[count - 1].row];
    const rows = count === 1 ? `row ${first}` : `rows ${first} to ${last}`;
    return { seed, trials, rows };
  });
}
