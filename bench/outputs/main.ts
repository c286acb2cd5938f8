/**
 * `deno task tables`: makes the tables of a run again. Started by `launch.ts`,
 * which gives it its permissions.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { DataError, EXIT, RefusedError } from "../command/exit_codes.ts";
import { exitCodeOf } from "../command/explain.ts";
import { replaceFile } from "../command/files.ts";
import { latexFiles } from "../report/latex/files.ts";
import { JOURNAL_FILE } from "./out_folder.ts";
import { HELP, readOptions, type RemakeOptions } from "./options.ts";
import { type Files, runFiles } from "./run_files.ts";
import { trialsFiles } from "./trials_files.ts";

/**
 * Runs the command.
 *
 * @param args Arguments after the program's name
 * @returns Exit code, see `cli/exit_codes.ts`
 */
export async function main(args: readonly string[]): Promise<number> {
  return await exitCodeOf(async () => {
    const options = readOptions(args);
    if (!options) console.log(HELP);
    else await remake(options);
    return EXIT.done;
  });
}

async function remake(options: RemakeOptions): Promise<void> {
  const start = performance.now();
  const files = options.isFile
    ? await ofTrials(options)
    : await ofJournal(options);
  const made = performance.now() - start;
  const all = new Map([...files, ...options.latex ? latexFiles(files) : []]);
  for (const [name, text] of all) {
    const path = join(options.out, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    await replaceFile(path, text);
  }
  console.log(
    `${all.size} files made in ${made.toFixed(0)} ms: ${options.out}`,
  );
}

async function ofTrials(options: RemakeOptions): Promise<Files> {
  const { files, leftOut } = await trialsFiles(
    options.source,
    await readSource(options.source),
    options.bootstrapSeed ?? 0,
  );
  if (leftOut.length > 0) {
    console.error(
      `Left out, as trials alone give no row of them: ${leftOut.join(", ")}`,
    );
  }
  return files;
}

async function ofJournal(options: RemakeOptions): Promise<Files> {
  const path = join(options.source, JOURNAL_FILE);
  const journal = await readSource(path);
  const files = await runFiles(path, journal, options.bootstrapSeed);
  await copyJournal(journal, options.out);
  return files;
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
  await Deno.mkdir(out, { recursive: true });
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

if (import.meta.main) Deno.exitCode = await main(Deno.args);
