import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  DataError,
  RefusedError,
  UsageError,
} from "../../../bench/command/exit_codes.ts";
import { exists } from "../../../bench/outputs/out_folder.ts";
import {
  type OpenOptions,
  openRun,
  type RunDriver,
} from "../../../bench/run/run.ts";
import { CorpusError } from "../../../corpora/mod.ts";
import { ModelError } from "../../../model/mod.ts";
import { captured, emptyFolder } from "../captured.ts";
import { recording } from "../../corpora/folders.ts";
import { optionsOf } from "../options.ts";
import { dryRun } from "../../../bench/run/dry_run.ts";
import { PredictingTrainer } from "./predicting_trainer.ts";

const WEIGHTS = "tests/model/encoders/fixtures/wav2vec2/speechbrain";
const PLAN = [
  ...["--utterances=70", "--syllables=2", "--encoder=wav2vec2"],
  ...["--optimizer=random,sobol", "--trials=4", "--seed=1"],
];

function opened(args: readonly string[]) {
  const { plan, run } = optionsOf(args);
  const options: OpenOptions = { ...run, command: [] };
  return openRun(plan, options);
}

const trainer: RunDriver["trainer"] = (jobs, material) =>
  Promise.resolve(new PredictingTrainer(jobs, material));

/** Trials of a journal, without what the clock decides. */
async function trialsOf(out: string): Promise<string[]> {
  const lines = (await Deno.readTextFile(`${out}/journal.jsonl`)).trim()
    .split("\n").map((line) => JSON.parse(line));
  return lines.filter(({ kind }) => kind === "trial")
    .map((trial) => JSON.stringify({ ...trial, suggest_s: 0, crc32: "" }))
    .sort();
}

Deno.test("openRun(), run() and finish() fill a folder, and tell what they do", async () => {
  const out = `${await emptyFolder("run-whole")}/new`;
  using run = await opened([...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`]);
  assert(!run.begun);
  assert(!await exists(out));
  const steps: string[] = [];
  const told: number[] = [];
  await run.run({
    trainer,
    step: (text) => steps.push(text),
    finished: ({ trial }) => told.push(trial),
  });
  assertEquals(steps, ["Loading corpus synthetic", "Loading encoder wav2vec2"]);
  assertEquals(told.sort(), [0, 0, 1, 1, 2, 2, 3, 3]);
  const { studies } = await run.finish();
  assertEquals(studies.map(({ trials }) => trials.length), [4, 4]);
  for (const name of ["summary.csv", "report.html", "manifest.json"]) {
    assert(await exists(`${out}/${name}`), name);
  }
});

Deno.test("a run that a signal stopped goes on to the trials of an undisturbed one", async () => {
  const folder = await emptyFolder("run-stopped");
  const args = [...PLAN, `--weights=${WEIGHTS}`, "--jobs=1"];
  {
    using whole = await opened([...args, `--out=${folder}/whole`]);
    await whole.run({ trainer });
  }
  const out = `${folder}/stopped`;
  {
    using run = await opened([...args, `--out=${out}`]);
    const controller = new AbortController();
    const reason = new Error("enough");
    const error = await assertRejects(() =>
      run.run({
        trainer,
        signal: controller.signal,
        finished: () => controller.abort(reason),
      })
    );
    assertEquals(error, reason);
  }
  const before = (await trialsOf(out)).length;
  assert(0 < before && before < 8, `${before} trials`);
  await assertRejects(
    () => opened([...args, `--out=${out}`]),
    RefusedError,
    "--resume",
  );
  using rest = await opened([...args, `--out=${out}`, "--resume"]);
  await rest.run({ trainer });
  assertEquals(await trialsOf(out), await trialsOf(`${folder}/whole`));
});

Deno.test("a run that is stopped before its first trial leaves nothing", async () => {
  const out = `${await emptyFolder("run-early")}/new`;
  using run = await opened([...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`]);
  const signal = AbortSignal.abort(new Error("never mind"));
  await assertRejects(() => run.run({ trainer, signal }), Error, "never mind");
  assert(!await exists(out));
});

Deno.test("two runs that start on one folder do not mix: the second is refused", async () => {
  const out = `${await emptyFolder("run-twice")}/new`;
  const args = [...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`];
  using first = await opened(args);
  using second = await opened(args);
  await first.run({ trainer });
  await assertRejects(() => second.run({ trainer }), RefusedError);
  assertEquals((await trialsOf(out)).length, 8);
});

type ErrorType = new (message: string) => Error;
const FAILED_STARTS: readonly [string, string[], ErrorType, string][] = [
  [
    "a corpus that is missing",
    ["--corpus=emodb", "--data=.cache/none"],
    DataError,
    "http://emodb.bilderbar.info/",
  ],
  [
    "a folder of something else",
    ["--corpus=ravdess", "--data=corpora"],
    CorpusError,
    'in the folder "corpora"',
  ],
  [
    "the second of two corpora",
    ["--corpus=synthetic,emodb", "--data=.cache/none"],
    DataError,
    "http://emodb.bilderbar.info/",
  ],
  [
    "weights that are missing",
    ["--utterances=70", "--encoder=wav2vec2", "--weights=.cache/none"],
    DataError,
    ".cache/none",
  ],
  [
    "a folder without weights",
    ["--utterances=70", "--encoder=wav2vec2", "--weights=corpora"],
    ModelError,
    "no weights",
  ],
  [
    "a cache that is a file",
    ["--utterances=70", "--cache=deno.json"],
    UsageError,
    "deno.json",
  ],
];

for (const [what, args, type, says] of FAILED_STARTS) {
  Deno.test(`a start that fails for ${what} leaves no folder`, async () => {
    const out = `${await emptyFolder("run-failed")}/new`;
    await assertRejects(
      async () => {
        using run = await opened([...args, `--out=${out}`]);
        await run.run({ trainer });
      },
      type,
      says,
    );
    assert(!await exists(out));
  });
}

for (
  const name of [
    ...["summary.csv", "summary.tex", "report.html", "manifest.json"],
    ...["datapackage.json", "figures/bca.svg"],
  ]
) {
  Deno.test(`openRun() refuses a folder that holds ${name} and no journal, and leaves it alone`, async () => {
    const out = await emptyFolder("run-strangers");
    await Deno.mkdir(`${out}/figures`);
    await Deno.writeTextFile(`${out}/${name}`, "mine");
    await assertRejects(
      () => opened([...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`]),
      RefusedError,
      `"${name}"`,
    );
    assertEquals(await Deno.readTextFile(`${out}/${name}`), "mine");
    assert(!await exists(`${out}/journal.jsonl`));
  });
}

Deno.test("openRun() refuses a file that is called as a journal and is none, and leaves it alone", async () => {
  const cases: readonly [string, ErrorType][] = [
    ["notes", RefusedError],
    ["notes\n", DataError],
  ];
  for (const [text, type] of cases) {
    const out = await emptyFolder("run-no-journal");
    await Deno.writeTextFile(`${out}/journal.jsonl`, text);
    for (const resume of [[], ["--resume"]]) {
      await assertRejects(
        () =>
          opened([...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`, ...resume]),
        type,
        "journal.jsonl",
      );
    }
    assertEquals(await Deno.readTextFile(`${out}/journal.jsonl`), text);
  }
});

Deno.test("a signal stops a run while it reads a corpus", async () => {
  const folder = await emptyFolder("run-reading");
  await Deno.mkdir(`${folder}/emodb`);
  const names = ["03a01Fa", "03a01Nc", "08a01Wa", "08a01Na"];
  for (const name of names) {
    await Deno.writeFile(`${folder}/emodb/${name}.wav`, recording(name));
  }
  const out = `${folder}/new`;
  using run = await opened([
    ...["--corpus=emodb", `--data=${folder}/emodb`, "--encoder=wav2vec2"],
    ...[`--weights=${WEIGHTS}`, `--out=${out}`],
  ]);
  const controller = new AbortController();
  const read: number[] = [];
  await assertRejects(
    () =>
      run.run({
        trainer,
        signal: controller.signal,
        reading: (_, done) => {
          read.push(done);
          if (done === 2) controller.abort(new Error("enough"));
        },
      }),
    Error,
    "enough",
  );
  assertEquals(read, [1, 2]);
  assert(!await exists(out));
});

Deno.test("openRun() takes a folder that holds other files, such as a registered plan", async () => {
  const out = await emptyFolder("run-beside");
  await Deno.writeTextFile(`${out}/plan.toml`, "trials = 4\n");
  await Deno.writeTextFile(`${out}/notes.csv`, "a\n");
  using _run = await opened([
    ...[...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`],
  ]);
});

Deno.test("openRun() refuses --out in place of a file", async () => {
  for (const out of ["deno.json", "deno.json/below"]) {
    await assertRejects(
      () => opened([...PLAN, `--weights=${WEIGHTS}`, `--out=${out}`]),
      UsageError,
      out,
    );
  }
});

Deno.test("dryRun() checks the corpus folder as the run does", async () => {
  for (const [, args, type, says] of FAILED_STARTS.slice(0, 3)) {
    const { plan, run } = optionsOf(args);
    await captured(async () => {
      await assertRejects(() => dryRun(plan, run), type, says);
      return 0;
    });
  }
});
