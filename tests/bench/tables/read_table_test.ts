import { assert, assertEquals, assertThrows } from "@std/assert";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { readTable } from "../../../bench/tables/read_table.ts";
import { isMissing } from "../../../bench/tables/text_table.ts";
import { SHARE, type Table, toCsv } from "../../../bench/tables/table.ts";

interface Row {
  readonly id: string;
  readonly n: number | null;
  readonly share: number | null;
  readonly good: boolean | null;
  readonly state: string;
}

const TABLE: Table<Row> = {
  name: "rows",
  description: "One row is a row",
  key: ["id"],
  columns: [
    { name: "id", type: "string", description: "i", value: (row) => row.id },
    { name: "n", type: "integer", description: "n", value: (row) => row.n },
    {
      name: "share",
      type: "number",
      description: "s",
      constraints: SHARE,
      value: (row) => row.share,
    },
    {
      name: "good",
      type: "boolean",
      description: "g",
      value: (row) => row.good,
    },
    {
      name: "state",
      type: "string",
      description: "s",
      constraints: { required: true, enum: ["complete", "failed"] },
      value: (row) => row.state,
    },
  ],
};

const rows = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }).filter((text) =>
      text === text.trim() && !isMissing(text) && !/[\r\n]/.test(text)
    ),
    n: fc.option(fc.maxSafeInteger().map((x) => x + 0)),
    share: fc.option(
      fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0),
    ),
    good: fc.option(fc.boolean()),
    state: fc.constantFrom("complete", "failed"),
  }),
  { selector: ({ id }) => id },
);

const byId = (a: { id: string }, b: { id: string }) =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

Deno.test("readTable() gives back what toCsv() wrote", () => {
  fc.assert(
    fc.property(rows, (rows) => {
      const read = readTable(TABLE, "rows.csv", toCsv(TABLE, rows));
      assertEquals(
        read.map(({ cells }) => cells),
        rows.toSorted(byId).map((row) => ({ ...row })),
      );
      assertEquals(read.map(({ line }) => line), rows.map((_, i) => i + 2));
    }),
    { seed: 3, numRuns: 200 },
  );
});

Deno.test("readTable() reads what another writer wrote: tabs, CRLF, a mark at the start, columns turned round", () => {
  fc.assert(
    fc.property(rows, fc.constantFrom("\t", ","), (rows, delimiter) => {
      const text = stringify(
        rows.map(({ id, n, share, good, state }) => [
          state,
          good === null ? "" : String(good),
          "more",
          share,
          n,
          id,
        ]),
        {
          bom: true,
          delimiter,
          record_delimiter: "windows",
          header: true,
          columns: ["state", "good", "extra", "share", "n", "id"],
        },
      );
      assertEquals(
        readTable(TABLE, "rows.tsv", text).map(({ cells }) => cells),
        rows.map((row) => ({ ...row })),
      );
    }),
    { seed: 4, numRuns: 200 },
  );
});

const HEAD = "id,n,share,good,state\n";

const BAD: Readonly<Record<string, readonly [string, string]>> = {
  "an empty file": ["\uFEFF\n \n", "at line 1: the file is empty"],
  "JSON": ['{"kind":"plan"}\n', "at line 1: found JSON"],
  "a header of separators": [",,,\n", "at line 1: found no header"],
  "a column that is given more than once": [
    "id,n,share,n,good,state\n",
    'at line 1, column "n": found the name a second time',
  ],
  "a row that is long": [
    HEAD + "a,1,0.5,true,complete\nb,1,,,complete,x\n",
    "at line 3: found 6 fields, expected 5 as in the first line",
  ],
  "a missing column": [
    "id,n,share,state\n",
    'at line 1, column "good": found no such column, expected all of rows.csv (id, n, share, good, state)',
  ],
  "a row that is short": [
    HEAD + "a,1,0.5,true,complete\nb,1\n",
    "at line 3: found 2 fields, expected 5",
  ],
  "an empty key": [
    HEAD + ",1,0.5,true,complete",
    'at line 2, column "id": found "", expected a value',
  ],
  "a key that is given more than once": [
    HEAD + "a,1,,,complete\n\na,2,,,failed",
    'at line 4, column "id": found "a" a second time, after line 2',
  ],
  "a fraction where a whole number belongs": [
    HEAD + "a,1.5,,,complete",
    'at line 2, column "n": found "1.5", expected a whole number',
  ],
  "a share above 1": [
    HEAD + "a,1,95.2,,complete",
    'at line 2, column "share": found "95.2", expected a number from 0 to 1',
  ],
  "a decimal comma": [
    HEAD.replaceAll(",", "\t") + "a\t1\t0,5\t\tcomplete",
    'at line 2, column "share": found "0,5", expected a number from 0 to 1',
  ],
  "a number in words": [
    HEAD + "a,1,half,,complete",
    'column "share": found "half"',
  ],
  "a number that is not decimal": [
    HEAD + "a,0x10,,,complete",
    'column "n": found "0x10"',
  ],
  "a truth that is none": [
    HEAD + "a,1,,yes,complete",
    'column "good": found "yes", expected true or false',
  ],
  "an unknown state": [
    HEAD + "a,1,,,done",
    'column "state": found "done", expected complete, failed',
  ],
  "a quote within a field": [
    HEAD + 'a"b,1,,,complete',
    "at line 2: found quotes that do not enclose whole fields",
  ],
  "a quote that is not closed": [
    HEAD + '"a,1,,,complete',
    "at line 2: found quotes that do not enclose whole fields",
  ],
};

for (const [what, [text, message]] of Object.entries(BAD)) {
  Deno.test(`readTable() refuses ${what} by line and column`, () => {
    const error = assertThrows(
      () => readTable(TABLE, "some.csv", text),
      DataError,
      message,
    );
    assert(error.message.startsWith('Cannot read "some.csv" at line '));
    assert(!error.message.includes("\n") && !error.message.endsWith("."));
  });
}
