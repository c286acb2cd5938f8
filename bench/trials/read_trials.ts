/**
 * The one reader of tables of trials, whoever wrote them.
 *
 * @module
 */
import { DataError } from "../command/exit_codes.ts";
import {
  HYPER_PARAMETERS,
  type HyperParameter,
  isWholeNumbered,
  PUBLISHED_NAMES,
} from "../plan/hyper_parameters.ts";
import { type ReadRow, readRows } from "../tables/read_table.ts";
import type { Column, Table } from "../tables/table.ts";
import {
  columnAt,
  tableText,
  type TextTable,
  textTable,
} from "../tables/text_table.ts";
import { type TrialRow, trialsTable } from "../tables/trials.ts";
import { logTrials } from "./log.ts";
import {
  type LogColumns,
  wholeColumns,
  type WholeLogColumns,
} from "./log_columns.ts";
import type { LogParameter } from "./log_parameters.ts";
import { presentColumns } from "./older_columns.ts";
import { withEntries } from "./python_dicts.ts";

/** Trials as a file has them. */
export interface ReadTrials {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Its columns: those of `trials.csv`, and parameters that only a log has. */
  readonly table: Table<TrialRow>;
  /** Its rows; at least one. */
  readonly rows: readonly ReadRow[];
  /** What was searched. */
  readonly parameters: readonly LogParameter[];
  /** How the log of another program was read, in a sentence; `null` of the suite's own table. */
  readonly note: string | null;
}

/** How trials are read. */
export interface ReadOptions {
  /** What the columns of a log mean, beside what its format says. */
  readonly log?: LogColumns;
  /** Hyper-parameters of the suite's own tables. */
  readonly parameters?: readonly HyperParameter[];
  /** Columns of the suite's own tables that may be missing. */
  readonly optional?: readonly string[];
}

/**
 * Reads a table of trials: one of this suite, in the columns of any of its
 * versions, or a log of another program.
 *
 * @param file Name of the file, for messages
 * @param bytes Its content
 * @throws {DataError} At the first line that is no trial, or if there is none
 */
export function readTrialTable(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: ReadOptions = {},
): ReadTrials {
  return trialsOf(textTable(file, tableText(file, bytes)), options);
}

/** Reads a table of trials that was taken apart, likewise. */
export function trialsOf(
  text: TextTable,
  { log, parameters = HYPER_PARAMETERS, optional = [] }: ReadOptions = {},
): ReadTrials {
  const { file, headerLine } = text;
  const withAll = withEntries(text);
  const ofLog = wholeColumns(withAll, log);
  const read = ofLog ? fromLog(withAll, ofLog) : fromOwn();
  if (read.rows.length > 0) return { file, ...read };
  throw new DataError(
    `Cannot read "${file}" at line ${headerLine}: found no finished trial below the header, expected one at least`,
  );

  function fromOwn(): Omit<ReadTrials, "file"> {
    const own = presentColumns(text);
    const table = trialsTable(parameters);
    const later = parameters.filter(({ name }) =>
      !PUBLISHED_NAMES.includes(name)
    );
    try {
      return {
        table,
        rows: readRows(table, own, [
          ...optional,
          ...later.map(({ name }) => name),
        ]),
        parameters: parameters.filter(({ name }) => columnAt(own, name) >= 0),
        note: null,
      };
    } catch (error) {
      const isOwn = columnAt(own, "corpus") >= 0 && columnAt(own, "state") >= 0;
      if (isOwn || !(error instanceof DataError)) throw error;
      throw new DataError(
        `${error.message}; of a log of another program, say by --plan what its columns mean`,
      );
    }
  }
}

function fromLog(
  text: TextTable,
  log: WholeLogColumns,
): Omit<ReadTrials, "file"> {
  const { trials, parameters, note } = logTrials(text, log);
  const own = trialsTable(HYPER_PARAMETERS);
  const others = parameters
    .filter(({ name }) => own.columns.every((column) => column.name !== name))
    .map(({ name, description, parameter, labels }): Column<TrialRow> => ({
      name,
      description,
      type: labels
        ? "string"
        : isWholeNumbered(parameter)
        ? "integer"
        : "number",
      value: ({ trial }) => trial.params[name] ?? null,
    }));
  const table = { ...own, columns: [...own.columns, ...others] };
  return {
    table,
    rows: readRows(table, trials, table.columns.map(({ name }) => name)),
    parameters,
    note,
  };
}

/** The values of a configuration as numbers: of a choice of texts, its place among them. */
export function configurationOf(
  { cells }: ReadRow,
  parameters: readonly LogParameter[],
): Record<string, number> {
  return Object.fromEntries(parameters.flatMap(({ name, labels }) => {
    const cell = cells[name] ?? null;
    if (cell === null) return [];
    return [[name, labels ? labels.indexOf(String(cell)) : Number(cell)]];
  }));
}
