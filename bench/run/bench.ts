/**
 * One run: opens the journal, loads corpus and encoder, runs the studies, makes
 * the tables.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { InterruptedError, RefusedError } from "../command/exit_codes.ts";
import type { RunOptions } from "./options.ts";
import { Progress, terminalWidth } from "../command/progress.ts";
import { printSummary } from "./summary_text.ts";
import { makeFolder, replaceFile } from "../command/files.ts";
import { Journal } from "../journal/journal.ts";
import {
  JOURNAL_VERSION,
  type JournalRecord,
  type MaterialRecord,
  type TrialRecord,
} from "../journal/records.ts";
import {
  canonicalJson,
  type Plan,
  planHash,
  plannedTrials,
  studiesOf,
  type Study,
} from "../plan/plan.ts";
import { productRate } from "../../model/mod.ts";
import { latexFiles } from "../report/latex/files.ts";
import { runFiles } from "../outputs/run_files.ts";
import { runData } from "../tables/run_data.ts";
import {
  peakRssMib,
  processor,
  SUITE_VERSION,
  suiteCommit,
  versions,
} from "./machine.ts";
import { type Condition, loadMaterial, openCorpus } from "./material.ts";
import { storeText } from "./feature_store.ts";
import { JOURNAL_FILE, outFolder } from "../outputs/out_folder.ts";
import { WorkerPool } from "./pool.ts";
import { prepareStudies } from "./prepare.ts";
import { runStudies } from "./run_plan.ts";

/**
 * Runs a plan to its end and prints the summary.
 *
 * @throws {RefusedError} When the folder is in use or holds another run
 * @throws {InterruptedError} When the user stops it; the journal is whole
 */
export async function bench(
  plan: Plan,
  run: RunOptions,
  args: readonly string[],
): Promise<void> {
  const out = await outFolder(plan, run);
  await makeFolder("out", out);
  if (run.cache !== undefined) await makeFolder("cache", run.cache);
  const path = join(out, JOURNAL_FILE);
  const hash = await planHash(plan);
  using journal = await Journal.open(path);
  const records: JournalRecord[] = [...journal.found.records];
  checkResume(plan, hash, records, run, out);
  const append = async (record: JournalRecord) => {
    await journal.append(record);
    records.push(record);
  };
  if (records.length === 0) {
    await append({
      kind: "plan",
      journal: JOURNAL_VERSION,
      plan_hash: hash,
      plan,
      suite: SUITE_VERSION,
    });
  }
  await append({
    kind: "run",
    plan_hash: hash,
    started: new Date().toISOString(),
    command: [...args],
    jobs: run.jobs,
    threads: run.threads,
    bootstrap_seed: run.bootstrapSeed,
    commit: await suiteCommit(),
    versions: versions(),
    ...processor(),
    product_gflops: await productRate(() => performance.now()),
  });

  const say = run.quiet
    ? () => {}
    : (text: string) => Deno.stderr.writeSync(new TextEncoder().encode(text));
  const trialsIn = () =>
    records.filter((record): record is TrialRecord => record.kind === "trial");
  const progress = new Progress({
    total: plannedTrials(plan),
    done: trialsIn().length,
    width: terminalWidth,
    write: say,
    now: () => performance.now(),
  });
  const interruption = onInterrupt(path);
  try {
    for (const name of plan.corpora) {
      progress.step(`Loading corpus ${name}`);
      const corpus = await openCorpus(
        name,
        plan,
        run,
        (done, total) => progress.count(`Reading ${name}`, done, total),
      );
      for (const { message } of corpus.notices) {
        progress.step(`Note on ${name}: ${message}`);
      }
      for (const { condition, studies } of conditionsOf(plan, name)) {
        progress.step(`Loading encoder ${condition.encoder}`);
        const material = await loadMaterial(
          corpus,
          condition,
          run,
          hash,
          records,
        );
        if (!isRecorded(material.record, records)) {
          await append(material.record);
        }
        const prepared = await prepareStudies(
          plan,
          studies,
          hash,
          corpus,
          records,
          append,
        );
        using pool = await Promise.race([
          WorkerPool.start(run.jobs, material.forWorkers),
          interruption.happened,
        ]);
        await Promise.race([
          runStudies(prepared, {
            trainer: pool,
            append,
            finished: (trial) =>
              progress.trial(trial.study, trial.trial, describeTrial(trial)),
            now: () => performance.now(),
          }),
          interruption.happened,
        ]);
      }
    }
  } finally {
    progress.end();
    interruption.ignore();
  }
  await append({
    kind: "end",
    plan_hash: hash,
    ended: new Date().toISOString(),
    peak_rss_mib: peakRssMib(),
  });
  await writeFiles(out, path, run.latex);
  if (run.cache !== undefined) say(`${await storeText(run.cache)}\n`);
  printSummary(runData(records)!, out, run.json);
}

/** The studies of a corpus by what their workers need. */
function conditionsOf(
  plan: Plan,
  corpus: string,
): { condition: Condition; studies: Study[] }[] {
  const groups = Map.groupBy(
    studiesOf(plan).filter((study) => study.corpus === corpus),
    ({ encoder, recipe }) => `${encoder}/${recipe}`,
  );
  return [...groups.values()].map((studies) => ({
    condition: studies[0],
    studies,
  }));
}

function isRecorded(
  { corpus, encoder, recipe }: MaterialRecord,
  records: readonly JournalRecord[],
): boolean {
  return records.some((old) =>
    old.kind === "material" && old.corpus.name === corpus.name &&
    old.encoder.name === encoder.name && old.recipe.name === recipe.name
  );
}

/** Refuses to mix two runs in one folder. */
function checkResume(
  plan: Plan,
  hash: string,
  records: readonly JournalRecord[],
  run: RunOptions,
  out: string,
): void {
  const old = records.find((record) => record.kind === "plan");
  if (!old) return;
  if (!run.resume) {
    throw new RefusedError(
      `Cannot write to "${out}": it holds a run already; add --resume to go on with it, or choose another --out`,
    );
  }
  if (old.plan_hash === hash) return;
  const names = Object.keys({ ...old.plan, ...plan }).sort() as (keyof Plan)[];
  const text = (value: unknown) =>
    value === undefined ? "none" : canonicalJson(value);
  const field = names.find((key) => text(old.plan[key]) !== text(plan[key]))!;
  throw new RefusedError(
    `Cannot resume the run in "${out}": its plan has ${field} ${
      text(old.plan[field])
    }, this command's has ${
      text(plan[field])
    }; give the flags of that run, or choose another --out`,
  );
}

/** Makes all files from the journal as it is on disk, as any reader would. */
async function writeFiles(
  out: string,
  journal: string,
  latex: boolean,
): Promise<void> {
  const files = await runFiles(journal, await Deno.readFile(journal));
  for (const [name, text] of [...files, ...(latex ? latexFiles(files) : [])]) {
    await Deno.mkdir(dirname(join(out, name)), { recursive: true });
    await replaceFile(join(out, name), text);
  }
}

function describeTrial(trial: TrialRecord): string {
  return trial.validation
    ? `BCA ${trial.validation.bca.toFixed(3)}`
    : trial.state;
}

/** A promise that rejects when the user stops the program. */
function onInterrupt(path: string): {
  happened: Promise<never>;
  ignore: () => void;
} {
  const { promise, reject } = Promise.withResolvers<never>();
  const handler = () =>
    reject(
      new InterruptedError(
        `Interrupted: every finished trial is in "${path}"; run the same command with --resume to go on`,
      ),
    );
  promise.catch(() => {});
  Deno.addSignalListener("SIGINT", handler);
  Deno.addSignalListener("SIGTERM", handler);
  return {
    happened: promise,
    ignore: () => {
      Deno.removeSignalListener("SIGINT", handler);
      Deno.removeSignalListener("SIGTERM", handler);
    },
  };
}
