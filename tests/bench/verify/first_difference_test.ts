import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { firstDifference } from "../../../bench/verify/first_difference.ts";

Deno.test("firstDifference() names line and column", () => {
  assertEquals(firstDifference("a,b\n1,2\n", "a,b\n1,3\n"), {
    line: 2,
    column: 3,
    found: '"2"',
    expected: '"3"',
  });
  assertEquals(firstDifference("a\n", "a\nb\n"), {
    line: 2,
    column: 1,
    found: "the end of the file",
    expected: '"b"',
  });
  assertEquals(firstDifference("", ""), null);
});

Deno.test("firstDifference() finds the place that was changed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z0-9,]{1,20}$/), { minLength: 1 }),
      fc.nat(),
      fc.nat(),
      (lines, l, c) => {
        const line = l % lines.length;
        const column = c % lines[line].length;
        const changed = lines.with(
          line,
          lines[line].slice(0, column) + "#" + lines[line].slice(column + 1),
        );
        const found = firstDifference(changed.join("\n"), lines.join("\n"))!;
        assertEquals([found.line, found.column], [line + 1, column + 1]);
      },
    ),
    { seed: 8 },
  );
});
