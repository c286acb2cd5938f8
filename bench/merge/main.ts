/**
 * `deno task merge`: joins runs of one plan. Started by `launch.ts`, which gives
 * it its permissions.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { type Command, runCommand } from "../command/command.ts";
import { DataError, RefusedError } from "../command/exit_codes.ts";
import { makeFolder, replaceFile } from "../command/files.ts";
import { parseJournal } from "../journal/journal.ts";
import { journalLine } from "../journal/line.ts";
import { exists, JOURNAL_FILE } from "../outputs/out_folder.ts";
import { runFiles } from "../outputs/run_files.ts";
import { mergeRecords, type NamedRecords } from "./merge_records.ts";
import { missingCommands } from "./missing.ts";
import { MERGE_COMMAND, type MergeOptions, readOptions } from "./options.ts";

/** `deno task merge`. */
export const command: Command = {
  ...MERGE_COMMAND,
  run: (line) => merge(readOptions(line)),
};

async function merge({ folders, out }: MergeOptions): Promise<void> {
  const path = join(out, JOURNAL_FILE);
  if (await exists(path)) {
    throw new RefusedError(
      `Cannot merge into "${out}": it holds a run already; choose another --out`,
    );
  }
  const journals: NamedRecords[] = [];
  for (const folder of folders) journals.push(await read(folder));
  const records = mergeRecords(journals);
  const journal = records.map(journalLine).join("");
  const files = await runFiles(path, new TextEncoder().encode(journal));
  await makeFolder("out", out);
  for (const [name, text] of files) {
    const file = join(out, name);
    await Deno.mkdir(dirname(file), { recursive: true });
    await replaceFile(file, text);
  }
  // Last, so that a folder with a journal is whole.
  await replaceFile(path, journal);
  const trials = records.filter(({ kind }) => kind === "trial").length;
  console.log(`${folders.length} runs, ${trials} trials merged: ${out}`);
  const [plan] = records;
  if (plan.kind !== "plan") return;
  for (const text of missingCommands(plan.plan, journals, out)) {
    console.log(`Missing: ${text}`);
  }
}

async function read(folder: string): Promise<NamedRecords> {
  const path = join(folder, JOURNAL_FILE);
  try {
    const { records } = parseJournal(await Deno.readFile(path), path);
    if (records.some(({ kind }) => kind === "plan")) return { folder, records };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new DataError(
    `Cannot merge "${folder}": there is no ${JOURNAL_FILE} with a plan in it; give folders of runs that began`,
  );
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
