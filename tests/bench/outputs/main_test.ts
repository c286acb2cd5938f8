import { assert, assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { runCommand } from "../../../bench/command/command.ts";
import { readCommandLine } from "../../../bench/command/flags.ts";
import { command as TABLES_COMMAND } from "../../../bench/outputs/main.ts";
import { readOptions } from "../../../bench/outputs/options.ts";
import { command as VERIFY_COMMAND } from "../../../bench/verify/main.ts";
import { readOptions as readVerifyOptions } from "../../../bench/verify/options.ts";
import { captured, emptyFolder } from "../captured.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

const JOURNAL = fakeRecords(
  fakePlan([1, 2, 3]),
  (study, seed) => [fakeTrial(study, 0, 0.5, 0.6 + seed / 40)],
).map((record) => JSON.stringify(record) + "\n").join("");

const main = (args: string[]) => runCommand(TABLES_COMMAND, args);
const verify = (args: string[]) => runCommand(VERIFY_COMMAND, args);
const optionsOf = (args: string[]) =>
  readOptions(readCommandLine(TABLES_COMMAND, args));

/** A folder with nothing but a journal. */
async function folderOf(name: string): Promise<string> {
  const folder = await emptyFolder(name);
  await Deno.writeTextFile(`${folder}/journal.jsonl`, JOURNAL);
  return folder;
}

Deno.test("tables makes the files that verify finds equal, and no others", async () => {
  const folder = await folderOf("remake");
  const before = await captured(() => verify([folder]));
  assertEquals(before.code, 1);
  assert(before.out.includes("summary.csv is missing"), before.out);
  assert(before.out.includes("manifest.json is missing"), before.out);
  const made = await captured(() => main([folder, "--latex"]));
  assertEquals(made.code, 0, made.err);
  const after = await captured(() => verify([folder]));
  assertEquals(after.code, 0, after.out);
  assert(after.out.endsWith(`All is equal: ${folder}`), after.out);
  const latex = await Deno.readTextFile(`${folder}/summary.tex`);
  await Deno.writeTextFile(`${folder}/summary.tex`, latex + "% mine\n");
  const changed = await captured(() => verify([folder]));
  assertEquals(changed.code, 1);
  assert(changed.out.includes("summary.tex differs at line"), changed.out);
  assert(changed.out.endsWith(`1 difference: ${folder}`), changed.out);
});

Deno.test("tables with another bootstrap seed makes files that verify finds equal", async () => {
  const folder = await folderOf("remake-seed");
  const made = await captured(() => main([folder, "--bootstrap-seed", "7"]));
  assertEquals(made.code, 0, made.err);
  assertEquals((await captured(() => verify([folder]))).code, 0);
});

Deno.test("tables copies the journal to --out and makes trials' tables from a file", async () => {
  const folder = await folderOf("remake-out");
  const out = `${folder}/out`;
  assertEquals((await captured(() => main([folder, "--out", out]))).code, 0);
  assertEquals(await Deno.readTextFile(`${out}/journal.jsonl`), JOURNAL);
  const trials = await captured(() =>
    main([`${out}/trials.csv`, "--out", `${folder}/trials`])
  );
  assertEquals(trials.code, 0, trials.err);
  assert(
    trials.err.startsWith("Left out, as trials alone give no row of them: "),
  );
  assertEquals(
    await Deno.readTextFile(`${folder}/trials/summary.csv`),
    await Deno.readTextFile(`${out}/summary.csv`),
  );
});

Deno.test("tables and verify say by one sentence and their exit code what is wrong", async () => {
  const folder = await emptyFolder("remake-nothing");
  const cases: [typeof main, string[], number, string][] = [
    [main, [folder], 3, "there is no such file"],
    [main, [], 2, "expected the folder of a run or a file of trials"],
    [verify, [folder], 3, "there is no journal.jsonl in it or below"],
    [verify, [folder, "--data"], 2, "its value is missing"],
    [verify, [], 2, "expected the folder of a run"],
    [main, ["a", "b"], 2, 'unknown argument "b"'],
    [main, ["--out=o"], 2, "found nothing, expected the folder of a run"],
  ];
  for (const [command, args, code, message] of cases) {
    const ended = await captured(() => command(args));
    assertEquals(ended.code, code, ended.err);
    assert(ended.err.includes(message), ended.err);
    assert(!ended.err.includes("\n"), ended.err);
  }
});

Deno.test("tables and verify explain themselves", async () => {
  const help = await captured(() => main(["--help"]));
  assert(help.out.startsWith("Usage: deno task tables FOLDER|FILE [flags]"));
  const more = await captured(() => verify(["--help"]));
  assert(more.out.startsWith("Usage: deno task verify FOLDER... [flags]"));
  assertEquals([help.code, more.code], [0, 0]);
});

Deno.test("readOptions() tells a file of trials from a folder, by its ending where neither is there", () => {
  assertEquals(optionsOf(["a/b"]), {
    source: "a/b",
    isFile: false,
    out: "a/b",
    latex: false,
  });
  assertEquals(
    optionsOf(["T.TSV", "--out=o", "--latex", "--bootstrap-seed=3"]),
    { source: "T.TSV", isFile: true, out: "o", bootstrapSeed: 3, latex: true },
  );
  assertThrows(() => optionsOf(["t.csv"]), UsageError, "without --out");
  assertThrows(
    () => optionsOf(["a", "--bootstrap-seed=-1"]),
    UsageError,
    "--bootstrap-seed",
  );
});

Deno.test("readOptions() of verify takes folders of corpus and weights", () => {
  const optionsOf = (args: string[]) =>
    readVerifyOptions(readCommandLine(VERIFY_COMMAND, args));
  assertEquals(
    optionsOf(["a", "--trials", "2", "b", "--data=d", "--weights=w"]),
    {
      folders: ["a", "b"],
      trials: 2,
      data: "d",
      weights: "w",
      allowAltered: false,
    },
  );
  assertEquals(optionsOf(["a"]).trials, 0);
});
