/**
 * A table of a user's as text: whatever separator, quotes, line ends and row names
 * the program that wrote it chose.
 *
 * @module
 */
import { parse } from "@std/csv";
import { DataError } from "../command/exit_codes.ts";

/** A table whose fields are text. */
export interface TextTable {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Line of the header, from 1. */
  readonly headerLine: number;
  /** Columns by name; an empty name is that of a column without one. */
  readonly columns: readonly TextColumn[];
  /** Rows below the header. */
  readonly records: readonly TextRecord[];
}

/** A column of a {@linkcode TextTable}. */
export interface TextColumn {
  /** Name by which it is read. */
  readonly name: string;
  /** Name in the file, where it is another one. */
  readonly inFile?: string;
}

/** A row of a {@linkcode TextTable}. */
export interface TextRecord {
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** A field for each column, without spaces around it. */
  readonly fields: readonly string[];
}

/** What programs write for a value that is missing. */
const MISSING = new Set(
  [
    "",
    "NA",
    "N/A",
    "#N/A",
    "<NA>",
    "NaN",
    "nan",
    "NaT",
    "null",
    "NULL",
    "None",
  ],
);

/** Whether a field says that there is no value. */
export function isMissing(field: string): boolean {
  return MISSING.has(field);
}

/** Says where in a file something is wrong; the sentence goes on with what was found. */
export function fault(
  file: string,
  line: number,
  column: string,
  found: string,
): DataError {
  return new DataError(
    `Cannot read "${file}" at line ${line}, column "${column}": ${found}`,
  );
}

/** First bytes of what is often given in place of a table, what it is, and the remedy. */
const OTHER_FILES: readonly (readonly [
  start: readonly number[],
  what: string,
  remedy: string,
])[] = [
  [[0x1f, 0x8b], "gzip", "unpack it with gunzip"],
  [[0x50, 0x4b], "a ZIP archive or a spreadsheet", "save the table as CSV"],
  [[0xd0, 0xcf, 0x11, 0xe0], "a spreadsheet", "save the table as CSV"],
  [[0x50, 0x41, 0x52, 0x31], "Parquet", "save the table as CSV"],
  [[0xff, 0xfe], "UTF-16", "save it as UTF-8"],
  [[0xfe, 0xff], "UTF-16", "save it as UTF-8"],
];

/**
 * The text of a table.
 *
 * @throws {DataError} If it is not UTF-8
 */
export function tableText(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
): string {
  const refused = (line: number, what: string, remedy: string) =>
    new DataError(
      `Cannot read "${file}" at line ${line}: found ${what}, expected a table as UTF-8 text; ${remedy}`,
    );
  for (const [start, what, remedy] of OTHER_FILES) {
    if (start.every((byte, i) => bytes[i] === byte)) {
      throw refused(1, what, remedy);
    }
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    const line = 1 +
      bytes.subarray(0, zero).filter((byte) => byte === 0x0a).length;
    throw refused(line, "a zero byte, as in UTF-16", "save it as UTF-8");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused(
      faultyLine(bytes),
      "bytes that are no UTF-8",
      "save it as UTF-8",
    );
  }
}

/** The first line that is not UTF-8. */
function faultyLine(bytes: Uint8Array<ArrayBuffer>): number {
  const lines = new TextDecoder().decode(bytes).split("\n");
  return 1 + lines.findIndex((line) => line.includes("\uFFFD"));
}

/**
 * Reads the text of a table.
 *
 * Fields are separated by commas, tabs or semicolons, whichever the header has
 * most of; they are quoted as RFC 4180 does. Beside semicolons numbers may have
 * decimal commas, as R's `write.csv2` and spreadsheets write them. Lines end in
 * LF, CRLF or CR. Left out are a byte-order mark, spaces around fields, lines
 * without a value, separators that end lines, and row names that have no name in
 * the header.
 *
 * @param file Name of the file, for messages
 * @param text Its content
 * @throws {DataError} At the first line that is no row of the table
 */
export function textTable(file: string, text: string): TextTable {
  const lines = linesOf(text);
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) {
    throw new DataError(
      `Cannot read "${file}" at line 1: the file is empty, expected a header and a row for each trial`,
    );
  }
  if (/^\s*[{[]/.test(lines[first])) {
    throw new DataError(
      `Cannot read "${file}" at line ${
        first + 1
      }: found JSON, expected a table such as CSV; give a run's folder in place of its journal`,
    );
  }
  const stated = /^"?sep=(.)"?$/.exec(lines[first])?.[1];
  const start = stated === undefined ? first : first + 1;
  const separator = stated ?? separatorOf(lines[first]);
  const [header, ...rows] = recordsOf(file, lines, start, separator);
  if (header === undefined) {
    throw new DataError(
      `Cannot read "${file}" at line ${
        first + 1
      }: found no header, expected names of columns`,
    );
  }
  const names = header.fields.slice(0, filled(header.fields))
    .map((name) => name.replaceAll(/\s+/g, " "));
  checkNames(file, header.line, names);
  // R's write.table gives row names no name.
  const hasRowNames = rows.length > 0 &&
    rows.every(({ fields }) =>
      fields.length === names.length + 1 && filled(fields) > 0
    ) && rows.some(({ fields }) => fields[names.length] !== "");
  return {
    file,
    headerLine: header.line,
    columns: names.map((name) => ({ name })),
    records: rows.map(({ line, fields: found }) => {
      const fields = hasRowNames ? found.slice(1) : found;
      const isRow = fields.length >= names.length &&
        filled(fields) <= names.length;
      if (!isRow) {
        throw new DataError(
          `Cannot read "${file}" at line ${line}: found ${found.length} field${
            found.length === 1 ? "" : "s"
          }, expected ${names.length} as in ${
            header.line === 1 ? "the first line" : `line ${header.line}`
          }`,
        );
      }
      const own = fields.slice(0, names.length);
      return { line, fields: separator === ";" ? own.map(withPoint) : own };
    }),
  };
}

function linesOf(text: string): string[] {
  const content = text.replace(/^\uFEFF/, "");
  return content.split(content.includes("\n") ? /\r?\n/ : "\r");
}

/** The separator that a header has most of, outside of quotes. */
function separatorOf(header: string): string {
  const bare = header.replaceAll(/"[^"]*"/g, "");
  const count = (separator: string) => bare.split(separator).length;
  return [",", "\t", ";"].reduce((most, separator) =>
    count(separator) > count(most) ? separator : most
  );
}

/** Rows with a value; one with a line break inside quotes takes several lines. */
function recordsOf(
  file: string,
  lines: readonly string[],
  start: number,
  separator: string,
): TextRecord[] {
  const records: TextRecord[] = [];
  for (let i = start; i < lines.length; i++) {
    const line = i + 1;
    let text = lines[i];
    while (quotesIn(text) % 2 === 1 && i + 1 < lines.length) {
      text += `\n${lines[++i]}`;
    }
    const fields = fieldsOf(file, line, text, separator)
      .map((field) => field.trim());
    if (filled(fields) > 0) records.push({ line, fields });
  }
  return records;
}

function quotesIn(text: string): number {
  return text.split('"').length - 1;
}

function fieldsOf(
  file: string,
  line: number,
  text: string,
  separator: string,
): string[] {
  if (!text.includes('"')) return text.split(separator);
  // Spaces around quotes are no part of a field.
  const closed = text.replaceAll(/ *("(?:[^"]|"")*") */g, "$1");
  try {
    return (parse(closed, { separator }) as string[][])[0];
  } catch {
    throw new DataError(
      `Cannot read "${file}" at line ${line}: found quotes that do not enclose whole fields, expected fields as RFC 4180 quotes them`,
    );
  }
}

/** Fields up to the last that is not empty. */
function filled(fields: readonly string[]): number {
  return fields.findLastIndex((field) => field !== "") + 1;
}

function checkNames(
  file: string,
  line: number,
  names: readonly string[],
): void {
  const again = names.find((name, i) =>
    name !== "" && names.indexOf(name) !== i
  );
  if (again === undefined) return;
  throw fault(
    file,
    line,
    again,
    "found the name a second time, expected each column once",
  );
}

function withPoint(field: string): string {
  return /^[+-]?\d*,\d+(e[+-]?\d+)?$/i.test(field)
    ? field.replace(",", ".")
    : field;
}

/** Where a column stands; -1 where there is none. */
export function columnAt({ columns }: TextTable, name: string): number {
  return columns.findIndex((column) => column.name === name);
}
