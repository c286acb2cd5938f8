/** Key of an object or index of an array. */
export type PropertyAccessor = number | string;

/** Where a column's values are found, and its title if it is not the last key. */
export type ColumnDetails = {
  /** Title in the first row. */
  header?: string;
  /** Key, or path of keys. */
  prop: PropertyAccessor | PropertyAccessor[];
};

/** A column: a key, a path of keys, or either with a title. */
export type Column = ColumnDetails | PropertyAccessor | PropertyAccessor[];

/** A row: an object or an array. */
export type DataItem = Readonly<Record<string, unknown> | unknown[]>;

/** Options of {@linkcode stringify}. */
export type StringifyOptions = {
  /** Whether the titles of `columns` are written first; `true` if not given. */
  headers?: boolean;
  /** What stands between two fields; `","` if not given. */
  separator?: string;
  /** What is written of each row, in order; needed if rows are objects. */
  columns?: readonly Column[];
  /** Whether the text begins with a byte-order mark; `false` if not given. */
  bom?: boolean;
};

/**
 * Text of a table as RFC 4180 has it: each record ends with CRLF, and fields
 * with a separator, a quote or `\n` in them are quoted.
 *
 * `null` and `undefined` give an empty field, objects their JSON, all else its
 * `String`.
 *
 * @param data Rows
 * @param options Columns and format
 * @returns The text
 * @throws {TypeError} If the separator holds a quote or CRLF, if a row is an
 *   object and no columns are given, or a column names a key of an array
 */
export function stringify(
  data: readonly DataItem[],
  options: StringifyOptions = {},
): string {
  const { headers = true, separator = ",", columns = [], bom = false } =
    options;
  checkSeparator(separator);
  const paths = columns.map(readColumn);
  const records = data.map((row) => fieldsOf(row, paths));
  if (headers && paths.length > 0) {
    records.unshift(paths.map(({ header }) => header));
  }
  const lines = records.map((fields) =>
    fields.map((field) => quote(field, separator)).join(separator) + "\r\n"
  );
  return (bom ? "\ufeff" : "") + lines.join("");
}

function checkSeparator(separator: string): void {
  if (!separator.includes('"') && !separator.includes("\r\n")) return;
  throw new TypeError(
    "Separator cannot include the following strings:\n" +
      '  - U+0022: Quotation mark (")\n' +
      "  - U+000D U+000A: Carriage Return + Line Feed (\\r\\n)",
  );
}

interface ColumnPath {
  header: string;
  keys: readonly PropertyAccessor[];
}

function readColumn(column: Column): ColumnPath {
  const details: ColumnDetails =
    typeof column === "object" && !Array.isArray(column)
      ? column
      : { prop: column };
  const keys = [details.prop].flat();
  return { header: details.header ?? String(keys.at(-1)), keys };
}

function fieldsOf(row: DataItem, columns: readonly ColumnPath[]): unknown[] {
  if (columns.length > 0) {
    return columns.map(({ keys }) => keys.reduce<unknown>(valueAt, row));
  }
  if (Array.isArray(row)) return row;
  if (typeof row !== "object") return [row];
  throw new TypeError("No property accessor function was provided for object");
}

/** What `key` leads to. A value that has no keys is kept, whatever the path goes on with. */
function valueAt(value: unknown, key: PropertyAccessor): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && typeof key !== "number") {
    throw new TypeError('Property accessor is not of type "number"');
  }
  return (value as Record<PropertyAccessor, unknown>)[key];
}

function quote(value: unknown, separator: string): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "object"
    ? JSON.stringify(value)
    : String(value);
  const special = [separator, "\n", '"'].some((part) => text.includes(part));
  return special ? `"${text.replaceAll('"', '""')}"` : text;
}
