import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import {
  assignments,
  fraction,
  levels,
  listOf,
  oneOf,
  seedList,
  wholeNumber,
} from "../../../bench/command/values.ts";

Deno.test("seedList() is the list that its ranges stand for", () => {
  const gap = fc.integer({ min: 1, max: 50 });
  const blank = fc.constantFrom("", " ", "\u00a0");
  fc.assert(fc.property(
    fc.array(fc.tuple(gap, fc.integer({ min: 0, max: 20 }), blank), {
      minLength: 1,
      maxLength: 5,
    }),
    (parts) => {
      let next = 0;
      const [items, seeds]: [string[], number[]] = [[], []];
      for (const [gap, length, pad] of parts) {
        const [from, to] = [next + gap, next + gap + length];
        items.push(pad + (length === 0 ? `${from}` : `${from}..${to}`) + pad);
        for (let seed = from; seed <= to; seed++) seeds.push(seed);
        next = to;
      }
      // Order is the user's.
      assertEquals(seedList("seed", items.join()), seeds);
    },
  ));
  assertEquals(seedList("seed", "9,0..2"), [9, 0, 1, 2]);
  assertEquals(seedList("seed", "0 .. 2"), [0, 1, 2]);
  assertEquals(
    seedList("seed", "4294967294..4294967295"),
    [4294967294, 4294967295],
  );
  assertEquals(seedList("seed", "1..100000").length, 100_000);
});

Deno.test("seedList() refuses what is no list of seeds", () => {
  const cases: [string, string][] = [
    ["2..1", "--seed 2..1: expected a range from low to high"],
    ["1..2..3", "--seed 1..2..3: expected a range"],
    ["..3", "--seed ..3: expected a whole number from 0 to 4294967295"],
    ["1...3", "--seed 1...3: expected a whole number"],
    ["1-3", "--seed 1-3: expected a whole number"],
    ["0..4294967296", "--seed 0..4294967296: expected a whole number"],
    ["0..100000", "expected 100000 seeds at most"],
    ["0..99998,99999..100001", "expected 100000 seeds at most"],
    ["0..4294967295", "expected 100000 seeds at most"],
    ["0..4,3", "3 is given more than once"],
    ["1,,2", 'at "1,,2": an item is empty'],
    ["1,", "an item is empty"],
  ];
  for (const [text, message] of cases) {
    assertThrows(() => seedList("seed", text), UsageError, message);
  }
});

Deno.test("lists and names are read without blanks around them, also those that nobody sees", () => {
  for (const blank of [" ", "\t", "\n", "\u00a0", "\u200b", "\ufeff"]) {
    const padded = `${blank}a${blank},b c${blank}`;
    assertEquals(listOf({ x: padded }, "x", ""), ["a", "b c"]);
    assertEquals(oneOf("x", `${blank}b`, ["a", "b"]), "b");
    assertEquals(wholeNumber("x", `5${blank}`, 0, 9), 5);
    assertEquals(fraction("x", `${blank}.5`), 0.5);
    assertEquals(levels("x", `${blank}p = 1${blank}, 2;q=3`), {
      p: [1, 2],
      q: [3],
    });
  }
  assertThrows(() => listOf({ x: "a, a" }, "x", ""), UsageError, "a is given");
});

Deno.test("oneOf() takes shorthands, and names what may have been meant", () => {
  const names = ["optuna-5.0", "random"] as const;
  const short = { optuna: "optuna-5.0" } as const;
  assertEquals(oneOf("x", "optuna", names, short), "optuna-5.0");
  const { message } = assertThrows(
    () => oneOf("x", "optna", names, short),
    UsageError,
  );
  assertEquals(
    message,
    'Cannot use --x optna: expected optuna-5.0, random; did you mean "optuna"?',
  );
  assertThrows(() => oneOf("x", "toString", names, short), UsageError);
});

Deno.test("assignments() refuses what is not a name with its values, once", () => {
  const read = (text: string) =>
    assignments(
      "x",
      text,
      (values) => values === "no" ? undefined : values,
      "a=1",
    );
  assertEquals(read("a=1;b=2"), { a: "1", b: "2" });
  for (
    const [text, part] of [
      ["a", "a"],
      ["a=", "a="],
      ["=1", "=1"],
      ["a=1;", ""],
      ["a=1=2", "a=1=2"],
      ["a=1;a=2", "a=2"],
      ["b=1;a=no", "a=no"],
    ]
  ) {
    const { message } = assertThrows(() => read(text), UsageError);
    assert(message.includes(`--x at "${part}"`), message);
  }
});
