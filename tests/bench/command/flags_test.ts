import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { readCommandLine } from "../../../bench/command/flags.ts";

const COMMAND = {
  task: "brew",
  operands: { usage: "POT...", what: "a pot", least: 1, most: 2 },
  flags: [
    { name: "cups", aliases: ["mugs"], value: "N", help: "" },
    { name: "tea", value: "NAME", help: "" },
    { name: "hot", help: "" },
  ],
};
const read = (...args: string[]) => readCommandLine(COMMAND, args);

Deno.test("readCommandLine() reads flags and operands in any order, under any of a flag's names", () => {
  const word = fc.stringMatching(/^[a-z0-9.,=]{1,6}$/)
    .filter((text) => !["true", "false"].includes(text));
  fc.assert(fc.property(
    fc.record({ cups: word, tea: word, hot: fc.boolean() }),
    fc.array(word, { minLength: 1, maxLength: 2 }),
    fc.constantFrom("--cups", "--mugs"),
    fc.boolean(),
    fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    ({ cups, tea, hot }, operands, cupsFlag, blank, order) => {
      const parts = [
        blank ? [cupsFlag, cups] : [`${cupsFlag}=${cups}`],
        blank ? ["--tea", `-${tea}`] : [`--tea=-${tea}`],
        hot ? ["--hot"] : [],
        operands,
      ];
      const args = order.flatMap((i) => parts[i]);
      const line = read(...args);
      assertEquals(line.values, {
        cups,
        tea: `-${tea}`,
        hot: hot ? true : undefined,
      });
      assertEquals(line.operands, operands);
      assertEquals(line.args, args);
      assertEquals(read("--", ...args).values, line.values);
    },
  ));
});

Deno.test("readCommandLine() names what it does not know, and what it may have been", () => {
  const cases: [args: string[], message: string][] = [
    [["a", "--cusp=3"], 'no flag "--cusp"; did you mean "--cups"?'],
    [["a", "--Mug", "3"], 'no flag "--Mug"; did you mean "--mugs"?'],
    [["a", "--hepl"], 'did you mean "--help"?'],
    [["a", "-v"], 'no flag "-v"; see --help for the flags'],
    [["a", "--coffee"], 'no flag "--coffee"; see --help'],
    [["a", "--", "--hot"], 'no flag "--"'],
    [["a", "b", "c"], 'unknown argument "c"; see "deno task brew --help"'],
    [[], "found nothing, expected a pot"],
    [["--hot"], "found nothing, expected a pot"],
    [["a", "--cups"], "--cups: its value is missing"],
    [["a", "--cups", "--hot"], "--cups: its value is missing"],
    [["a", "--cups="], "--cups: its value is missing"],
    [["a", "--mugs", " "], "--cups: its value is missing"],
    [["a", "--cups=1", "--mugs=2"], "--cups: given 2 times"],
  ];
  for (const [args, message] of cases) {
    assertThrows(() => read(...args), UsageError, message);
  }
});

Deno.test("readCommandLine() takes no operand where none is defined", () => {
  const { message } = assertThrows(
    () => readCommandLine({ task: "t", flags: [] }, ["x"]),
    UsageError,
  );
  assert(message.includes('unknown argument "x"'), message);
});
