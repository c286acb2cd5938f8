/** Where the stand-ins knowingly do not do as the real packages. */
import { assertEquals, assertThrows } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";
import { parse as parseCsv } from "@std/csv";
import { parse as parsePath } from "@std/path";

const ignore = !import.meta.resolve("@std/csv").startsWith("file:");
if (ignore) {
  console.log(
    "Skipped departures_test.ts: the @std packages are the real ones",
  );
}

Deno.test({
  name:
    "csv.parse() refuses an empty separator at once, not when memory ends (25 s, 2 GB)",
  ignore,
  fn() {
    assertThrows(() => parseCsv("a,b", { separator: "" }), RangeError, "empty");
  },
});

Deno.test({
  name: 'path.parse() names the last part of "/.." as it does elsewhere',
  ignore,
  fn() {
    assertEquals(parsePath("/.."), {
      root: "/",
      dir: "/",
      base: "..",
      name: "..",
      ext: "",
    });
  },
});

Deno.test({
  name: "parseArgs() collects a value once when a name is its own alias",
  ignore,
  fn() {
    const found = parseArgs(["--a=1"], { collect: "a", alias: { a: ["a"] } });
    assertEquals(found, { a: [1], _: [] } as unknown);
  },
});
