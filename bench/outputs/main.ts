/**
 * `deno task tables`: makes the tables of a run, or of every run below a folder,
 * again. Started by `launch.ts`,
 * which gives it its permissions.
 *
 * @module
 */
import { dirname, join, relative } from "@std/path";
import { type Command, runCommand } from "../command/command.ts";
import { DataError, RefusedError, UsageError } from "../command/exit_codes.ts";
import { makeFolder, replaceFile } from "../command/files.ts";
import { latexFiles } from "../report/latex/files.ts";
import { JOURNAL_FILE } from "./out_folder.ts";
import { readOptions, type RemakeOptions, TABLES_COMMAND } from "./options.ts";
import { type CollectedRun, collectionFiles } from "./collection.ts";
import { runFolders } from "./run_folders.ts";
import {
  type Files,
  type MadeRun,
  makeRun,
  PACKAGE_FILE,
} from "./run_files.ts";
import { readLogPlan } from "../trials/log_plan.ts";
import { trialsFiles } from "./trials_files.ts";

/** `deno task tables`. */
export const command: Command = {
  ...TABLES_COMMAND,
  run: (line) => remake(readOptions(line)),
};

async function remake(options: RemakeOptions): Promise<void> {
  const folders = options.isFile ? [] : await runFolders(options.source);
  if (folders.length === 0 || folders[0] === options.source) {
    await remakeOne(options);
    return;
  }
  if (options.out !== options.source) {
    throw new UsageError(
      `Cannot use --out with "${options.source}": it holds ${folders.length} runs, whose tables go to their own folders; leave it out`,
    );
  }
  const runs: CollectedRun[] = [];
  for (const source of folders) {
    const run = await remakeOne({ ...options, source, out: source });
    const folder = relative(options.source, source).replaceAll("\\", "/");
    if (run) runs.push({ ...run, folder });
  }
  await write(options.source, await collectionFiles(runs));
  console.log(`${PACKAGE_FILE} of ${runs.length} runs: ${options.source}`);
}

/** Makes the files of one run, or of a file of trials. */
async function remakeOne(options: RemakeOptions): Promise<MadeRun | undefined> {
  const start = performance.now();
  const run = options.isFile ? undefined : await ofJournal(options);
  const files = run?.files ?? await ofTrials(options);
  const made = performance.now() - start;
  const all = new Map([...files, ...options.latex ? latexFiles(files) : []]);
  await write(options.out, all);
  console.log(
    `${all.size} files made in ${made.toFixed(0)} ms: ${options.out}`,
  );
  return run;
}

async function write(folder: string, files: Files): Promise<void> {
  await makeFolder("out", folder);
  for (const [name, text] of files) {
    const path = join(folder, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    await replaceFile(path, text);
  }
}

async function ofTrials(options: RemakeOptions): Promise<Files> {
  const { files, note, leftOut } = await trialsFiles(
    options.source,
    await readSource(options.source),
    options.bootstrapSeed ?? 0,
    readLogPlan(options.plan),
  );
  if (note !== null) console.error(note);
  if (leftOut.length > 0) {
    console.error(
      `Left out, as trials alone give no row of them: ${leftOut.join(", ")}`,
    );
  }
  return files;
}

async function ofJournal(options: RemakeOptions): Promise<MadeRun> {
  const path = join(options.source, JOURNAL_FILE);
  const journal = await readSource(path);
  const run = await makeRun(path, journal, options.bootstrapSeed);
  await copyJournal(journal, options.out);
  return run;
}

/**
 * Puts the journal beside its tables, since their package lists it.
 *
 * @throws {RefusedError} When another run's journal is there
 */
async function copyJournal(
  journal: Uint8Array<ArrayBuffer>,
  out: string,
): Promise<void> {
  const path = join(out, JOURNAL_FILE);
  await makeFolder("out", out);
  try {
    await Deno.writeFile(path, journal, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    const there = await Deno.readFile(path);
    if (there.toHex() === journal.toHex()) return;
    throw new RefusedError(
      `Cannot write tables to "${out}": another run's journal is there; choose another --out`,
    );
  }
}

/**
 * Reads the file that tables are made of.
 *
 * @throws {DataError} When there is none
 */
async function readSource(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new DataError(
      `Cannot read "${path}": there is no such file; give the folder of a run, or a trials.csv`,
    );
  }
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
