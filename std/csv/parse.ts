import { readRecords } from "./_records.ts";

/** Options of {@linkcode parse}. */
export interface ParseOptions {
  /** What stands between two fields; `","` if not given. */
  separator?: string;
  /** Lines that begin with this character are skipped; none if not given. */
  comment?: string;
  /** Whether white space at the start of a field is dropped. */
  trimLeadingSpace?: boolean;
  /** Whether quotes may stand anywhere in a field. */
  lazyQuotes?: boolean;
  /**
   * Fields that each record must have; 0: as many as the first one; negative
   * or not given: any number.
   */
  fieldsPerRecord?: number;
  /**
   * Whether the first record is not data. Its fields are the keys of the
   * records, unless `columns` gives them.
   */
  skipFirstRow?: boolean;
  /** Keys of the records. */
  columns?: readonly string[];
}

/** Record with the keys `C`. */
export type RecordWithColumn<C extends string> = string extends C
  ? Record<string, string>
  : Record<C, string>;

/** What {@linkcode parse} returns for options of type `T`: objects or arrays. */
export type ParseResult<ParseOptions, T> = T extends
  ParseOptions & { columns: readonly (infer C extends string)[] }
  ? RecordWithColumn<C>[]
  : T extends ParseOptions & { skipFirstRow: true } ? Record<string, string>[]
  : T extends
    ParseOptions & { columns?: undefined; skipFirstRow?: false | undefined }
    ? string[][]
  : Record<string, string>[] | string[][];

/**
 * Records of a text as RFC 4180 has it, also with `\n` alone as line end.
 *
 * Empty lines are skipped, a byte-order mark at the start is stripped, and
 * values stay strings. Of two columns with the same name the last one counts.
 *
 * @param input The text
 * @returns An array of fields for each record
 * @throws {SyntaxError} If a quote stands where none may stand
 */
export function parse(input: string): string[][];
/**
 * Records of a text, with a choice of format and form.
 *
 * @param input The text
 * @param options Format of the text; `skipFirstRow` or `columns` ask for objects
 * @returns An array of fields for each record, or an object
 * @throws {SyntaxError} If a quote stands where none may stand, or a record has
 *   not the `fieldsPerRecord`
 * @throws {TypeError} If `skipFirstRow` finds no record
 * @throws {RangeError} If the separator is empty
 * @throws {Error} If separator and comment cannot be told from each other or
 *   from quotes and line ends, or a record has not the fields of its columns
 */
export function parse<const T extends ParseOptions>(
  input: string,
  options: T,
): ParseResult<ParseOptions, T>;
export function parse(
  input: string,
  options: ParseOptions = {},
): string[][] | Record<string, string>[] {
  const records = readRecords(input.replace(/^\ufeff/, ""), options);
  const { skipFirstRow = false, columns } = options;
  if (!skipFirstRow && !columns) return records;
  const first = skipFirstRow ? records.shift() : [];
  if (first === undefined) {
    throw new TypeError("Cannot parse input: headers must be defined");
  }
  const keys = columns ?? first;
  const firstLine = skipFirstRow ? 2 : 1;
  return records.map((record, i) => toObject(record, keys, firstLine + i));
}

function toObject(
  record: readonly string[],
  keys: readonly string[],
  line: number,
): Record<string, string> {
  if (record.length !== keys.length) {
    throw new Error(
      `Syntax error on line ${line}: The record has ${record.length} fields, but the header has ${keys.length} fields`,
    );
  }
  const result: Record<string, string> = {};
  keys.forEach((key, i) => result[key] = record[i]);
  return result;
}
