/**
 * One run: a plan executed into one folder. Whoever drives it opens it, runs it
 * and finishes it: the terminal, a scheduler, code.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import type { Corpus } from "../../corpora/mod.ts";
import { productRate } from "../../model/mod.ts";
import { RefusedError } from "../command/exit_codes.ts";
import { checkFolder, replaceFile } from "../command/files.ts";
import {
  JOURNAL_VERSION,
  type JournalRecord,
  type MaterialRecord,
  type TrialRecord,
} from "../journal/records.ts";
import { outFolder } from "../outputs/out_folder.ts";
import { runFiles } from "../outputs/run_files.ts";
import {
  canonicalJson,
  type Plan,
  planHash,
  type Study,
} from "../plan/plan.ts";
import { shardStudies } from "../plan/shard.ts";
import { latexFiles } from "../report/latex/files.ts";
import { type RunData, runData } from "../tables/run_data.ts";
import { unlessAborted } from "./abort.ts";
import {
  peakRssMib,
  processor,
  SUITE_VERSION,
  suiteCommit,
  versions,
} from "./machine.ts";
import {
  checkCorpora,
  checkEncoders,
  type Condition,
  loadMaterial,
  openCorpus,
} from "./material.ts";
import type { WorkerMaterial } from "./messages.ts";
import type { RunOptions } from "./options.ts";
import { WorkerPool } from "./pool.ts";
import { prepareStudies } from "./prepare.ts";
import { RunJournal } from "./run_journal.ts";
import { runStudies, type Trainer } from "./run_plan.ts";

/** How a run is carried out; changes no result. */
export interface OpenOptions
  extends Omit<RunOptions, "dryRun" | "json" | "quiet"> {
  /** The command line that started it, for the journal. */
  readonly command: readonly string[];
}

/** What drives a run and is told of it. */
export interface RunDriver {
  /** Stops the run; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told of each step before trials, such as loading a corpus. */
  readonly step?: (text: string) => void;
  /** Told of each recording of a corpus that was read. */
  readonly reading?: (corpus: string, done: number, total: number) => void;
  /** Told of each finished trial. */
  readonly finished?: (trial: TrialRecord) => void;
  /** Starts what trains; workers by default. */
  readonly trainer?: (
    jobs: number,
    material: WorkerMaterial,
    signal?: AbortSignal,
  ) => Promise<Trainer & Disposable>;
}

/**
 * Opens a run, new or begun before. Nothing is written until its first trial can
 * start.
 *
 * @throws {UsageError} When a folder that it writes to is a file
 * @throws {DataError} When a corpus, an encoder or the journal cannot be used
 * @throws {RefusedError} When the folder is in use, holds another run, or holds
 * files that this one would write over
 */
export async function openRun(plan: Plan, options: OpenOptions): Promise<Run> {
  const folder = await outFolder(plan, options);
  if (options.cache !== undefined) await checkFolder("cache", options.cache);
  const hash = await planHash(plan);
  const journal = await RunJournal.open(folder);
  try {
    checkResume(plan, hash, journal.records, options.resume, folder);
    await checkCorpora(plan, options);
    // The first one is loaded before the first trial in any case.
    await checkEncoders(plan.encoders.slice(1), options);
    if (journal.records.length === 0) {
      await journal.append({
        kind: "plan",
        journal: JOURNAL_VERSION,
        plan_hash: hash,
        plan,
        suite: SUITE_VERSION,
      });
    }
    await journal.append({
      kind: "run",
      plan_hash: hash,
      started: new Date().toISOString(),
      command: [...options.command],
      jobs: options.jobs,
      threads: options.threads,
      bootstrap_seed: options.bootstrapSeed,
      commit: await suiteCommit(),
      versions: versions(),
      ...processor(),
      product_gflops: await productRate(() => performance.now()),
    });
    return new Run(folder, plan, hash, options, journal);
  } catch (error) {
    journal[Symbol.dispose]();
    throw error;
  }
}

/** An open run. It holds its folder until it is disposed of. */
export class Run implements Disposable {
  /** Where it is written. */
  readonly folder: string;
  /** What it runs. */
  readonly plan: Plan;
  readonly #hash: string;
  readonly #options: OpenOptions;
  readonly #journal: RunJournal;

  /** Made by {@linkcode openRun}. */
  constructor(
    folder: string,
    plan: Plan,
    hash: string,
    options: OpenOptions,
    journal: RunJournal,
  ) {
    this.folder = folder;
    this.plan = plan;
    this.#hash = hash;
    this.#options = options;
    this.#journal = journal;
  }

  /** The studies that it runs, those of its shard. */
  get studies(): readonly Study[] {
    return shardStudies(this.plan, this.#options.shard);
  }

  /** Its records so far. */
  get records(): readonly JournalRecord[] {
    return this.#journal.records;
  }

  /** Whether anything is on disk. */
  get begun(): boolean {
    return this.#journal.begun;
  }

  /**
   * Runs the trials that are not in the journal yet.
   *
   * @throws {DataError} When a corpus or an encoder cannot be used
   * @throws The first error of a worker or of the journal, or the signal's reason
   */
  async run(driver: RunDriver = {}): Promise<void> {
    const { studies } = this;
    for (const name of this.plan.corpora) {
      const own = studies.filter(({ corpus }) => corpus === name);
      if (own.length === 0) continue;
      driver.signal?.throwIfAborted();
      driver.step?.(`Loading corpus ${name}`);
      const corpus = await openCorpus(
        name,
        this.plan,
        this.#options,
        (done, total) => {
          driver.signal?.throwIfAborted();
          driver.reading?.(name, done, total);
        },
      );
      for (const { message } of corpus.notices) {
        driver.step?.(`Note on ${name}: ${message}`);
      }
      for (const { condition, studies } of conditionsOf(own)) {
        driver.signal?.throwIfAborted();
        driver.step?.(`Loading encoder ${condition.encoder}`);
        await this.#runCondition(corpus, condition, studies, driver);
      }
    }
  }

  async #runCondition(
    corpus: Corpus,
    condition: Condition,
    studies: readonly Study[],
    { signal, finished, trainer = WorkerPool.start }: RunDriver,
  ): Promise<void> {
    const { append } = this.#journal;
    const material = await loadMaterial(
      corpus,
      condition,
      this.#options,
      this.#hash,
      this.records,
    );
    if (!isRecorded(material.record, this.records)) {
      await append(material.record);
    }
    const prepared = await prepareStudies(
      this.plan,
      studies,
      this.#hash,
      corpus,
      this.records,
      append,
    );
    signal?.throwIfAborted();
    using pool = await trainer(
      this.#options.jobs,
      material.forWorkers,
      signal,
    );
    await this.#journal.begin();
    await unlessAborted(
      runStudies(prepared, {
        trainer: pool,
        append,
        finished: (trial) => finished?.(trial),
        now: () => performance.now(),
      }),
      signal,
    );
  }

  /**
   * Notes that all trials are done and makes every file from the journal as it is
   * on disk, as any reader would.
   *
   * @returns What was recorded
   */
  async finish(): Promise<RunData> {
    await this.#journal.append({
      kind: "end",
      plan_hash: this.#hash,
      ended: new Date().toISOString(),
      peak_rss_mib: peakRssMib(),
    });
    const { path, records } = this.#journal;
    const files = await runFiles(path, await Deno.readFile(path));
    const latex = this.#options.latex ? latexFiles(files) : [];
    for (const [name, text] of [...files, ...latex]) {
      const file = join(this.folder, name);
      await Deno.mkdir(dirname(file), { recursive: true });
      await replaceFile(file, text);
    }
    return runData(records)!;
  }

  /** Lets go of the folder. */
  [Symbol.dispose](): void {
    this.#journal[Symbol.dispose]();
  }
}

/** Studies of a corpus by what their workers need. */
function conditionsOf(
  planned: readonly Study[],
): { condition: Condition; studies: Study[] }[] {
  const groups = Map.groupBy(
    planned,
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
  resume: boolean,
  out: string,
): void {
  const old = records.find((record) => record.kind === "plan");
  if (!old) return;
  if (!resume) {
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
