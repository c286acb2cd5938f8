/**
 * Text tables as records, one at a time: a table of 100 000 rows is never held
 * as cells.
 *
 * @module
 */
import { CorpusError } from "../errors.ts";

/** One record: its line, from 1, and its cells by column name. */
export interface TextRecord {
  /** Line in which it begins. */
  readonly line: number;
  /** Cells by column. */
  readonly cells: Readonly<Record<string, unknown>>;
}

/**
 * Records of a CSV, TSV or JSONL file, by the end of its name. CSV is as RFC
 * 4180 has it; semicolons separate where the header has some and no comma. In
 * TSV a quote is a character like others, unless a cell begins and ends with one.
 *
 * @throws {CorpusError} At a line of another form, when it is reached
 */
export function* textRecords(
  path: string,
  bytes: Uint8Array,
): Generator<TextRecord> {
  const text = utf8(path, bytes);
  if (/\.jsonl$/i.test(path)) return yield* jsonRecords(path, text);
  const cut = /\.tsv$/i.test(path) ? tabRecords : commaRecords;
  let header: readonly string[] | undefined;
  for (const { line, fields } of cut(path, text)) {
    if (header === undefined) {
      header = fields.map((name) => name.trim());
      const twice = header.find((name, i) =>
        name !== "" && header!.indexOf(name) !== i
      );
      if (twice !== undefined) {
        throw at(
          path,
          line,
          `column "${twice}" stands twice in the header; rename one of them`,
        );
      }
      continue;
    }
    if (fields.length !== header.length) {
      throw at(
        path,
        line,
        `found ${fields.length} fields, expected ${header.length} as in the header; correct the row, and quote a text that holds the separator`,
      );
    }
    const cells: Record<string, string> = {};
    for (let i = 0; i < fields.length; i++) cells[header[i]] = fields[i];
    yield { line, cells };
  }
}

/** An error at one line of a table. */
export function at(path: string, line: number, finding: string): CorpusError {
  return new CorpusError(
    `Cannot read table "${path}" at line ${line}: ${finding}`,
  );
}

/**
 * Text of a file of a table.
 *
 * @throws {CorpusError} If it is not UTF-8
 */
export function utf8(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CorpusError(
      `Cannot read table "${path}": it is not UTF-8; save it as UTF-8`,
    );
  }
}

/** A line cut into fields. */
interface Fields {
  readonly line: number;
  readonly fields: string[];
}

function* lines(text: string): Generator<[line: number, text: string]> {
  let line = 0;
  for (let start = 0; start < text.length;) {
    line++;
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    const stop = end > start && text[end - 1] === "\r" ? end - 1 : end;
    if (stop > start) yield [line, text.slice(start, stop)];
    start = end + 1;
  }
}

function* tabRecords(_path: string, text: string): Generator<Fields> {
  for (const [line, row] of lines(text)) {
    const fields = row.split("\t").map((field) =>
      /^".*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field
    );
    yield { line, fields };
  }
}

function* commaRecords(path: string, text: string): Generator<Fields> {
  const header = text.slice(0, text.search(/\r?\n|$/));
  const separator = header.includes(";") && !header.includes(",") ? ";" : ",";
  // A field and what ends it.
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r?\\n|$)`,
    "y",
  );
  let line = 1;
  let next = 1;
  let fields: string[] = [];
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) {
      throw at(
        path,
        line,
        'a quote stands where none can; write a quote inside a field as "" and close every field',
      );
    }
    const [, quoted, plain = "", end] = match;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    if (quoted !== undefined) next += quoted.split("\n").length - 1;
    const last = field.lastIndex >= text.length;
    if (end === separator) {
      if (!last) continue;
      fields.push("");
    }
    if (fields.length > 1 || fields[0] !== "") yield { line, fields };
    fields = [];
    line = ++next;
  }
}

function* jsonRecords(path: string, text: string): Generator<TextRecord> {
  for (const [line, row] of lines(text)) {
    if (row.trim() === "") continue;
    let cells: unknown;
    try {
      cells = JSON.parse(row);
    } catch {
      throw at(path, line, "it is not JSON; expected an object on every line");
    }
    if (typeof cells !== "object" || cells === null || Array.isArray(cells)) {
      throw at(
        path,
        line,
        'expected an object, such as {"wav": "a.wav", "emo": "anger"}',
      );
    }
    yield { line, cells: cells as Record<string, unknown> };
  }
}
