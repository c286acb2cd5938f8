import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/csv";
import { emptyFolder, run, SHORT_PLAN } from "./program.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Runs a task as a user does, in a folder of the test. */
async function task(name: string, args: readonly string[], cwd: string) {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: ["task", "-q", `--config=${ROOT}deno.json`, name, ...args],
    cwd,
    env: { NO_COLOR: "1", INIT_CWD: cwd },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

let made: string | undefined;

/** The folder above a finished run in "run", made by the first test that asks. */
async function finished(): Promise<string> {
  if (made) return made;
  const folder = await emptyFolder("verify");
  const ended = await run([...SHORT_PLAN, "--out=run", "--quiet"], {
    cwd: folder,
  });
  assertEquals(ended.code, 0, ended.stderr);
  return made = folder;
}

/** A copy of the finished run's files, without folders in it. */
async function copyOf(folder: string, name: string): Promise<string> {
  await Deno.mkdir(`${folder}/${name}`);
  for await (const entry of Deno.readDir(`${folder}/run`)) {
    if (!entry.isFile) continue;
    await Deno.copyFile(
      `${folder}/run/${entry.name}`,
      `${folder}/${name}/${entry.name}`,
    );
  }
  return `${folder}/${name}`;
}

Deno.test("verify finds a fresh run equal, and its trials the same bits", async () => {
  const folder = await finished();
  const ended = await task("verify", ["run", "--trials=2"], folder);
  assertEquals(ended.code, 0, ended.stdout + ended.stderr);
  assertEquals(ended.stdout.match(/the same bits, BCA/g)?.length, 2);
  assert(ended.stdout.trimEnd().endsWith("All is equal: run"), ended.stdout);
});

Deno.test("verify exits 1 and names line and column of a changed digit", async () => {
  const folder = await finished();
  const copy = await copyOf(folder, "changed");
  const path = `${copy}/trials.csv`;
  const lines = (await Deno.readTextFile(path)).split("\n");
  lines[2] = lines[2].replace(/\d$/, (digit) => String((+digit + 1) % 10));
  await Deno.writeTextFile(path, lines.join("\n"));
  const ended = await task("verify", ["changed"], folder);
  assertEquals(ended.code, 1, ended.stderr);
  assert(
    ended.stdout.includes(
      `trials.csv differs at line 3, column ${lines[2].length}: found`,
    ),
    ended.stdout,
  );
  assert(ended.stdout.includes("trials.csv has the SHA-256"), ended.stdout);
});

Deno.test("verify and tables refuse what is no run by one sentence", async () => {
  const folder = await finished();
  const cases: [string, string[], number, string][] = [
    ["verify", ["nowhere"], 3, "there is no journal.jsonl in it or below"],
    ["verify", [], 2, "expected the folder of a run"],
    ["verify", ["run", "--trials=some"], 2, "--trials some"],
    ["tables", ["nowhere"], 3, "there is no such file"],
    ["tables", ["run/trials.csv"], 2, "without --out"],
    ["tables", ["run/summary.csv", "--out=t"], 3, 'column "study"'],
  ];
  for (const [name, args, code, message] of cases) {
    const ended = await task(name, args, folder);
    assertEquals(ended.code, code, ended.stderr);
    assert(ended.stderr.includes(message), ended.stderr);
    assertEquals(ended.stderr.trim().split("\n").length, 1, ended.stderr);
  }
});

Deno.test("tables makes a run's files again from its journal, and what follows from trials from its trials.csv", async () => {
  const folder = await finished();
  const journal = await task("tables", ["run", "--out=again"], folder);
  assertEquals(journal.code, 0, journal.stderr);
  const again = await task("verify", ["again"], folder);
  assertEquals(again.code, 0, again.stdout + again.stderr);
  const trials = await task(
    "tables",
    ["run/trials.csv", "--out=from-trials", "--latex"],
    folder,
  );
  assertEquals(trials.code, 0, trials.stderr);
  assert(
    trials.stderr.includes("Left out, as trials alone give no row of them"),
  );
  const read = (path: string) => Deno.readTextFile(`${folder}/${path}`);
  for (const file of ["incumbents.csv", "trials.csv"]) {
    assertEquals(await read(`from-trials/${file}`), await read(`run/${file}`));
  }
  const summary = async (path: string) =>
    parse(await read(`${path}/summary.csv`), { skipFirstRow: true }).map((
      // What an utterance is worth follows from the partition, which trials do not tell.
      { utterance_worth_low: _, utterance_worth_high: __, ...row },
    ) => row);
  assertEquals(await summary("from-trials"), await summary("run"));
  assert((await read("from-trials/summary.tex")).includes("\\toprule"));
});

Deno.test("tables does not write over another run's journal", async () => {
  const folder = await finished();
  await Deno.mkdir(`${folder}/other`);
  await Deno.writeTextFile(`${folder}/other/journal.jsonl`, "{}\n");
  const ended = await task("tables", ["run", "--out=other"], folder);
  assertEquals(ended.code, 4, ended.stderr);
  assert(ended.stderr.includes("another run's journal is there"));
  assertEquals(
    await Deno.readTextFile(`${folder}/other/journal.jsonl`),
    "{}\n",
  );
});
