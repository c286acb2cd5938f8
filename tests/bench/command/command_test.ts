import { assert, assertEquals } from "@std/assert";
import {
  type Command,
  explain,
  runCommand,
} from "../../../bench/command/command.ts";
import { helpText } from "../../../bench/command/definition.ts";
import {
  DataError,
  EXIT,
  InterruptedError,
  RefusedError,
  UsageError,
} from "../../../bench/command/exit_codes.ts";
import { BENCH_COMMAND } from "../../../bench/run/flags.ts";
import { CorpusError } from "../../../corpora/mod.ts";
import { ModelError } from "../../../model/mod.ts";
import { captured } from "../captured.ts";

/** A command that does what a test says. */
function commandOf(run: Command["run"]): Command {
  return {
    task: "brew",
    operands: { usage: "POT", what: "a pot", least: 0, most: 1 },
    purpose: "Brews.",
    flags: [{ name: "cups", value: "N", byDefault: "2", help: "how much" }],
    exits: { fault: "cold" },
    run,
  };
}

Deno.test("runCommand() gives values, operands and the exit code on", async () => {
  const seen: unknown[] = [];
  const command = commandOf((line) => {
    seen.push(line);
    return 1;
  });
  const { code } = await captured(() =>
    runCommand(command, ["--cups", "3", "blue"])
  );
  assertEquals(code, 1);
  assertEquals(seen, [{
    args: ["--cups", "3", "blue"],
    values: { cups: "3" },
    operands: ["blue"],
  }]);
  const silent = await captured(() => runCommand(commandOf(() => {}), []));
  assertEquals(silent, { code: 0, out: "", err: "" });
});

Deno.test("runCommand() answers --help wherever it stands, and does nothing else", async () => {
  const command = commandOf(() => {
    throw new Error("ran");
  });
  const expected = `Usage: deno task brew POT [flags]

Brews.

  --cups N  how much [2]
  --help    print this text

Exit codes: 0 done, 1 cold, 2 wrong usage, 3 bad data, 4 refused (permission).`;
  for (const args of [["--help"], ["-h"], ["a", "b", "--help", "--no"]]) {
    assertEquals(await captured(() => runCommand(command, args)), {
      code: 0,
      out: expected,
      err: "",
    });
  }
});

Deno.test("runCommand() turns each error into its exit code and one sentence", async () => {
  const cases: [Error, number][] = [
    [new UsageError("a"), 2],
    [new DataError("b"), 3],
    [new CorpusError("c"), 3],
    [new ModelError("d"), 3],
    [new RefusedError("e"), 4],
    [new InterruptedError("f"), 130],
  ];
  for (const [error, code] of cases) {
    const ended = await captured(() =>
      runCommand(commandOf(() => Promise.reject(error)), [])
    );
    assertEquals(ended, { code, out: "", err: error.message });
  }
  const wrong = await captured(() =>
    runCommand(commandOf(() => {}), ["--cup", "3"])
  );
  assertEquals(wrong.code, 2);
  assertEquals(
    wrong.err,
    'Cannot read the command line: there is no flag "--cup"; did you mean "--cups"?',
  );
});

Deno.test("explain() says of a denied permission what the command may do", async () => {
  const denied = await Deno.writeTextFile("README.md", "").catch((error) =>
    error
  );
  const [code, message] = explain(denied, { task: "brew", writes: "to pots/" });
  assertEquals(code, EXIT.refused);
  assert(/Requires write access to "README\.md"/.test(message), message);
  assert(message.endsWith('"deno task brew" writes to pots/ alone'), message);
  assert(!message.includes("--allow"), message);
  const [, other] = explain(denied, { task: "brew" });
  assert(other.endsWith('"deno task brew" has no permission for it'), other);
  const theirs = new Deno.errors.PermissionDenied("Permission denied: x");
  assertEquals(explain(theirs, { task: "brew" }), [
    EXIT.refused,
    "Cannot go on: Permission denied: x; choose a place that you may read and write",
  ]);
});

Deno.test("explain() calls what it does not know a fault of the suite, with its stack", () => {
  const [code, message] = explain(new TypeError("odd"), { task: "brew" });
  assertEquals(code, 1);
  assert(message.includes("TypeError: odd\n"), message);
  assertEquals(explain("text", { task: "brew" }), [1, "text"]);
});

Deno.test("helpText() of the main job names every flag and stays within 90 columns", () => {
  const help = helpText(BENCH_COMMAND);
  for (const { name } of BENCH_COMMAND.flags) {
    assert(help.includes(`--${name}`));
  }
  assert(!help.includes("optimiser"));
  assertEquals(help.split("\n").filter((line) => line.length > 90), []);
});
