import { assertEquals, assertThrows } from "@std/assert";
import {
  flagOf,
  numberOf,
  type Row,
  textOf,
} from "../../../bench/figures/records.ts";

Deno.test("numberOf, textOf and flagOf read empty cells and refuse other types and unknown columns", () => {
  const row: Row = { a: null, b: 2, c: "x", d: true };
  assertEquals([numberOf(row, "a"), textOf(row, "a"), flagOf(row, "a")], [
    null,
    "",
    false,
  ]);
  assertEquals([numberOf(row, "b"), textOf(row, "c"), flagOf(row, "d")], [
    2,
    "x",
    true,
  ]);
  assertThrows(() => numberOf(row, "c"), TypeError, `column "c"`);
  assertThrows(() => textOf(row, "b"), TypeError, `column "b"`);
  assertThrows(() => flagOf(row, "b"), TypeError, `column "b"`);
  assertThrows(() => numberOf(row, "e"), RangeError, `column "e"`);
});
