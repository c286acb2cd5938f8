/**
 * Values of a log of trials as the suite's tables have them.
 *
 * @module
 */
import { isDecimal } from "../tables/read_table.ts";
import { fault, isMissing, type TextRecord } from "../tables/text_table.ts";
import type { WholeLogColumns } from "./log_columns.ts";

/** A column of a log in its file. */
export interface LogColumn {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Name of the column. */
  readonly name: string;
  /** Where it stands. */
  readonly at: number;
}

/** The text of a column, empty where there is no value or no column. */
export function textIn(
  { fields }: TextRecord,
  column: LogColumn | undefined,
): string {
  const field = column === undefined ? "" : fields[column.at];
  return isMissing(field) ? "" : field;
}

/** Says that a field of a log is wrong; the sentence goes on with what was expected. */
function faulty(
  { line, fields }: TextRecord,
  { file, name, at }: LogColumn,
  expected: string,
): Error {
  const found = JSON.stringify(fields[at].slice(0, 80));
  return fault(file, line, name, `found ${found}, expected ${expected}`);
}

/** Words for what became of a trial; one that is not finished has no word. */
const STATES: Readonly<Record<string, string | null>> = {
  complete: "complete",
  completed: "complete",
  finished: "complete",
  terminated: "complete",
  success: "complete",
  succeeded: "complete",
  done: "complete",
  ok: "complete",
  pruned: "pruned",
  stopped: "pruned",
  fail: "failed",
  failed: "failed",
  error: "failed",
  errored: "failed",
  crashed: "failed",
  diverged: "diverged",
  running: null,
  waiting: null,
  pending: null,
  paused: null,
  new: null,
};

/**
 * What became of a trial; `null` of one that is not finished. Without a column of
 * states it is complete where it has a value, else failed.
 *
 * @throws {DataError} If the word is unknown, or a complete trial has no value
 */
export function stateIn(
  record: TextRecord,
  column: LogColumn | undefined,
  value: LogColumn,
): string | null {
  const hasValue = textIn(record, value) !== "";
  if (column === undefined) return hasValue ? "complete" : "failed";
  const state = STATES[textIn(record, column).toLowerCase()];
  if (state === undefined) {
    throw faulty(
      record,
      column,
      `what became of the trial: one of ${Object.keys(STATES).join(", ")}`,
    );
  }
  if (state === "complete" && !hasValue) {
    throw faulty(record, value, "a score, as the trial is complete");
  }
  return state;
}

/** How the values of a log are scores from 0 to 1 of which more is better. */
export interface Score {
  /** The score in terms of its column. */
  readonly words: string;
  /** The score of a trial, empty where it has none. */
  readonly of: (record: TextRecord, column: LogColumn | undefined) => string;
}

/**
 * The score of a log, by which way is better: what is minimised is 1 minus it, or
 * minus it where no value is positive.
 */
export function scoreOf(
  { value, direction }: WholeLogColumns,
  values: readonly string[],
): Score {
  const isNegated = values.every((value) => !(Number(value) > 0));
  const [words, most] = direction === "maximize"
    ? [value, null]
    : isNegated
    ? [`-${value}`, 0]
    : [`1 - ${value}`, 1];
  return {
    words,
    of(record, column) {
      const text = textIn(record, column);
      if (text === "") return "";
      const score = most === null ? Number(text) : most - Number(text);
      if (isDecimal(text) && score >= 0 && score <= 1) {
        return most === null ? text : String(score);
      }
      throw faulty(
        record,
        column!,
        `a score from 0 to 1, such as balanced class accuracy${
          most === null ? "" : ", as 1 minus it or minus it"
        }; if it is another column, say so by --plan`,
      );
    },
  };
}

/** The seconds of a duration: a number, or pandas' "0 days 00:01:02.5"; empty where there is none. */
export function secondsIn(
  record: TextRecord,
  column: LogColumn | undefined,
): string {
  const text = textIn(record, column);
  if (text === "" || isDecimal(text) && Number(text) >= 0) return text;
  const parts = /^(?:(\d+) days? )?(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  if (!parts) {
    throw faulty(
      record,
      column!,
      'seconds, or a time such as "0 days 00:01:02.5"',
    );
  }
  const [days, hours, minutes, seconds] = parts.slice(1)
    .map((part) => Number(part ?? 0));
  return String(((days * 24 + hours) * 60 + minutes) * 60 + seconds);
}

/** A value out of what Hyperopt keeps it in: "[np.float64(0.5)]". */
function parameterText(field: string): string {
  const inside = /^\[(.*)\]$/.exec(field)?.[1].trim() ?? field;
  return /^np\.\w+\((.*)\)$/.exec(inside)?.[1] ?? inside;
}

/**
 * The value of a parameter of a trial; empty in one that failed before it had any.
 *
 * @throws {DataError} If a complete trial has none
 */
export function parameterIn(
  record: TextRecord,
  column: LogColumn,
  state: string,
): string {
  const text = parameterText(record.fields[column.at]);
  if (!isMissing(text)) return text;
  if (state !== "complete") return "";
  throw faulty(
    record,
    column,
    "a value in every complete trial; to leave the parameter out, name the others by --plan",
  );
}
