import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  agreementText,
  allAgree,
} from "../../../bench/proof/peers/agreement_text.ts";
import { parsePythonJson } from "../../../bench/proof/peers/checks/python_json.ts";
import { agrees, Tally, toNumber } from "../../../bench/recorded/tally.ts";

Deno.test("agrees is exact without a tolerance and takes NaN as NaN", () => {
  assert(agrees(0.1, 0.1, {}));
  assert(!agrees(0.1, 0.1 + 2e-17, {}) || 0.1 === 0.1 + 2e-17);
  assert(!agrees(1, 1 + 2 ** -52, {}));
  assert(agrees(NaN, NaN, {}));
  assert(!agrees(NaN, 0, { absolute: 1 }));
  assert(agrees(-Infinity, -Infinity, {}));
  assert(!agrees(-Infinity, 5, { relative: 1 }));
});

Deno.test("agrees takes the wider of both tolerances", () => {
  assert(agrees(100.5, 100, { relative: 0.01 }));
  assert(!agrees(102, 100, { relative: 0.01 }));
  assert(agrees(102, 100, { relative: 0.01, absolute: 2 }));
  assert(agrees(1e-9, 0, { absolute: 1e-8 }));
});

Deno.test("Tally keeps the first difference and counts a wrong length once", () => {
  const tally = new Tally("block", "numbers");
  tally.numbers("a", [1, 2, 3], [1, 2.5, 4]);
  tally.numbers("b", [1], [1, 2]);
  assertEquals(tally.result(), {
    block: "block",
    unit: "numbers",
    compared: 4,
    equal: 1,
    firstDifference: "a[1]: found 2, recorded 2.5",
  });
});

Deno.test("toNumber reads what Python's scripts write for infinities and NaN", () => {
  assertEquals(
    [3, "inf", "-inf", "nan", "Infinity", "-Infinity", "NaN"].map(toNumber),
    [3, Infinity, -Infinity, NaN, Infinity, -Infinity, NaN],
  );
  assertThrows(() => toNumber(null), TypeError, "found null");
});

Deno.test("parsePythonJson takes bare NaN and infinities but leaves text alone", () => {
  assertEquals(
    parsePythonJson('{"a": [NaN, -Infinity, Infinity], "b": "a NaN \\" in"}'),
    { a: ["NaN", "-Infinity", "Infinity"], b: 'a NaN " in' },
  );
  assertEquals(parsePythonJson("[1e-6]"), [1e-6]);
  assertThrows(() => parsePythonJson("{NaN"), SyntaxError);
  assertThrows(() => parsePythonJson("nope"), SyntaxError);
});

Deno.test("agreementText prints blocks, first differences and totals by unit", () => {
  const block = (name: string, equal: number, difference: string | null) => ({
    block: name,
    unit: "numbers" as const,
    compared: 2,
    equal,
    firstDifference: difference,
  });
  const agreements = [block("a", 2, null), block("long", 1, "x: found 1")];
  assert(!allAgree(agreements));
  assert(allAgree(agreements.slice(0, 1)));
  assertEquals(
    agreementText("file", agreements),
    [
      "file",
      "  a     2 of 2 numbers agree",
      "  long  1 of 2 numbers agree",
      "    first difference: x: found 1",
      "  all   3 of 4 numbers agree",
    ].join("\n"),
  );
  assertEquals(
    agreementText("t", [{ ...block("b", 0, null), compared: 0 }]).split("\n")[
      1
    ],
    "  b  not compared",
  );
});
