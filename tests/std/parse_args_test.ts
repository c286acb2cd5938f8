import { assertEquals, assertThrows } from "@std/assert";
import { parseArgs } from "@std/cli";
import {
  type Args,
  parseArgs as parseArgsOfSubpath,
  type ParseOptions,
} from "@std/cli/parse-args";
import fc from "fast-check";
import { parseArgs as nodeParseArgs } from "node:util";

/** Values as they are at run time, whatever their types. */
const valuesOf = (
  args: string[],
  options?: ParseOptions,
): Record<string, unknown> => parseArgs(args, options);

Deno.test("parseArgs() makes numbers of texts unless the name is in string", () => {
  const args = ["--a=007", "--b", "0x10", "--c", "1e3", "02", "--d", " "];
  assertEquals(valuesOf(args), { a: 7, b: 16, c: 1000, d: " ", _: [2] });
  assertEquals(valuesOf(args, { string: ["a", "b", "_"] }), {
    a: "007",
    b: "0x10",
    c: 1000,
    d: " ",
    _: ["02"],
  });
});

Deno.test("parseArgs() takes a value that begins with - only after =", () => {
  assertEquals(valuesOf(["--seed", "-1"]), { seed: true, "1": true, _: [] });
  assertEquals(valuesOf(["--seed", "-1"], { string: "seed" }), {
    seed: "",
    "1": true,
    _: [],
  });
  assertEquals(valuesOf(["--seed=-1"]), { seed: -1, _: [] });
});

Deno.test("parseArgs() sets absent booleans to false and leaves absent texts out", () => {
  assertEquals(valuesOf([], { boolean: "f", string: "n", collect: "c" }), {
    f: false,
    _: [],
  });
  assertEquals(valuesOf([], { string: "n", collect: "n" }), { n: [], _: [] });
});

Deno.test("parseArgs() reads true and false after a flag, in either form", () => {
  for (const args of [["--f", "false"], ["--f=false"], ["-f", "false"]]) {
    assertEquals(valuesOf(args, { boolean: "f" }), { f: false, _: [] });
  }
  assertEquals(valuesOf(["--f", "x"], { boolean: "f" }), {
    f: true,
    _: ["x"],
  });
  assertEquals(valuesOf(["--f", "x"], { boolean: true }), {
    f: true,
    _: ["x"],
  });
});

Deno.test("parseArgs() negates only names in negatable", () => {
  assertEquals(valuesOf(["--no-f"]), { "no-f": true, _: [] });
  assertEquals(valuesOf(["--no-f"], { negatable: "f" }), { f: false, _: [] });
});

Deno.test("parseArgs() keeps the last of repeated values, or collects them", () => {
  const args = ["--a", "1", "--a=2", "-a3"];
  assertEquals(valuesOf(args), { a: 3, _: [] });
  assertEquals(valuesOf(args, { collect: "a" }), { a: [1, 2, 3], _: [] });
});

Deno.test("parseArgs() reads letters behind one dash", () => {
  assertEquals(valuesOf(["-abc"]), { a: true, b: true, c: true, _: [] });
  assertEquals(valuesOf(["-n5"]), { n: 5, _: [] });
  assertEquals(valuesOf(["-abn", "5"]), { a: true, b: true, n: 5, _: [] });
  assertEquals(valuesOf(["-"]), { _: ["-"] });
});

Deno.test("parseArgs() sets a name and all its aliases", () => {
  const alias = { json: ["j", "J"] };
  for (const arg of ["--json", "-j", "-J"]) {
    const found = valuesOf([arg], { boolean: "json", alias });
    assertEquals(found, { json: true, j: true, J: true, _: [] });
  }
  assertThrows(
    () => valuesOf([], { alias: { json: undefined } }),
    TypeError,
    "Alias value must be defined",
  );
});

Deno.test("parseArgs() enters defaults of absent names, under aliases too", () => {
  const options = {
    string: ["out"],
    default: { out: "o", n: 1 },
    alias: { out: "f" },
  };
  assertEquals(valuesOf([], options), { out: "o", f: "o", n: 1, _: [] });
  assertEquals(valuesOf(["-f", "x"], options), {
    out: "x",
    f: "x",
    n: 1,
    _: [],
  });
});

Deno.test("parseArgs() takes nothing after -- for a name", () => {
  const args = ["--a", "1", "--", "--b", "2"];
  assertEquals(valuesOf(args), { a: 1, _: ["--b", "2"] });
  assertEquals(valuesOf(args, { "--": true }), {
    a: 1,
    _: [],
    "--": ["--b", "2"],
  });
});

Deno.test("parseArgs() leaves all after the first positional when stopEarly is set", () => {
  assertEquals(valuesOf(["--a", "1", "go", "--b", "2"], { stopEarly: true }), {
    a: 1,
    _: ["go", "--b", "2"],
  });
});

Deno.test("parseArgs() nests names with dots and keeps out of prototypes", () => {
  assertEquals(valuesOf(["--a.b", "1", "--a.c=2"]), {
    a: { b: 1, c: 2 },
    _: [],
  });
  const found = valuesOf([
    "--__proto__.x=1",
    "--constructor.prototype.y=2",
    "--constructor=3",
  ]);
  assertEquals(found, { _: [] });
  assertEquals(({} as Record<string, unknown>).x, undefined);
  assertEquals(({} as Record<string, unknown>).y, undefined);
});

Deno.test("parseArgs() tells unknown of each argument that is not declared", () => {
  const told: unknown[][] = [];
  const found = valuesOf(["--out", "x", "--bad=1", "-z", "pos"], {
    string: ["out"],
    unknown: (...call) => {
      told.push(call);
      return false;
    },
  });
  assertEquals(found, { out: "x", _: [] });
  assertEquals(told, [["--bad=1", "bad", "1"], ["-z", "z", "pos"]]);
  const kept = valuesOf(["pos"], { unknown: (arg) => arg === "pos" });
  assertEquals(kept, { _: ["pos"] });
});

Deno.test("parseArgs() agrees with node's when all names are declared", () => {
  const word = fc.constantFrom("a", "x=y", "", "7", "no", "é");
  const argument = fc.oneof(
    word.map((value) => `--text=${value}`),
    word.map((value) => `--list=${value}`),
    fc.constantFrom("--flag", "-f", "plain", "00"),
  );
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 8 }), (args) => {
      const { values, positionals } = nodeParseArgs({
        args,
        allowPositionals: true,
        options: {
          text: { type: "string" },
          list: { type: "string", multiple: true, default: [] },
          flag: { type: "boolean", short: "f", default: false },
        },
      });
      const { f, ...found } = valuesOf(args, {
        string: ["text", "list", "_"],
        boolean: ["flag"],
        collect: ["list"],
        alias: { flag: "f" },
      });
      assertEquals(found, { ...values, _: positionals });
      assertEquals(f, values.flag);
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("parseArgs() has the types of its options' values", () => {
  type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends
    (<T>() => T extends B ? 1 : 2) ? true : false;
  const found = parseArgs([], {
    string: ["out", "seed", "tag"],
    boolean: ["json"],
    collect: ["tag", "extra"],
    negatable: ["out"],
    default: { seed: 7, free: 1 },
    alias: { json: "j" },
    "--": true,
  });
  const yes: [
    Is<typeof found.out, string | false | undefined>,
    Is<typeof found.seed, string | number>,
    Is<typeof found.tag, string[]>,
    Is<typeof found.extra, unknown[]>,
    Is<typeof found.json, boolean>,
    Is<typeof found.j, boolean>,
    Is<typeof found.free, unknown>,
    Is<typeof found._, (string | number)[]>,
    Is<typeof found["--"], string[]>,
  ] = [true, true, true, true, true, true, true, true, true];
  assertEquals(yes.every(Boolean), true);
  const loose: Args = parseArgsOfSubpath(["--n", "1"]);
  const n: number = loose.n;
  assertEquals(n, 1);
});
