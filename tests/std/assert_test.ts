/** Assertions judged by node's, never by themselves. */
import { strict as node } from "node:assert";
import { stripVTControlCharacters } from "node:util";
import * as std from "@std/assert";
import { assertEquals as assertEqualsOfSubpath } from "@std/assert/equals";

/** Message of the `AssertionError` that a call must throw, without colours. */
function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    node.ok(error instanceof std.AssertionError, String(error));
    node.equal(error.name, "AssertionError");
    return stripVTControlCharacters(error.message);
  }
  node.fail(`Nothing was thrown by ${call}`);
}

async function rejection(call: () => Promise<unknown>): Promise<string> {
  const result = await call().then(() => undefined, (error) => error);
  return failure(() => {
    if (result !== undefined) throw result;
  });
}

class Custom extends TypeError {}

const boom = () => {
  throw new Custom("\x1b[31mboom\x1b[39m here");
};
const throwText = () => {
  throw "text";
};

Deno.test("AssertionError is an Error with a cause", () => {
  const error = new std.AssertionError("m", { cause: 1 });
  node.ok(error instanceof Error);
  node.deepEqual([error.name, error.message, error.cause], [
    "AssertionError",
    "m",
    1,
  ]);
});

Deno.test("assertions return when they hold", () => {
  std.assert(1);
  std.assertFalse("");
  std.assertExists(0);
  std.assertEquals({ a: [NaN, 0] }, { a: [NaN, -0] });
  std.assertNotEquals([1], [2]);
  std.assertStrictEquals(NaN, NaN);
  std.assertNotStrictEquals(0, -0);
  std.assertGreater(2, 1);
  std.assertGreaterOrEqual(1, 1);
  std.assertLess("a", "b");
  std.assertLessOrEqual(1n, 1n);
  std.assertMatch("abc", /b/);
  std.assertNotMatch("abc", /d/);
  std.assertStringIncludes("abc", "bc");
  std.assertArrayIncludes([{ a: 1 }, 2, NaN], [NaN, { a: 1 }]);
  std.assertArrayIncludes(new Uint8Array([1, 2]), new Uint8Array([2]));
  std.assertInstanceOf(new Custom(), TypeError);
  std.assertNotInstanceOf(new Error(), TypeError);
  std.assertIsError(new Custom("boom"), TypeError, /bo+m/);
  assertEqualsOfSubpath(1, 1);
});

Deno.test("assertions say what was found and what was expected when they fail", () => {
  const messages: [() => unknown, string][] = [
    [() => std.assert(0), ""],
    [() => std.assert(0, "m"), "m"],
    [() => std.assertFalse(1, "m"), "m"],
    [
      () => std.assertExists(null, "m"),
      'Expected actual: "null" to not be null or undefined: m',
    ],
    [
      () => std.assertNotEquals([1], [1]),
      "Expected actual: [\n  1,\n] not to be: [\n  1,\n].",
    ],
    [
      () => std.assertNotStrictEquals(1, 1),
      'Expected "actual" to not be strictly equal to: 1.\n',
    ],
    [() => std.assertGreater(1, 1), "Expect 1 > 1"],
    [() => std.assertGreaterOrEqual(NaN, 1), "Expect NaN >= 1"],
    [() => std.assertLess("b", "a"), 'Expect "b" < "a"'],
    [() => std.assertLessOrEqual(2, 1, "m"), "m"],
    [
      () => std.assertMatch("a", /b/),
      'Expected actual: "a" to match: "/b/".',
    ],
    [
      () => std.assertNotMatch("a", /a/),
      'Expected actual: "a" to not match: "/a/".',
    ],
    [
      () => std.assertStringIncludes("a", "b", "m"),
      'Expected actual: "a" to contain: "b": m',
    ],
    [
      () => std.assertArrayIncludes([1], [2]),
      'Expected actual: "[\n  1,\n]" to include: "[\n  2,\n]".\nmissing: [\n  2,\n]',
    ],
    [
      () => std.assertInstanceOf(new Error(), TypeError),
      'Expected object to be an instance of "TypeError" but was "Error".',
    ],
    [
      () => std.assertInstanceOf(1, TypeError),
      'Expected object to be an instance of "TypeError" but was "number".',
    ],
    [
      () => std.assertNotInstanceOf(new Custom(), TypeError),
      'Expected object to not be an instance of "function".',
    ],
    [() => std.fail("m"), "Failed assertion: m"],
    [() => std.unreachable(), "Unreachable."],
    [() => std.unimplemented(), "Unimplemented."],
  ];
  for (const [call, message] of messages) node.equal(failure(call), message);
});

Deno.test("assertEquals() shows both values line by line", () => {
  const heading = "\n\n\n    [Diff] Actual / Expected\n\n\n";
  node.equal(
    failure(() => std.assertEquals({ a: 1, b: 2 }, { a: 1, b: 3 }, "m")),
    `Values are not equal: m${heading}    {\n      a: 1,\n-     b: 2,\n+     b: 3,\n    }\n`,
  );
  node.equal(
    failure(() => std.assertEquals({ a: 1 }, { a: 1, b: [2] })),
    `Values are not equal.${heading}    {\n      a: 1,\n+     b: [\n+       2,\n+     ],\n    }\n`,
  );
  node.equal(
    failure(() => std.assertEquals("a\nb\tc", "a\nb c")),
    `Values are not equal.${heading}    a\\n\n-   b\\tc\n+   b c\n\n`,
  );
  const long = (last: number) => [...Array(3000).keys(), last];
  node.match(
    failure(() => std.assertEquals(long(1), long(2))),
    /- {5}1,\n\+ {5}2,\n {4}\]\n$/,
  );
});

Deno.test("assertEquals() shows all lines of both values when none is shared", () => {
  const numbers = (first: number) =>
    Array.from({ length: 2100 }, (_, i) => first + i);
  const lines = failure(() => std.assertEquals(numbers(0), numbers(5000)))
    .split("\n");
  const count = (sign: string) =>
    lines.filter((line) => line.startsWith(sign)).length;
  node.deepEqual([count("-"), count("+")], [2100, 2100]);
});

Deno.test("assertStrictEquals() is Object.is, and says when only identity differs", () => {
  node.match(
    failure(() => std.assertStrictEquals(0, -0)),
    /^Values are not strictly equal\.\n[^]*- {3}0\n\+ {3}-0\n$/,
  );
  node.equal(
    failure(() => std.assertStrictEquals([1], [1], "m")),
    "Values have the same structure but are not reference-equal: m\n\n    [\n      1,\n    ]\n",
  );
});

Deno.test("assertAlmostEquals() allows a 1e-7th of what is expected, or what is given", () => {
  std.assertAlmostEquals(1 + 0.9e-7, 1);
  std.assertAlmostEquals(1000 + 0.9e-4, 1000);
  std.assertAlmostEquals(NaN, NaN);
  std.assertAlmostEquals(Infinity, Infinity);
  std.assertAlmostEquals(1.5, 1, 0.5);
  node.match(
    failure(() => std.assertAlmostEquals(1 + 1.1e-7, 1)),
    /^Expected actual: "1\.00000011e\+0" to be close to "1": delta "1\.09\d*e-7" is greater than "1e-7"\.$/,
  );
  failure(() => std.assertAlmostEquals(1e-300, 0)); // a tolerance of 0
  failure(() => std.assertAlmostEquals(NaN, 1));
  failure(() => std.assertAlmostEquals(Infinity, -Infinity));
  failure(() => std.assertAlmostEquals(1, 2, 0.5));
});

Deno.test("assertThrows() returns what was thrown when it is what was asked for", () => {
  const error = std.assertThrows(boom, TypeError, "boom here");
  node.ok(error instanceof Custom);
  node.equal(std.assertThrows(throwText), "text");
  node.equal(std.assertThrows(throwText, "m"), "text");
});

Deno.test("assertThrows() fails when nothing or something else is thrown", () => {
  const quiet = () => {};
  node.equal(
    failure(() => std.assertThrows(quiet)),
    "Expected function to throw.",
  );
  node.equal(
    failure(() => std.assertThrows(quiet, Error, "x", "m")),
    "Expected function to throw: m",
  );
  node.equal(
    failure(() => std.assertThrows(throwText, Error)),
    "A non-Error object was thrown.",
  );
  node.equal(
    failure(() => std.assertThrows(boom, RangeError)),
    'Expected error to be instance of "RangeError", but was "Custom".',
  );
  node.match(
    failure(() => std.assertThrows(boom, TypeError, "bang", "m")),
    /^Expected error message to include "bang", but got ".*boom.* here": m$/,
  );
});

Deno.test("assertRejects() returns what the promise was rejected with", async () => {
  const reject = () => Promise.reject(new Custom("boom"));
  node.ok(
    await std.assertRejects(reject, TypeError, "boom") instanceof Custom,
  );
  node.equal(await std.assertRejects(() => Promise.reject("text")), "text");
});

Deno.test("assertRejects() fails when the promise resolves, or there is none", async () => {
  const messages: [() => Promise<unknown>, string][] = [
    [
      () => std.assertRejects(() => Promise.resolve(1)),
      "Expected function to reject.",
    ],
    [
      () => std.assertRejects(boom),
      "Function throws when expected to reject.",
    ],
    [
      () => std.assertRejects((() => 1) as never, "m"),
      "Function throws when expected to reject: m",
    ],
    [
      () => std.assertRejects(() => Promise.reject("text"), Error),
      "A non-Error object was rejected.",
    ],
    [
      () => std.assertRejects(() => Promise.reject(new Error()), TypeError),
      'Expected error to be instance of "TypeError", but was "Error".',
    ],
  ];
  for (const [call, message] of messages) {
    node.equal(await rejection(call), message);
  }
});

Deno.test("assertIsError() judges class and message", () => {
  const error: unknown = new Custom("\x1b[31mboom\x1b[39m here");
  std.assertIsError(error, Custom, "boom here");
  node.equal(
    failure(() => std.assertIsError("text")),
    'Expected "error" to be an Error object.',
  );
  node.match(
    failure(() => std.assertIsError(error, Error, /^here/)),
    /^Expected error message to include \/\^here\/, but got/,
  );
});

Deno.test("assertObjectMatch() ignores what is not asked for, at every depth", () => {
  const actual = {
    a: { b: [1, { c: 2, d: 3 }], e: new Map([["k", 1], ["l", 2]]) },
    point: new (class {
      x = 1;
      y = 2;
    })(),
    set: new Set([1, 2]),
    date: new Date(0),
  };
  std.assertObjectMatch(actual, {
    a: { b: [1, { c: 2 }], e: new Map([["k", 1]]) },
    point: { x: 1 },
    set: new Set([1]),
    date: new Date(0),
  });
  const cycle: Record<string, unknown> = { n: 1 };
  cycle.self = cycle;
  std.assertObjectMatch(cycle, cycle);
  for (
    const expected of [
      { missing: undefined },
      { a: { b: [2] } },
      { a: { b: [1, { c: 3 }] } },
      { set: new Set([3]) },
      { date: new Date(1) },
      { point: { z: 1 } },
    ]
  ) {
    node.match(
      failure(() => std.assertObjectMatch(actual, expected)),
      /^Values are not equal\./,
    );
  }
});

Deno.test("assertObjectMatch() compares arrays whole at the top and in maps only", () => {
  std.assertObjectMatch({ a: [1, 2] }, { a: [1] });
  std.assertObjectMatch({ a: new Map([["k", [1]]]) }, {
    a: new Map([["k", [1]]]),
  });
  failure(() => std.assertObjectMatch([1, 2], [1] as never));
  failure(() =>
    std.assertObjectMatch({ a: new Map([["k", [1, 2]]]) }, {
      a: new Map([["k", [1]]]),
    })
  );
  node.throws(() => std.assertObjectMatch(1 as never, {}), TypeError);
  node.throws(() => std.assertObjectMatch({}, null as never), TypeError);
});

Deno.test("assertions narrow the types of what they are given", () => {
  const value = new Custom("m") as unknown;
  std.assertInstanceOf(value, Error);
  const message: string = value.message;
  const maybe = [1].at(0);
  std.assertExists(maybe);
  const sum: number = maybe + 1;
  const text = "a" as unknown;
  std.assertStrictEquals(text, "a" as const);
  const letter: "a" = text;
  node.deepEqual([message, sum, letter], ["m", 2, "a"]);
});
