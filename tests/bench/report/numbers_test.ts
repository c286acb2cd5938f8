import { assertEquals } from "@std/assert";
import {
  bca,
  counted,
  listed,
  pValue,
  short,
  signed,
} from "../../../bench/report/numbers.ts";

Deno.test("bca and signed show three decimals, and a dash for nothing", () => {
  assertEquals([bca(0.96428), bca(1), bca(null)], ["0.964", "1.000", "–"]);
  assertEquals([0.0123, -0.0123, -0.0001, 0, null].map(signed), [
    "+0.012",
    "−0.012",
    "0.000",
    "0.000",
    "–",
  ]);
});

Deno.test("pValue never shows a p of 0", () => {
  assertEquals([0.0625, 0.5, 0.00234, 1e-9].map(pValue), [
    "0.063",
    "0.5",
    "0.0023",
    "below 0.0001",
  ]);
});

Deno.test("short keeps whole numbers whole and small ones visible", () => {
  assertEquals(
    [7, 29538.98915, 123.456, 12.3456, 0.96428, 0.000123, -0.5, 0].map(short),
    ["7", "29539", "123.5", "12.35", "0.964", "0.00012", "-0.500", "0"],
  );
});

Deno.test("counted and listed read as sentences do", () => {
  assertEquals([counted(1, "seed"), counted(0, "study", "studies")], [
    "1 seed",
    "0 studies",
  ]);
  assertEquals([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed), [
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
});
