import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { runCommand } from "../../../bench/command/command.ts";
import { shellWord } from "../../../bench/command/shell.ts";
import { journalLine } from "../../../bench/journal/line.ts";
import { command as MERGE } from "../../../bench/merge/main.ts";
import { readRunData } from "../../../bench/outputs/read_run.ts";
import { studiesOf } from "../../../bench/plan/plan.ts";
import { shardStudies } from "../../../bench/plan/shard.ts";
import { openRun, type RunDriver } from "../../../bench/run/run.ts";
import { tableFiles } from "../../../bench/tables/all.ts";
import { untimed } from "../../../bench/tables/untimed.ts";
import { captured, emptyFolder } from "../captured.ts";
import { optionsOf } from "../options.ts";
import { PredictingTrainer } from "../run/predicting_trainer.ts";

const ARGS = [
  ...["--utterances=70", "--syllables=2", "--encoder=wav2vec2", "--jobs=1"],
  ...["--optimizer=random,sobol,optuna-5.0", "--trials=3", "--seed=1,2"],
  "--weights=tests/model/encoders/fixtures/wav2vec2/speechbrain",
];
const trainer: RunDriver["trainer"] = (jobs, material) =>
  Promise.resolve(new PredictingTrainer(jobs, material));
const folder = await emptyFolder("merge");
const merge = (...args: string[]) => captured(() => runCommand(MERGE, args));

async function run(name: string, ...more: string[]): Promise<string> {
  const args = [...ARGS, ...more, `--out=${folder}/${name}`];
  const { plan, run } = optionsOf(args);
  using opened = await openRun(plan, { ...run, command: args });
  await opened.run({ trainer });
  await opened.finish();
  return `${folder}/${name}`;
}

async function tablesOf(out: string): Promise<[string, string][]> {
  return [...tableFiles(await readRunData(out))]
    .filter(([name]) => name.endsWith(".csv"))
    .map(([name, csv]) => [name, untimed(name, csv)]);
}

Deno.test("shards hold every study once, with equal trials of each kind but for one study", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 9 }),
    (of, seeds) => {
      const { plan } = optionsOf([
        "--recipe=quick,published",
        "--optimizer=random,center,sobol",
        `--seed=1..${seeds}`,
        "--trials=4",
      ]);
      const shards = Array.from(
        { length: of },
        (_, i) => shardStudies(plan, { number: i + 1, of }),
      );
      const keys = shards.flat().map(({ key }) => key);
      assertEquals(keys.sort(), studiesOf(plan).map(({ key }) => key).sort());
      for (const recipe of plan.recipes) {
        const trials = shards.map((shard) =>
          shard.filter((study) => study.recipe === recipe)
            .reduce((sum, { trials }) => sum + trials, 0)
        );
        assert(Math.max(...trials) - Math.min(...trials) <= 4, `${trials}`);
      }
    },
  ));
});

Deno.test("merged shards have the tables of one machine, in any order and given over again", async () => {
  const whole = await run("whole");
  const shards: string[] = [];
  for (const i of [1, 2, 3]) {
    shards.push(await run(`shard-${i}`, `--shard=${i}/3`));
  }
  const expected = await tablesOf(whole);
  const orders = [shards, shards.toReversed(), [...shards, whole]];
  for (const [i, folders] of orders.entries()) {
    const out = `${folder}/merged-${i}`;
    const { code, out: said, err } = await merge(...folders, `--out=${out}`);
    assertEquals([code, err], [0, ""]);
    assert(!said.includes("Missing"), said);
    assertEquals(await tablesOf(out), expected);
  }
});

Deno.test("what is missing is named as the commands that fill it", async () => {
  const out = `${folder}/merged-part`;
  const { code, out: said } = await merge(
    `${folder}/shard-1`,
    `${folder}/shard-3`,
    `--out=${out}`,
  );
  assertEquals(code, 0);
  const missing = said.split("\n").filter((line) => line.startsWith("Missing"));
  assertEquals(missing.length, 1);
  assertStringIncludes(missing[0], `--shard=2/3 --out=${out}/shards/2`);
  const again = await merge(
    out,
    `${folder}/shard-2`,
    `--out=${folder}/merged-rest`,
  );
  assertEquals(again.code, 0);
  assertEquals(
    await tablesOf(`${folder}/merged-rest`),
    await tablesOf(`${folder}/whole`),
  );
});

const CHANGES: readonly [string, (record: string) => string][] = [
  ["the suite", (line) => line.replace(/"suite":"/, '"suite":"other ')],
  ["the seed rule", (line) => line.replace('"seedRule":2', '"seedRule":1')],
  ["corpus synthetic", (line) => line.replace('"checksum":"', '"checksum":"0')],
  ["encoder wav2vec2", (line) => line.replace('"sha256":"', '"sha256":"0')],
];
for (const [name, change] of CHANGES) {
  Deno.test(`journals that differ in ${name} are refused by its name`, async () => {
    const journal = await Deno.readTextFile(`${folder}/shard-2/journal.jsonl`);
    const other = `${folder}/other`;
    await Deno.mkdir(other, { recursive: true });
    const changed = journal.trimEnd().split("\n").map((line) => {
      const { crc32: _, ...record } = JSON.parse(change(line));
      return journalLine(record);
    }).join("");
    assert(changed !== journal);
    await Deno.writeTextFile(`${other}/journal.jsonl`, changed);
    const out = `${folder}/refused`;
    const { code, err } = await merge(
      `${folder}/shard-1`,
      other,
      `--out=${out}`,
    );
    assertEquals(code, 4);
    assertStringIncludes(err, `${name} differs`);
  });
}

Deno.test("shellWord() leaves nothing to the shell", () => {
  assertEquals(shellWord("--out=a/b-1,2"), "--out=a/b-1,2");
  assertEquals(shellWord("a b; $(x) `y`"), "'a b; $(x) `y`'");
  assertEquals(shellWord("it's"), `'it'\\''s'`);
  assertEquals(shellWord(""), "''");
});
