import { assert, assertEquals } from "@std/assert";
import { runCommand } from "../../../../bench/command/command.ts";
import { command } from "../../../../bench/proof/peers/check.ts";
import { captured } from "../../captured.ts";

/** Runs the command with its output caught. */
const run = (...args: string[]) => captured(() => runCommand(command, args));

const FOLDER = new URL("../../../../.cache/peers-check-test/", import.meta.url);

function file(name: string, content: unknown): string {
  Deno.mkdirSync(FOLDER, { recursive: true });
  const path = new URL(name, FOLDER);
  Deno.writeTextFileSync(path, JSON.stringify(content));
  return path.pathname;
}

const RIGHT = { cases: [{ x: [2, 1], simd: [1, 0], portable: [1, 0] }] };
const WRONG = { cases: [{ x: [2, 1], simd: [0, 1], portable: [1, 0] }] };

Deno.test("check exits 0 when all agrees and 1 when anything differs", async () => {
  const right = file("right.json", RIGHT);
  const wrong = file("wrong.json", WRONG);
  assertEquals((await run(right)).code, 0);
  const both = await run(wrong, right);
  assertEquals(both.code, 1);
  assert(both.out.includes("right.json: numpy argsort"));
  assert(both.out.includes("first difference: case 0 (n = 2)[0]"));
});

Deno.test("check exits 3 for a file that it cannot read but checks the others", async () => {
  const right = file("right.json", RIGHT);
  const unknown = file("unknown.json", { a: 1 });
  const found = await run("no such file.json", unknown, right);
  assertEquals(found.code, 3);
  assert(found.err.includes('Cannot read "no such file.json"'));
  assert(found.err.includes("found no known kind"));
  assert(found.out.includes("right.json"));
});

Deno.test("check refuses wrong usage and explains itself", async () => {
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
  assert(help.out.includes("deno task peers:check FILE..."));
});
