/**
 * A published log: trials in the order in which they were appended.
 *
 * @module
 */
import { parse } from "@std/csv";
import { DataError } from "../command/exit_codes.ts";

/** A row of a log by column name, as text. */
export type LogFields = Readonly<Record<string, string>>;

/** One recorded trial. */
export interface LoggedTrial {
  /** Row of the file, from 1, without the header. */
  readonly row: number;
  /** Learning rate. */
  readonly lr: number;
  /** Epochs. */
  readonly numEpochs: number;
  /** Epoch from which the encoder is trained. */
  readonly unfreezeEpoch: number;
  /** Samples used at most. */
  readonly maxLength: number;
  /** Balanced class accuracy of the last epoch. */
  readonly bca: number;
  /** Seconds around the training call. */
  readonly seconds: number;
}

/**
 * The rows of a CSV by column name.
 *
 * @param file Name of the file, for messages
 * @param text Its text
 * @throws {DataError} If it is no table, or has no rows
 */
export function readFields(file: string, text: string): LogFields[] {
  let rows: LogFields[];
  try {
    rows = parse(text, { skipFirstRow: true }) as LogFields[];
  } catch (error) {
    throw new DataError(
      `Cannot read "${file}": ${
        error instanceof Error ? error.message : error
      }, expected a CSV with a header and as many fields in each row`,
    );
  }
  if (rows.length > 0) return rows;
  throw new DataError(
    `Cannot read "${file}": found no rows below its header, expected one for each trial`,
  );
}

/**
 * A number of a row.
 *
 * @throws {DataError} If there is none in that column
 */
export function numberIn(
  file: string,
  row: number,
  fields: LogFields,
  column: string,
): number {
  const value = Number(fields[column] || NaN);
  if (Number.isFinite(value)) return value;
  throw new DataError(
    `Cannot read "${file}": row ${row} holds "${
      fields[column] ?? ""
    }" in column "${column}", expected a number`,
  );
}

/**
 * Reads a log of trials.
 *
 * @param file Name of the file, for messages
 * @param text Its text
 * @throws {DataError} If it is no table, or a value is missing or not a number
 */
export function readTrialLog(file: string, text: string): LoggedTrial[] {
  return readFields(file, text).map((fields, i) => {
    const number = (column: string) => numberIn(file, i + 1, fields, column);
    return {
      row: i + 1,
      lr: number("lr"),
      numEpochs: number("num_epochs"),
      unfreezeEpoch: number("unfreeze_epoch"),
      maxLength: number("max_length"),
      bca: number("validation_accuracy"),
      seconds: number("total_time"),
    };
  });
}

/** Text that is equal for equal configurations. */
export function configurationKey(
  { lr, numEpochs, unfreezeEpoch, maxLength }: Omit<
    LoggedTrial,
    "row" | "bca" | "seconds"
  >,
): string {
  return [lr, numEpochs, unfreezeEpoch, maxLength].join();
}

/** First trial above a threshold. */
export function firstAbove(
  trials: readonly LoggedTrial[],
  threshold: number,
): LoggedTrial | undefined {
  return trials.find(({ bca }) => bca > threshold);
}

/** First trial with the highest BCA. */
export function bestOf(trials: readonly LoggedTrial[]): LoggedTrial {
  return trials.reduce((best, trial) => trial.bca > best.bca ? trial : best);
}

/** Minutes of all trials. */
export function minutesOf(trials: readonly LoggedTrial[]): number {
  return trials.reduce((total, { seconds }) => total + seconds, 0) / 60;
}

/** Minutes of all trials up to one of the same list, itself included. */
export function minutesUpTo(
  trials: readonly LoggedTrial[],
  last: LoggedTrial,
): number {
  return minutesOf(trials.slice(0, trials.indexOf(last) + 1));
}

/** Trials that only ever answer one of seven classes. */
export function collapsedIn(trials: readonly LoggedTrial[]): number {
  return trials.filter(({ bca }) => Math.abs(bca - 1 / 7) < 1e-12).length;
}

/** Trials that never train the encoder. */
export function neverUnfrozenIn(
  trials: readonly LoggedTrial[],
): LoggedTrial[] {
  return trials.filter(({ numEpochs, unfreezeEpoch }) =>
    unfreezeEpoch >= numEpochs
  );
}
