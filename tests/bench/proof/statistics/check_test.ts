import { assert, assertEquals } from "@std/assert";
import { compareCase } from "../../../../bench/proof/statistics/recorded/compare.ts";
import { runCommand } from "../../../../bench/command/command.ts";
import { command } from "../../../../bench/proof/statistics/recorded/main.ts";
import { captured } from "../../captured.ts";

/** Runs the command with its output caught. */
const run = (...args: string[]) => captured(() => runCommand(command, args));

const FOLDER = new URL("../../../../.cache/stats-check-test/", import.meta.url);

function file(name: string, content: unknown): string {
  Deno.mkdirSync(FOLDER, { recursive: true });
  const path = new URL(name, FOLDER);
  Deno.writeTextFileSync(
    path,
    typeof content === "string" ? content : JSON.stringify(content),
  );
  return path.pathname;
}

const TOLERANCE = { relative: 1e-9, absolute: 1e-12 };

function ertCase(expected: Record<string, unknown>) {
  return {
    statistic: "ert",
    inputs: { spent: [1, 2], reached: [true, false] },
    expected,
    tolerance: TOLERANCE,
  };
}

const RIGHT = { cases: [ertCase({ successes: 1, total: 3, ert: 3 })] };
const WRONG = {
  cases: [ertCase({ ert: 3 }), ertCase({ ert: 3.1 }), ertCase({ ert: null })],
};

Deno.test("stats:check exits 0 when all agrees and 1 when anything differs", async () => {
  const right = file("right.json", RIGHT);
  assertEquals((await run(right)).code, 0);
  const both = await run(file("wrong.json", WRONG), right);
  assertEquals(both.code, 1);
  assert(both.out.includes("1 of 3 agree"));
  assert(
    both.out.includes("first difference: case 1, ert: found 3, recorded 3.1"),
  );
  assert(both.out.includes("1 of 1 agree"));
});

Deno.test("stats:check exits 3 for a file that it cannot read but checks the others", async () => {
  const found = await run(
    "no such file.json",
    file("text.json", "no json"),
    file("other.json", { cases: [{ statistic: 1 }] }),
    file("right.json", RIGHT),
  );
  assertEquals(found.code, 3);
  assert(found.err.includes('Cannot read "no such file.json"'));
  assert(found.err.includes("found no JSON"));
  assert(found.err.includes("at cases.0.statistic: found 1, expected string"));
  assert(found.out.includes("right.json"));
});

Deno.test("stats:check refuses wrong usage and explains itself", async () => {
  for (
    const [args, culprit] of [
      [[], "at least one recorded file"],
      [["--fast", "a.json"], '"--fast"'],
    ] as const
  ) {
    const { code, err } = await run(...args);
    assertEquals(code, 2);
    assert(err.includes(culprit), err);
  }
  const help = await run("--help");
  assertEquals(help.code, 0);
  assert(help.out.includes("wilcoxon_signed_rank"));
});

Deno.test("compareCase() counts an unknown statistic and unusable inputs as differences", () => {
  const unknown = { ...ertCase({}), statistic: "luck" };
  assertEquals(
    compareCase(unknown).difference,
    "no statistic of this name here",
  );
  const unusable = { ...ertCase({}), inputs: { spent: 1 } };
  assert(compareCase(unusable).difference !== null);
});

Deno.test("compareCase() needs null, booleans and list lengths to be equal", () => {
  const of = (found: object, expected: Record<string, unknown>) =>
    compareCase(
      { statistic: "x", inputs: {}, expected, tolerance: TOLERANCE },
      new Map([["x", () => found]]),
    ).difference;
  assertEquals(of({ a: null }, { a: null }), null);
  assertEquals(of({ a: 0 }, { a: null }), "a: found 0, recorded null");
  assertEquals(of({ a: null }, { a: 0 }), "a: found null, recorded 0");
  assertEquals(of({ a: 1 }, { a: true }), "a: found 1, recorded true");
  assertEquals(of({ a: [1] }, { a: [1, 2] }), "a.length: found 1, recorded 2");
  assertEquals(of({}, { a_b: 1 }), "a_b: found undefined, recorded 1");
  assertEquals(of({ aB: { c: 1 } }, { a_b: { c: 1 } }), null);
  assertEquals(of({ a: NaN }, { a: 1 }), "a: found null, recorded 1");
});

Deno.test("compareCase() allows absolute plus relative tolerance and leaves iterative fits out", () => {
  const of = (found: number, expected: number) =>
    compareCase(
      {
        statistic: "x",
        inputs: {},
        expected: { a: expected, reml: { a: 1 }, reml_between: 2 },
        tolerance: { relative: 1e-3, absolute: 0.5 },
      },
      new Map([["x", () => ({ a: found })]]),
    );
  assertEquals(of(1000 + 1.5, 1000).difference, null);
  assert(of(1000 + 1.6, 1000).difference !== null);
  assertEquals(of(-0.5, 0).difference, null);
  assertEquals(of(1001, 1000).largest, 1 / 1001);
});
