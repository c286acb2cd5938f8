/**
 * A log of trials that another program wrote, as the suite's own table of trials.
 *
 * @module
 */
import { isDecimal } from "../tables/read_table.ts";
import {
  columnAt,
  fault,
  isMissing,
  type TextColumn,
  type TextRecord,
  type TextTable,
} from "../tables/text_table.ts";
import { columnNames } from "../tables/table.ts";
import { trialsTable } from "../tables/trials.ts";
import type { LogColumns } from "./log_columns.ts";
import {
  type LogParameter,
  logParameter,
  valueText,
} from "./log_parameters.ts";

/** A log as a table of trials. */
export interface Log {
  /** The table, with a column for each parameter. */
  readonly trials: TextTable;
  /** Parameters, in the order of their columns. */
  readonly parameters: readonly LogParameter[];
  /** How the log was read, in a sentence. */
  readonly note: string;
}

/** Words for what became of a trial; trials that go on are left out. */
const STATES: Readonly<Record<string, string>> = {
  complete: "complete",
  completed: "complete",
  finished: "complete",
  terminated: "complete",
  success: "complete",
  done: "complete",
  ok: "complete",
  pruned: "pruned",
  stopped: "pruned",
  fail: "failed",
  failed: "failed",
  error: "failed",
  crashed: "failed",
  diverged: "diverged",
  running: "",
  waiting: "",
  pending: "",
  paused: "",
  new: "",
};

/** Stands where a log does not say it. */
const UNSTATED = "unstated";

const CONDITION = ["corpus", "protocol", "encoder", "recipe"] as const;

/** What a row of a log is, beside its parameters. */
interface Row {
  readonly record: TextRecord;
  readonly state: string;
  readonly condition: Readonly<Record<(typeof CONDITION)[number], string>>;
  readonly optimizer: string;
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
export function logTrials(table: TextTable, columns: LogColumns): Log {
  const { file, headerLine } = table;
  const at = (name: string | undefined) => {
    if (name === undefined) return undefined;
    const found = columnAt(table, name);
    if (found >= 0) return found;
    throw fault(
      file,
      headerLine,
      name,
      `found no such column, expected one of ${
        table.columns.map(({ name }) => name).filter(Boolean).join(", ")
      }`,
    );
  };
  const readers = {
    value: at(columns.value)!,
    test: at(columns.test),
    state: at(columns.state),
    reason: at(columns.reason),
    trial: at(columns.trial),
    study: at(columns.study),
    seed: typeof columns.seed === "string" ? at(columns.seed) : undefined,
    duration: at(columns.duration),
  };
  const textOf = (record: TextRecord, column: number | undefined) => {
    const field = column === undefined ? "" : record.fields[column];
    return isMissing(field) ? "" : field;
  };
  const named = (record: TextRecord, name: string | undefined) => {
    if (name === undefined) return UNSTATED;
    const column = columnAt(table, name);
    return column < 0 ? name : textOf(record, column) || UNSTATED;
  };

  const rows = lastOfTrials(
    table.records.flatMap((record): Row[] => {
      const value = textOf(record, readers.value);
      const stated = textOf(record, readers.state);
      const state = readers.state === undefined
        ? value === "" ? "failed" : "complete"
        : STATES[stated.toLowerCase()];
      if (state === undefined) {
        throw fault(
          file,
          record.line,
          columns.state!,
          `found ${JSON.stringify(stated)}, expected one of ${
            Object.keys(STATES).join(", ")
          }`,
        );
      }
      if (state === "") return [];
      const of = Object.fromEntries(
        CONDITION.map((name) => [name, named(record, columns[name])]),
      ) as Row["condition"];
      return [{
        record,
        state,
        condition: of,
        optimizer: named(record, columns.optimizer),
        study: textOf(record, readers.study),
        seed: typeof columns.seed === "number"
          ? String(columns.seed)
          : textOf(record, readers.seed),
        trial: textOf(record, readers.trial),
      }];
    }),
  );
  const parameters = Object.entries(columns.parameters)
    .map(([name, column]) => ({
      name: RESERVED.has(name) ? `params_${name}` : name,
      column,
      at: at(column)!,
    }));
  const searched = parameters.map(({ name, at }) =>
    logParameter(
      name,
      rows.map(({ record }) => valueText(record.fields[at])),
    )
  );
  const score = scoreOf(table, columns, readers.value, rows);
  const numbered = numbers(rows);
  return {
    parameters: searched,
    note: noteOf(columns, score.words, searched),
    trials: {
      file,
      headerLine,
      columns: [
        ...FIELDS.map((name): TextColumn => ({
          name,
          inFile: inFile(columns, name),
        })),
        ...parameters.map(({ name, column }) => ({ name, inFile: column })),
      ],
      records: rows.map((row, i) => {
        const { record, state, condition, optimizer } = row;
        const { line } = record;
        const configuration = parameters.map(({ column, at }) => {
          const value = valueText(record.fields[at]);
          if (!isMissing(value)) return value;
          throw fault(
            file,
            line,
            column,
            'found "", expected a value in every trial; leave the parameter out by a plan with a table [log]',
          );
        });
        const validation = textOf(record, readers.value) === ""
          ? ""
          : score.of(record, readers.value, columns.value);
        if (state === "complete" && validation === "") {
          throw fault(
            file,
            line,
            columns.value,
            'found "", expected a score, as the trial is complete',
          );
        }
        const test = textOf(record, readers.test) === ""
          ? ""
          : score.of(record, readers.test!, columns.test!);
        const { study, seed, trial } = numbered[i];
        const cells: Record<(typeof FIELDS)[number], string> = {
          study,
          ...condition,
          optimizer,
          search_master: seed,
          train_master: seed,
          split_master: seed,
          trial,
          phase: UNSTATED,
          state,
          reason: textOf(record, readers.reason),
          bca_validation: validation,
          bca_test: test,
          bca: test || validation,
          scored_on: test ? "test" : validation ? "validation" : "",
          train_s: secondsOf(
            file,
            line,
            columns.duration,
            textOf(record, readers.duration),
          ),
        };
        return {
          line,
          fields: [...FIELDS.map((name) => cells[name]), ...configuration],
        };
      }),
    },
  };
}

/** Names of columns that a parameter of this name would be taken for. */
const RESERVED: ReadonlySet<string> = new Set([
  ...columnNames(trialsTable([])),
  // Of a replay's tables.
  "rank",
  "regret",
]);

/** Columns that a log is given. */
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

/** The name in the file of what a column was made of. */
function inFile(
  columns: LogColumns,
  name: (typeof FIELDS)[number],
): string | undefined {
  if (name.endsWith("_master")) {
    return typeof columns.seed === "string" ? columns.seed : undefined;
  }
  if (name === "trial") return columns.trial;
  return undefined;
}

/** The last row of each trial, where trials are named. */
function lastOfTrials(rows: readonly Row[]): Row[] {
  return [
    ...new Map(rows.map((row, i) => [
      row.trial === ""
        ? i
        : JSON.stringify([groupOf(row), row.study, row.seed, row.trial]),
      row,
    ])).values(),
  ];
}

function groupOf({ condition, optimizer }: Row): string {
  return [...CONDITION.map((name) => condition[name]), optimizer].join("/");
}

/** Names of studies, seeds and numbers of trials, where the log says them and where it does not. */
function numbers(
  rows: readonly Row[],
): { study: string; seed: string; trial: string }[] {
  const studies = new Map<string, string[]>();
  const trials = new Map<string, number>();
  const areNumbered = rows.every(({ trial }) => /^\d+(\.0)?$/.test(trial));
  return rows.map((row) => {
    const group = groupOf(row);
    const own = studies.get(group) ?? [];
    studies.set(group, own);
    const name = JSON.stringify([row.study, row.seed]);
    if (!own.includes(name)) own.push(name);
    const seed = row.seed === "" ? String(own.indexOf(name)) : row.seed;
    const study = row.study === "" || row.seed === ""
      ? `${group}/s${seed}`
      : `${group}/${row.study}/s${seed}`;
    const count = trials.get(study) ?? 0;
    trials.set(study, count + 1);
    return { study, seed, trial: areNumbered ? row.trial : String(count) };
  });
}

/** How the values of a log are scores from 0 to 1 of which more is better. */
function scoreOf(
  { file }: TextTable,
  { value, direction }: LogColumns,
  at: number,
  rows: readonly Row[],
) {
  const isNegated = direction === "minimize" &&
    rows.every(({ record }) => !(Number(record.fields[at]) > 0));
  const words = direction === "maximize"
    ? value
    : isNegated
    ? `-${value}`
    : `1 - ${value}`;
  return {
    words,
    of({ line, fields }: TextRecord, column: number, name: string): string {
      const given = Number(fields[column]);
      const score = direction === "maximize"
        ? given
        : isNegated
        ? 0 - given
        : 1 - given;
      if (isDecimal(fields[column]) && score >= 0 && score <= 1) {
        return direction === "maximize" ? fields[column] : String(score);
      }
      throw fault(
        file,
        line,
        name,
        `found ${
          JSON.stringify(fields[column])
        }, expected a score from 0 to 1, such as balanced class accuracy${
          direction === "maximize" ? "" : ", or 1 minus it, or minus it"
        }; name its column by a plan with a table [log]`,
      );
    },
  };
}

/** A duration in seconds: a number, or pandas' "0 days 00:01:02.5". */
function secondsOf(
  file: string,
  line: number,
  column: string | undefined,
  text: string,
): string {
  if (text === "" || isDecimal(text)) return text;
  const parts = /^(?:(\d+) days? )?(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  if (parts) {
    const [days, hours, minutes, seconds] = parts.slice(1)
      .map((part) => Number(part ?? 0));
    return String(((days * 24 + hours) * 60 + minutes) * 60 + seconds);
  }
  throw fault(
    file,
    line,
    column!,
    `found ${
      JSON.stringify(text)
    }, expected seconds, or a time such as "0 days 00:01:02.5"`,
  );
}

function noteOf(
  { optimizer }: LogColumns,
  score: string,
  parameters: readonly LogParameter[],
): string {
  return `Read as a log of ${
    optimizer ?? "trials"
  }: more of ${score} is better; parameters ${
    parameters.map(({ name }) => name).join(", ")
  }`;
}
