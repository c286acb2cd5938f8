import { assert, assertEquals, assertThrows } from "@std/assert";
import { main } from "../../../../bench/proof/peers/check.ts";
import { UsageError } from "../../../../bench/command/exit_codes.ts";

/** Runs the command with its output caught. */
function run(...args: string[]): { code: number; out: string; err: string } {
  const { log, error } = console;
  const lines = { out: [] as string[], err: [] as string[] };
  console.log = (text: string) => lines.out.push(text);
  console.error = (text: string) => lines.err.push(text);
  try {
    const code = main(args);
    return { code, out: lines.out.join("\n"), err: lines.err.join("\n") };
  } finally {
    console.log = log;
    console.error = error;
  }
}

const FOLDER = new URL("../../../../.cache/peers-check-test/", import.meta.url);

function file(name: string, content: unknown): string {
  Deno.mkdirSync(FOLDER, { recursive: true });
  const path = new URL(name, FOLDER);
  Deno.writeTextFileSync(path, JSON.stringify(content));
  return path.pathname;
}

const RIGHT = { cases: [{ x: [2, 1], simd: [1, 0], portable: [1, 0] }] };
const WRONG = { cases: [{ x: [2, 1], simd: [0, 1], portable: [1, 0] }] };

Deno.test("check exits 0 when all agrees and 1 when anything differs", () => {
  const right = file("right.json", RIGHT);
  const wrong = file("wrong.json", WRONG);
  assertEquals(run(right).code, 0);
  const both = run(wrong, right);
  assertEquals(both.code, 1);
  assert(both.out.includes("right.json: numpy argsort"));
  assert(both.out.includes("first difference: case 0 (n = 2)[0]"));
});

Deno.test("check exits 3 for a file that it cannot read but checks the others", () => {
  const right = file("right.json", RIGHT);
  const unknown = file("unknown.json", { a: 1 });
  const found = run("no such file.json", unknown, right);
  assertEquals(found.code, 3);
  assert(found.err.includes('Cannot read "no such file.json"'));
  assert(found.err.includes("found no known kind"));
  assert(found.out.includes("right.json"));
});

Deno.test("check refuses wrong usage and explains itself", () => {
  assertThrows(() => run(), UsageError, "found no file");
  assertThrows(() => run("--fast", "a.json"), UsageError, '"--fast"');
  const help = run("--help");
  assertEquals(help.code, 0);
  assert(help.out.includes("deno task peers:check FILE..."));
});
