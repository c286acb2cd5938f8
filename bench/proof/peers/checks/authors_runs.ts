/**
 * The authors' runs of one seed, as one recorded file.
 *
 * @module
 */
import type { Checker, Fields } from "./checker.ts";
import type { RecordedX } from "../../../recorded/recorded_configuration.ts";
import { checkLog } from "../../../recorded/authors_logs.ts";
import type { Agreement } from "../../../recorded/tally.ts";

type Row = readonly [...RecordedX, number];

/** Seed of the authors' scripts, unless the file names another. */
const SEED = 2002;

/** Checks files of the authors' Optuna and Hyperopt runs. */
export const authorsRuns: Checker = {
  kind: "authors' runs",
  recognises: ({ columns, optuna, hyperopt }) =>
    Array.isArray(columns) && columns.includes("validation_accuracy") &&
    Array.isArray(optuna) && Array.isArray(hyperopt),
  check(content: Fields): Agreement[] {
    const named = String(content.what ?? "").match(/seed (\d+)/)?.[1];
    const seed = Number(named ?? SEED);
    return (["optuna", "hyperopt"] as const).map((optimizer) => {
      const rows = (content[optimizer] as Row[])
        .map(([lr, epochs, unfreeze, length, bca]) => ({
          x: [lr, epochs, unfreeze, length] as const,
          bca,
        }));
      return checkLog({
        preset: `${optimizer}-published`,
        file: optimizer,
        sessions: [{ seed, rows: rows.length }],
      }, rows);
    });
  },
};
