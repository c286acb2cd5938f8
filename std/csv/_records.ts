/** What of the options decides how a text is cut into records and fields. */
export interface RecordFormat {
  separator?: string;
  comment?: string;
  trimLeadingSpace?: boolean;
  lazyQuotes?: boolean;
  fieldsPerRecord?: number;
}

/** Cuts a text into records, as {@linkcode parse} describes it. */
export function readRecords(text: string, format: RecordFormat): string[][] {
  const { separator = ",", comment, fieldsPerRecord = -1 } = format;
  checkMarks(separator, comment);
  const reader = new RecordReader(text, { ...format, separator });
  const records: string[][] = [];
  let expected = fieldsPerRecord;
  for (let record = reader.next(); record; record = reader.next()) {
    // A blank line or a comment at the start counts as a first record of 0 fields.
    if (fieldsPerRecord === 0 && reader.count === 1) expected = record.length;
    if (record.length === 0) continue;
    const checked = fieldsPerRecord >= 0;
    if (checked && record.length !== expected) {
      throw new SyntaxError(
        `Syntax error on line ${reader.count}: expected ${expected} fields but got ${record.length}`,
      );
    }
    records.push(record);
  }
  return records;
}

function checkMarks(separator: string, comment: string | undefined): void {
  const taken = ["\r", "\n", '"'];
  if (
    taken.includes(separator) || separator === comment ||
    comment !== undefined && taken.includes(comment)
  ) {
    throw new Error("Cannot parse input: invalid delimiter");
  }
  if (separator === "") {
    throw new RangeError(
      'Cannot parse input: found an empty separator, expected text such as ","',
    );
  }
}

class RecordReader {
  /** Records read so far, blank lines and comments included. */
  count = 0;
  readonly #format: RecordFormat & { separator: string };
  readonly #text: string;
  /** Where the next line begins. */
  #position = 0;
  /** Current line, the part of it that is not read yet, and its number in the record. */
  #line = "";
  #rest = "";
  #lineInRecord = 0;

  constructor(text: string, format: RecordFormat & { separator: string }) {
    this.#text = text;
    this.#format = format;
  }

  /** Fields of the next record, none for a blank line or a comment; `null` at the end. */
  next(): string[] | null {
    if (!this.#nextLine()) return null;
    this.count++;
    this.#lineInRecord = 0;
    const { comment } = this.#format;
    if (this.#line === "" || comment && this.#line[0] === comment) return [];
    const fields: string[] = [];
    let more = true;
    while (more) {
      if (this.#format.trimLeadingSpace) this.#rest = this.#rest.trimStart();
      fields.push(
        this.#rest.startsWith('"') ? this.#quotedField() : this.#plainField(),
      );
      more = this.#rest.startsWith(this.#format.separator);
      if (more) this.#skip(this.#format.separator.length);
    }
    return fields;
  }

  #nextLine(): boolean {
    if (this.#position >= this.#text.length) return false;
    const end = this.#text.indexOf("\n", this.#position);
    const line = end < 0
      ? this.#text.slice(this.#position)
      : this.#text.slice(this.#position, end);
    this.#position = end < 0 ? this.#text.length : end + 1;
    this.#line = this.#rest = line.endsWith("\r") ? line.slice(0, -1) : line;
    return true;
  }

  #skip(length: number): string {
    const skipped = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return skipped;
  }

  #plainField(): string {
    const end = this.#rest.indexOf(this.#format.separator);
    const quote = this.#rest.indexOf('"');
    const within = quote >= 0 && (end < 0 || quote < end);
    if (within && !this.#format.lazyQuotes) {
      this.#skip(quote);
      throw this.#error('bare " in non-quoted-field');
    }
    return this.#skip(end < 0 ? this.#rest.length : end);
  }

  /** A field that began with a quote; may go on over several lines. */
  #quotedField(): string {
    this.#skip(1);
    let field = "";
    while (true) {
      const quote = this.#rest.indexOf('"');
      if (quote < 0) {
        field += this.#rest;
        if (this.#continueOnNextLine()) field += "\n";
        else return field;
        continue;
      }
      field += this.#skip(quote);
      if (this.#rest.startsWith('""')) {
        field += '"';
        this.#skip(2);
        continue;
      }
      const after = this.#rest.slice(1);
      if (after === "" || after.startsWith(this.#format.separator)) {
        this.#skip(1);
        return field;
      }
      if (!this.#format.lazyQuotes) throw this.#quoteError();
      field += this.#skip(1);
    }
  }

  /** Whether there is another line. If not, the quote is missing. */
  #continueOnNextLine(): boolean {
    if (this.#nextLine()) {
      this.#lineInRecord++;
      return true;
    }
    if (!this.#format.lazyQuotes) {
      // The real package counts columns from the line it failed to read, if any
      // text followed the opening quote.
      if (this.#rest !== "") this.#line = this.#rest = "";
      throw this.#quoteError();
    }
    this.#rest = "";
    return false;
  }

  #quoteError(): SyntaxError {
    return this.#error('extraneous or missing " in quoted-field');
  }

  /** An error at the first character that is not read; columns are code points. */
  #error(problem: string): SyntaxError {
    const read = this.#line.slice(0, this.#line.length - this.#rest.length);
    return new SyntaxError(
      `Syntax error on line ${this.count}; parse error on line ${
        this.count + this.#lineInRecord
      }, column ${[...read].length + 1}: ${problem}`,
    );
  }
}
