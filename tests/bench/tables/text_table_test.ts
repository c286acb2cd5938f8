/** Tables of trials in whatever form another program saves them. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { stringify } from "csv-stringify/sync";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { tableFiles, TABLES } from "../../../bench/tables/all.ts";
import { readTable } from "../../../bench/tables/read_table.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { tableText, textTable } from "../../../bench/tables/text_table.ts";
import { TRIALS } from "../../../bench/tables/trials.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

const RUN = runData(
  fakeRecords(fakePlan([1, 2, 3]), (study, seed) => [
    fakeTrial(study, 0, 0.5, 1 / 3),
    fakeTrial(study, 1, 0.9, 0.5 + seed / 37, { phase: "model" }),
    fakeTrial(
      study,
      2,
      0.95,
      0.8,
      seed === 3
        ? { state: "failed", validation: null, test: null, reason: 'a, "b"; c' }
        : { state: "pruned" },
    ),
  ]),
)!;
const CSV = tableFiles(RUN).get("trials.csv")!;
const WRITTEN = readTable(TRIALS, "trials.csv", CSV).map(({ cells }) => cells);

/** Every table of the run that has rows, as written and as read. */
const TABLES_WITH_ROWS = TABLES.map(({ table, csv }) => {
  const text = csv(RUN);
  return {
    table,
    csv: text,
    cells: readTable(table, table.name, text).map(({ cells }) => cells),
  };
}).filter(({ cells }) => cells.length > 0);

/** How a program writes tables. */
interface Dialect {
  readonly separator: string;
  readonly decimalComma: boolean;
  readonly quoted: boolean;
  readonly bom: boolean;
  readonly lineEnd: string;
  readonly truths: readonly [string, string];
  readonly missing: string;
  /** Whole numbers as pandas writes them beside missing values, and as R writes round ones. */
  readonly whole: "5" | "5.0" | "5e+00";
  /** Row names: none, in a column without a name, or without even a field in the header. */
  readonly rowNames: "none" | "unnamed" | "headless";
  /** What stands at the end of lines. */
  readonly end: "" | " " | "separators";
  /** Lines without a value. */
  readonly blank: "" | "  " | "separators";
  /** Seed of the order of columns. */
  readonly order: number;
}

const dialects = fc.record<Dialect>({
  separator: fc.constantFrom(",", "\t", ";"),
  decimalComma: fc.boolean(),
  quoted: fc.boolean(),
  bom: fc.boolean(),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  truths: fc.constantFrom(
    ["true", "false"],
    ["True", "False"],
    ["TRUE", "FALSE"],
    ["T", "F"],
    ["1", "0"],
    ["1.0", "0.0"],
  ),
  missing: fc.constantFrom("", "NA", "NaN", "nan", "None", "null", "<NA>"),
  whole: fc.constantFrom("5", "5.0", "5e+00"),
  rowNames: fc.constantFrom("none", "unnamed", "headless"),
  end: fc.constantFrom("", " ", "separators"),
  blank: fc.constantFrom("", "  ", "separators"),
  order: fc.nat(1000),
});

function fieldIn(
  { separator, decimalComma, truths, missing, whole, rowNames }: Dialect,
  field: string,
  type: string | undefined,
): string {
  // R, which alone writes rows without a name in the header, leaves no field empty.
  if (field === "") return rowNames === "headless" ? missing || "NA" : missing;
  if (type === "boolean") return truths[field === "true" ? 0 : 1];
  if (type === "integer" && whole !== "5") {
    return whole === "5.0" ? `${field}.0` : Number(field).toExponential();
  }
  return type === "number" && decimalComma && separator === ";"
    ? field.replace(".", ",")
    : field;
}

function rewritten(
  { table, csv }: (typeof TABLES_WITH_ROWS)[number],
  dialect: Dialect,
): string {
  const { separator, rowNames, end, blank, lineEnd } = dialect;
  const [names, ...written] = parse(csv) as string[][];
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  // Columns turned round, and the other way.
  const turned = names.map((_, i) => (i + dialect.order) % names.length);
  const order = dialect.order % 2 === 0 ? turned : turned.toReversed();
  const header = order.map((i) => names[i]);
  const rows = written.map((row) =>
    order.map((i) => fieldIn(dialect, row[i], types.get(names[i])))
  );
  const named = rowNames === "none" ? [header, ...rows] : [
    rowNames === "unnamed" ? ["", ...header] : header,
    ...rows.map((row, i) => [String(i + 1), ...row]),
  ];
  const lines = named.map((fields) =>
    stringify([fields], {
      delimiter: separator,
      quoted: dialect.quoted,
      record_delimiter: "",
    })
  );
  const tail = (text: string) =>
    text === "separators" ? separator.repeat(2) : text;
  // Beside row names that the header has no field for, a separator could be one.
  const ends = rowNames === "headless" && end === "separators" ? "" : end;
  const text = lines
    .map((line, i) => i === 0 ? line : line + tail(ends))
    .flatMap((line) => [line, tail(blank)]).join(lineEnd);
  return (dialect.bom ? "\uFEFF" : "") + text;
}

Deno.test("readTable() reads every table alike in every dialect that it is saved in", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TABLES_WITH_ROWS),
      dialects,
      (made, dialect) => {
        const text = rewritten(made, dialect);
        const read = readTable(made.table, "table.txt", text);
        assertEquals(read.map(({ cells }) => cells), made.cells);
      },
    ),
    { seed: 11, numRuns: 1000 },
  );
});

Deno.test("the tables of the property are those of a run", () => {
  const names = TABLES_WITH_ROWS.map(({ table }) => table.name);
  assert(["trials", "summary", "pairwise"].every((n) => names.includes(n)));
});

Deno.test("readTable() takes a line break inside quotes for part of its field, and counts its line", () => {
  const broken = CSV.replace('"a, ""b""; c"', '"a, ""b"";\r\n\nc"');
  const at = CSV.split("\n").findIndex((line) => line.includes("failed"));
  const read = readTable(TRIALS, "trials.csv", broken);
  const failed = read.findIndex(({ cells }) => cells.state === "failed");
  assertEquals(read[failed].cells.reason, 'a, "b";\n\nc');
  assertEquals(read[failed].line, at + 1);
  assertEquals(read[failed + 1].line, at + 1 + 3);
  assertEquals(
    read.map(({ cells }) => ({ ...cells, reason: null })),
    WRITTEN.map((cells) => ({ ...cells, reason: null })),
  );
});

Deno.test("textTable() takes the separator that the first line states", () => {
  const { columns, records } = textTable("t.csv", "sep=;\na;b,c,d\n1;2\n");
  assertEquals(columns.map(({ name }) => name), ["a", "b,c,d"]);
  assertEquals(records, [{ line: 3, fields: ["1", "2"] }]);
});

const bytes = (...values: number[]) => new Uint8Array(values);
const text = new TextEncoder().encode("study,lr\na,1\n");

Deno.test("tableText() reads UTF-8 and names by line what is none", () => {
  assertEquals(tableText("t.csv", text), "study,lr\na,1\n");
  const cases: [Uint8Array<ArrayBuffer>, string][] = [
    [bytes(0x1f, 0x8b, 8), "at line 1: found gzip"],
    [bytes(0x50, 0x4b, 3, 4), "at line 1: found a ZIP archive"],
    [bytes(0x50, 0x41, 0x52, 0x31), "at line 1: found Parquet"],
    [bytes(0xd0, 0xcf, 0x11, 0xe0), "at line 1: found a spreadsheet"],
    [bytes(0xff, 0xfe, 0x73, 0), "at line 1: found UTF-16"],
    [bytes(0xfe, 0xff, 0, 0x73), "at line 1: found UTF-16"],
    [bytes(0x73, 0x0a, 0x74, 0), "at line 2: found a zero byte"],
    [bytes(0x73, 0x0a, 0x0a, 0xfc), "at line 3: found bytes that are no UTF-8"],
  ];
  for (const [bytes, part] of cases) {
    assertThrows(
      () => tableText("t.csv", bytes),
      DataError,
      `Cannot read "t.csv" ${part}`,
    );
  }
});
