import { assertEquals, assertThrows } from "@std/assert";
import { parse, type ParseResult, stringify } from "@std/csv";
import { parse as peerParse } from "csv-parse/sync";
import { stringify as peerStringify } from "csv-stringify/sync";
import fc from "fast-check";

const field = fc.array(
  fc.constantFrom(",", ";", '"', "\n", " ", "a", "7", "=", "#", "ä", "🐱"),
  { maxLength: 6 },
).map((parts) => parts.join(""));

/** Rows that no trap below concerns. */
const rows = fc.array(
  fc.array(field, { minLength: 1, maxLength: 4 }).filter((row) =>
    row.length > 1 || row[0] !== ""
  ),
  { maxLength: 5 },
);

const configurations = { seed: 5, numRuns: 300 };

function readByPeer(text: string, delimiter = ","): string[][] {
  return peerParse(text, {
    delimiter,
    bom: true,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
  });
}

Deno.test("stringify() writes the bytes that csv-stringify writes when fields are text", () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(",", ";"), (table, separator) => {
      const expected = peerStringify(table, {
        delimiter: separator,
        record_delimiter: "\r\n",
        quoted_match: /\n/,
      });
      assertEquals(stringify(table, { separator }), expected);
    }),
    configurations,
  );
});

Deno.test("stringify() writes the header and columns that csv-stringify writes when rows are objects", () => {
  const record = fc.record({ a: field, b: fc.double(), c: fc.integer() });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 4 }), (table) => {
      const columns = ["c", "a", "b"];
      const expected = peerStringify(table, {
        columns,
        header: true,
        record_delimiter: "\r\n",
        quoted_match: /\n/,
      });
      assertEquals(stringify(table, { columns }), expected);
    }),
    configurations,
  );
});

Deno.test("parse() reads what csv-parse reads when a peer wrote the text", () => {
  const form = fc.record({
    delimiter: fc.constantFrom(",", ";"),
    record_delimiter: fc.constantFrom("\r\n", "\n"),
    quoted: fc.boolean(),
    bom: fc.boolean(),
  });
  fc.assert(
    fc.property(rows, form, (table, options) => {
      const text = peerStringify(table, { ...options, quoted_match: /\n/ });
      const found = parse(text, { separator: options.delimiter });
      assertEquals(found, readByPeer(text, options.delimiter));
      assertEquals(found, table);
    }),
    configurations,
  );
});

Deno.test("parse() accepts and refuses what csv-parse does when quotes stand anywhere", () => {
  const text = fc.array(fc.constantFrom(",", '"', '"', "\n", "\r\n", "a"), {
    maxLength: 10,
  }).map((parts) => parts.join(""));
  const attempt = (read: (text: string) => string[][], text: string) => {
    try {
      return read(text);
    } catch {
      return "refused";
    }
  };
  // Here the two differ: std reads a line end within quotes as "\n".
  const quotedLineEnd = /"[^"]*\r\n/;
  fc.assert(
    fc.property(
      text.filter((text) => !quotedLineEnd.test(text)),
      (text) => {
        assertEquals(attempt(parse, text), attempt(readByPeer, text));
      },
    ),
    { ...configurations, numRuns: 2000 },
  );
});

Deno.test("parse() gives back the rows that stringify() wrote", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (table, bom) => {
      assertEquals(parse(stringify(table, { bom })), table);
    }),
    configurations,
  );
});

Deno.test("parse() gives back the objects that stringify() wrote when values are text", () => {
  const record = fc.record({ a: field, "b c": field });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), (table) => {
      const text = stringify(table, { columns: ["a", "b c"] });
      assertEquals(parse(text, { skipFirstRow: true }), table);
    }),
    configurations,
  );
});

Deno.test("parse() does not give back what stringify() wrote when it meets a known trap", () => {
  const lost: [string[][], string[][]][] = [
    [[["a"], [""], ["b"]], [["a"], ["b"]]], // a blank line
    [[["a\r\nb"]], [["a\nb"]]], // a line end within quotes
    [[["\ufeffa"]], [["a"]]], // a byte-order mark
  ];
  for (const [written, read] of lost) {
    assertEquals(parse(stringify(written)), read);
  }
});

Deno.test("parse() keeps a lone carriage return, where csv-parse may end a record", () => {
  assertEquals(parse("a\rb\n"), [["a\rb"]]);
  assertEquals(parse("a\r"), [["a"]]);
});

Deno.test("parse() skips blank lines but not lines of white space", () => {
  assertEquals(parse("\n\na\n\n \nb"), [["a"], [" "], ["b"]]);
  assertEquals(parse(""), []);
  assertEquals(parse("\n \n", { trimLeadingSpace: true }), [[""]]);
});

Deno.test("parse() allows ragged rows as arrays, and refuses them as objects", () => {
  assertEquals(parse("a,b\n1\n"), [["a", "b"], ["1"]]);
  assertThrows(
    () => parse("a,b\n1\n", { skipFirstRow: true }),
    Error,
    "Syntax error on line 2: The record has 1 fields, but the header has 2 fields",
  );
  assertThrows(() => parse("a,b\n1\n", { fieldsPerRecord: 0 }), SyntaxError);
});

Deno.test("parse() refuses a header that is not there", () => {
  assertThrows(() => parse("", { skipFirstRow: true }), TypeError);
  assertThrows(
    () => parse("", { skipFirstRow: true, columns: ["a"] }),
    TypeError,
  );
});

Deno.test("parse() takes the last of two columns with the same name", () => {
  assertEquals(parse("a,a\n1,2", { skipFirstRow: true }), [{ a: "2" }]);
});

Deno.test("parse() counts code points when it names the column of a stray quote", () => {
  assertThrows(
    () => parse('ok\n🐱a"b'),
    SyntaxError,
    'Syntax error on line 2; parse error on line 2, column 3: bare " in non-quoted-field',
  );
  assertThrows(() => parse('"x" ,y'), SyntaxError, 'missing " in quoted-field');
});

Deno.test("parse() refuses a separator that cannot separate", () => {
  for (const separator of ['"', "\n", "\r"]) {
    assertThrows(
      () => parse("a", { separator }),
      Error,
      "Cannot parse input: invalid delimiter",
    );
  }
  assertThrows(() => parse("a", { separator: "#", comment: "#" }), Error);
});

Deno.test("parse() has the type of its options' result", () => {
  type Is<A, B> = [A, B] extends [B, A] ? true : false;
  const arrays = parse("a");
  const objects = parse("a\n1", { skipFirstRow: true });
  const named = parse("1,2", { columns: ["x", "y"] });
  const yes: [
    Is<typeof arrays, string[][]>,
    Is<typeof objects, Record<string, string>[]>,
    Is<typeof named, Record<"x" | "y", string>[]>,
    Is<
      ParseResult<{ skipFirstRow?: boolean }, { skipFirstRow: boolean }>,
      Record<string, string>[] | string[][]
    >,
  ] = [true, true, true, true];
  assertEquals(yes.every(Boolean), true);
});

Deno.test("stringify() writes each kind of value", () => {
  const values: [unknown, string][] = [
    [null, ""],
    [undefined, ""],
    [-0, "0"],
    [0.1, "0.1"],
    [1e21, "1e+21"],
    [NaN, "NaN"],
    [true, "true"],
    [10n, "10"],
    [" a", " a"],
    ["=1", "=1"],
    ["\r", "\r"],
    ["a\nb", '"a\nb"'],
    ['a"b', '"a""b"'],
    [[1, 2], '"[1,2]"'],
    [{ a: 1 }, '"{""a"":1}"'],
  ];
  for (const [value, written] of values) {
    assertEquals(stringify([[value, "end"]]), `${written},end\r\n`);
  }
});

Deno.test("stringify() needs columns when rows are objects", () => {
  assertThrows(() => stringify([{ a: 1 }]), TypeError, "No property accessor");
  assertThrows(() => stringify([[1]], { columns: ["a"] }), TypeError);
  assertEquals(
    stringify([{ a: { b: 1 }, c: 2 }, { c: 3 }], {
      columns: ["c", ["a", "b"], { prop: "a", header: "A" }, "missing"],
      bom: true,
    }),
    '\ufeffc,b,A,missing\r\n2,1,"{""b"":1}",\r\n3,,,\r\n',
  );
  assertEquals(
    stringify([{ a: 1 }], { columns: ["a"], headers: false }),
    "1\r\n",
  );
});

Deno.test("stringify() refuses a separator that would be read as a quote or a line end", () => {
  for (const separator of ['"', "\r\n"]) {
    assertThrows(() => stringify([], { separator }), TypeError);
  }
});
