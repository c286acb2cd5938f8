/**
 * Stand-in for `@std/csv` 1.0.6 (JSR), for machines that cannot reach JSR:
 * `parse` and `stringify` with the real package's options, types, results and
 * errors. The streams (`CsvParseStream`, `CsvStringifyStream`) are left out. An
 * empty separator is refused at once, with the error that the real package ends
 * in when memory is used up.
 *
 * What does not come back from `parse(stringify(rows))`: a row of one empty
 * field (written as a blank line, which is skipped), `\r\n` within a field (read
 * as `\n`), and a leading byte-order mark (stripped).
 *
 * @module
 */
export * from "./parse.ts";
export * from "./stringify.ts";
