import { assert, assertEquals } from "@std/assert";
import suite from "../../deno.json" with { type: "json" };
import { emptyFolder } from "./program.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** Tasks that start a module of bench. */
const COMMANDS = Object.entries(suite.tasks)
  .filter(([, { command }]) => /deno run .*bench\/\S+\.ts/.test(command))
  .map(([name]) => name);

/** Runs a task where the user stands. */
async function task(args: readonly string[], cwd: string) {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: ["task", "-q", `--config=${ROOT}deno.json`, ...args],
    cwd,
    env: { NO_COLOR: "1", INIT_CWD: cwd },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

for (const name of COMMANDS) {
  Deno.test(`task ${name} answers --help, and refuses an unknown flag with 2 and one sentence`, async () => {
    const cwd = await emptyFolder("help");
    const help = await task([name, "--help"], cwd);
    assertEquals(help.err, "");
    assertEquals(help.code, 0);
    const [usage, , purpose] = help.out.split("\n");
    assert(usage.startsWith(`Usage: deno task ${name} `), usage);
    assert(purpose.length > 10, purpose);
    assert(help.out.includes("\n  --help "), help.out);
    assert(/\nExit codes: 0 /.test(help.out), help.out);
    const wrong = await task([name, "--hepl"], cwd);
    assertEquals(wrong, {
      code: 2,
      out: "",
      err:
        'Cannot read the command line: there is no flag "--hepl"; did you mean "--help"?\n',
    });
  });
}

Deno.test("paths are from where the user stands", async () => {
  const cwd = await emptyFolder("stands");
  for (const name of ["peers:check", "stats:check"]) {
    await Deno.writeTextFile(`${cwd}/mine.json`, "{}");
    const { code, err } = await task([name, "mine.json", "none.json"], cwd);
    assertEquals(code, 3);
    assert(!err.includes('Cannot read "mine.json": No such file'), err);
    assert(err.includes('Cannot read "none.json": No such file'), err);
  }
  const replay = await task(
    ["replay", "--optimizers=random", "--search-seeds=1", "--out=made"],
    cwd,
  );
  assertEquals(replay.code, 0, replay.err);
  assert((await Deno.stat(`${cwd}/made/manifest.json`)).isFile);
});
