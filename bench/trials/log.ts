/**
 * A log of trials that another program wrote, as the suite's own table of trials.
 *
 * @module
 */
import { columnNames } from "../tables/table.ts";
import {
  columnAt,
  fault,
  type TextRecord,
  type TextTable,
} from "../tables/text_table.ts";
import { trialsTable } from "../tables/trials.ts";
import type { WholeLogColumns } from "./log_columns.ts";
import { type LogParameter, logParameter } from "./log_parameters.ts";
import {
  type LogColumn,
  parameterIn,
  scoreOf,
  secondsIn,
  stateIn,
  textIn,
} from "./log_values.ts";

/** A log as a table of trials. */
export interface Log {
  /** The table, with a column for each parameter. */
  readonly trials: TextTable;
  /** Parameters, in the order of their columns. */
  readonly parameters: readonly LogParameter[];
  /** How the log was read, in a sentence. */
  readonly note: string;
}

/** Stands where a log does not say it. */
export const UNSTATED = "unstated";

const CONDITION = ["corpus", "protocol", "encoder", "recipe"] as const;

/** Names of columns that a parameter of this name would be taken for. */
const RESERVED: ReadonlySet<string> = new Set([
  ...columnNames(trialsTable([])),
  // Of a replay's tables.
  "rank",
  "regret",
]);

/** Which trial a row of a log is of. */
interface Row {
  readonly record: TextRecord;
  readonly state: string;
  /** What it was run on, in the order of {@linkcode CONDITION}, and the optimizer. */
  readonly condition: readonly string[];
  readonly study: string;
  readonly seed: string;
  readonly trial: string;
}

/**
 * Reads a log. Where it has several rows of a trial, the last one counts; trials
 * that are not finished are left out. What a log does not say stays empty: the
 * parts of a corpus, work, whether a trial collapsed.
 *
 * @throws {DataError} At the first line that is no trial
 */
export function logTrials(table: TextTable, columns: WholeLogColumns): Log {
  const { file, headerLine } = table;
  const column = (name: string): LogColumn => {
    const at = columnAt(table, name);
    if (at >= 0) return { file, name, at };
    const names = table.columns.map(({ name }) => name).filter(Boolean);
    throw fault(
      file,
      headerLine,
      name,
      `found no such column, expected one of ${names.join(", ")}`,
    );
  };
  const optional = (name: string | number | undefined) =>
    typeof name === "string" ? column(name) : undefined;
  const value = column(columns.value);
  const test = optional(columns.test);
  const reason = optional(columns.reason);
  const duration = optional(columns.duration);
  const configuration = Object.entries(columns.parameters).map((
    [name, inFile],
  ) => ({
    name: RESERVED.has(name) ? `params_${name}` : name,
    column: column(inFile),
  }));

  const rows = finishedRows(table, columns, value, optional);
  const values = rows.map(({ record, state }) =>
    configuration.map(({ column }) => parameterIn(record, column, state))
  );
  const parameters = configuration.map(({ name }, i) =>
    logParameter(name, values.map((row) => row[i]).filter(Boolean))
  );
  const score = scoreOf(
    columns,
    rows.map(({ record }) => textIn(record, value)),
  );
  const places = placesOf(rows);
  const trials = rows.map(({ record, state, condition }, i): TextRecord => {
    const [validation, tested] = [value, test]
      .map((column) => score.of(record, column));
    const { study, seed, trial } = places[i];
    return {
      line: record.line,
      fields: [
        ...[study, ...condition, seed, seed, seed, trial, UNSTATED, state],
        ...[textIn(record, reason), validation, tested, tested || validation],
        tested ? "test" : validation ? "validation" : "",
        secondsIn(record, duration),
        ...values[i],
      ],
    };
  });
  return {
    parameters,
    note: `Read as a log of ${
      columns.optimizer ?? "trials"
    }: the score is ${score.words}; searched are ${
      parameters.map(({ name }) => name).join(", ")
    }`,
    trials: {
      file,
      headerLine,
      columns: [
        ...FIELDS.map((name) => ({ name, inFile: inFile(columns, name) })),
        ...configuration.map(({ name, column }) => ({
          name,
          inFile: column.name,
        })),
      ],
      records: trials,
    },
  };
}

/** Columns that a log is given, in the order of its fields. */
const FIELDS = [
  "study",
  ...CONDITION,
  "optimizer",
  "search_master",
  "train_master",
  "split_master",
  "trial",
  "phase",
  "state",
  "reason",
  "bca_validation",
  "bca_test",
  "bca",
  "scored_on",
  "train_s",
] as const;

/** The name in the file of what a column was copied from. */
function inFile(
  { seed, trial }: WholeLogColumns,
  name: (typeof FIELDS)[number],
): string | undefined {
  if (name === "trial") return trial;
  return name.endsWith("_master") && typeof seed === "string"
    ? seed
    : undefined;
}

/** Rows of finished trials: the last of each, where trials are named. */
function finishedRows(
  table: TextTable,
  columns: WholeLogColumns,
  value: LogColumn,
  column: (name: string | number | undefined) => LogColumn | undefined,
): Row[] {
  const [state, trial, study, seed] = [
    columns.state,
    columns.trial,
    columns.study,
    columns.seed,
  ].map(column);
  const conditions = [...CONDITION, "optimizer" as const].map((name) => {
    const text = columns[name];
    return {
      text,
      column: text !== undefined && columnAt(table, text) >= 0
        ? column(text)
        : undefined,
    };
  });
  const rows = new Map<string | number, Row>();
  for (const [i, record] of table.records.entries()) {
    const row = {
      record,
      condition: conditions.map(({ text, column }) =>
        (column ? textIn(record, column) : text) || UNSTATED
      ),
      study: textIn(record, study),
      seed: typeof columns.seed === "number"
        ? String(columns.seed)
        : textIn(record, seed),
      trial: textIn(record, trial),
    };
    const key = row.trial === ""
      ? i
      : JSON.stringify([row.condition, row.study, row.seed, row.trial]);
    const ended = stateIn(record, state, value);
    if (ended === null) rows.delete(key);
    else rows.set(key, { ...row, state: ended });
  }
  return [...rows.values()];
}

/** Study, seed and number of each trial, counted where the log does not say them. */
function placesOf(
  rows: readonly Row[],
): { study: string; seed: string; trial: string }[] {
  const studies = new Map<string, string[]>();
  const trials = new Map<string, number>();
  const areNumbered = rows.every(({ trial }) => /^\d+(\.0+)?$/.test(trial));
  return rows.map((row) => {
    const condition = row.condition.join("/");
    const own = studies.get(condition) ?? [];
    studies.set(condition, own);
    const name = JSON.stringify([row.study, row.seed]);
    if (!own.includes(name)) own.push(name);
    const seed = row.seed || String(own.indexOf(name));
    const study = row.study && row.seed
      ? `${condition}/${row.study}/s${seed}`
      : `${condition}/s${seed}`;
    const count = trials.get(study) ?? 0;
    trials.set(study, count + 1);
    return { study, seed, trial: areNumbered ? row.trial : String(count) };
  });
}
