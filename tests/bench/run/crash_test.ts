import { assert, assertEquals, assertRejects } from "@std/assert";
import { explain } from "../../../bench/command/command.ts";
import { BENCH_COMMAND } from "../../../bench/run/flags.ts";
import { openRun, type RunDriver } from "../../../bench/run/run.ts";
import { tableFiles } from "../../../bench/tables/all.ts";
import { readRunData } from "../../../bench/outputs/read_run.ts";
import { untimed } from "../../../bench/tables/untimed.ts";
import { emptyFolder } from "../captured.ts";
import { optionsOf } from "../options.ts";
import { PredictingTrainer } from "./predicting_trainer.ts";

const ARGS = [
  ...["--utterances=70", "--syllables=2", "--encoder=wav2vec2", "--jobs=1"],
  ...["--optimizer=random,optuna-5.0", "--trials=3", "--seed=1"],
  "--weights=tests/model/encoders/fixtures/wav2vec2/speechbrain",
];
const trainer: RunDriver["trainer"] = (jobs, material) =>
  Promise.resolve(new PredictingTrainer(jobs, material));

async function run(out: string, ...more: string[]): Promise<void> {
  const { plan, run } = optionsOf([...ARGS, `--out=${out}`, ...more]);
  using opened = await openRun(plan, { ...run, command: [] });
  await opened.run({ trainer });
  await opened.finish();
}

/** The tables of a folder outside time. */
async function tablesOf(out: string): Promise<[string, string][]> {
  return [...tableFiles(await readRunData(out))]
    .filter(([name]) => name.endsWith(".csv"))
    .map(([name, csv]) => [name, untimed(name, csv)]);
}

const folder = await emptyFolder("run-crash");
const whole = `${folder}/whole`;

/** Where each line of a journal begins, and its length at last. */
function starts(bytes: Uint8Array): number[] {
  return [
    0,
    ...[...bytes.keys()].filter((i) => bytes[i] === 10)
      .map((i) => i + 1),
  ];
}

Deno.test("each damaged record but the plan is done again, to the tables of an undisturbed run", async () => {
  await run(whole);
  const expected = await tablesOf(whole);
  const bytes = await Deno.readFile(`${whole}/journal.jsonl`);
  const lines = starts(bytes);
  const out = `${folder}/damaged`;
  await Deno.mkdir(out);
  for (let line = 1; line < lines.length - 1; line++) {
    const at = Math.floor((lines[line] + lines[line + 1]) / 2);
    await Deno.writeFile(
      `${out}/journal.jsonl`,
      bytes.with(at, bytes[at] ^ 1),
    );
    await assertRejects(() => readRunData(out), Error, `line ${line + 1}`);
    await run(out, "--resume");
    assertEquals(await tablesOf(out), expected);
  }
});

Deno.test("a journal cut within its last three records goes on to the same tables", async () => {
  const expected = await tablesOf(whole);
  const bytes = await Deno.readFile(`${whole}/journal.jsonl`);
  const out = `${folder}/cut`;
  await Deno.mkdir(out);
  const lines = starts(bytes).slice(-4);
  // The journal's own test cuts at every byte; here, where a cut may matter.
  const cuts = lines.slice(0, -1).flatMap((start, i) => {
    const end = lines[i + 1];
    return [start, start + 1, Math.floor((start + end) / 2), end - 1];
  });
  for (const cut of cuts) {
    await Deno.writeFile(`${out}/journal.jsonl`, bytes.subarray(0, cut));
    await run(out, "--resume");
    assertEquals(await tablesOf(out), expected);
  }
});

Deno.test("the n-th write, sync or rename fails for want of room: one sentence, and the run goes on", async () => {
  const expected = await tablesOf(whole);
  for (const edge of ["write", "syncData", "rename"] as const) {
    let failed = true;
    // Renames only remake files: the first and a late one are enough.
    for (let n = 1; failed; n += edge === "rename" ? 9 : 1) {
      const out = `${folder}/${edge}-${n}`;
      failed = false;
      {
        using fault = failing(edge, n);
        try {
          await run(out);
        } catch (error) {
          assert(fault.hit, String(error));
          failed = true;
          const [code, text] = explain(error, BENCH_COMMAND);
          assertEquals(code, 4);
          assert(/^Cannot go on: .*--resume$/.test(text), text);
        }
      }
      if (!failed) break;
      await run(out, "--resume");
      assertEquals(await tablesOf(out), expected);
    }
  }
});

/** Lets the n-th call of an operation fail as a full disk does; a write is half done. */
function failing(
  edge: "write" | "syncData" | "rename",
  n: number,
): Disposable & { readonly hit: boolean } {
  const holder: Record<string, unknown> = edge === "rename"
    ? Deno as unknown as Record<string, unknown>
    : Deno.FsFile.prototype as unknown as Record<string, unknown>;
  const original = holder[edge] as (...args: unknown[]) => Promise<unknown>;
  let calls = 0;
  let hit = false;
  holder[edge] = async function (this: unknown, ...args: unknown[]) {
    if (++calls !== n) return await original.apply(this, args);
    hit = true;
    if (edge === "write") {
      const bytes = args[0] as Uint8Array;
      await original.call(this, bytes.subarray(0, bytes.length >> 1));
    }
    const error = new Error("No space left on device (os error 28)");
    throw Object.assign(error, { code: "ENOSPC" });
  };
  return {
    get hit() {
      return hit;
    },
    [Symbol.dispose]() {
      holder[edge] = original;
    },
  };
}
