/**
 * `deno task verify`: whether a run's files are what its journal gives, and its
 * trials what training gives. Started by `launch.ts`, which gives it its
 * permissions.
 *
 * @module
 */
import { join } from "@std/path";
import { DataError, EXIT } from "../command/exit_codes.ts";
import { exitCodeOf } from "../command/explain.ts";
import { parseJournal } from "../journal/journal.ts";
import type { JournalRecord } from "../journal/records.ts";
import { latexFiles } from "../report/latex/files.ts";
import { MANIFEST_FILE, runFiles } from "../outputs/run_files.ts";
import { SUITE_VERSION, suiteCommit } from "../run/machine.ts";
import { JOURNAL_FILE } from "../outputs/out_folder.ts";
import {
  compareChecksums,
  compareFiles,
  type ReadFile,
  statedChecksums,
  statedSeed,
} from "./compare_files.ts";
import { HELP, readOptions, type VerifyOptions } from "./options.ts";
import { verifyTrials } from "./verify_trials.ts";

/**
 * Runs the command.
 *
 * @param args Arguments after the program's name
 * @returns 0 when all is equal, 1 when something differs, else that of the error
 */
export async function main(args: readonly string[]): Promise<number> {
  return await exitCodeOf(async () => {
    const options = readOptions(args);
    if (!options) {
      console.log(HELP);
      return EXIT.done;
    }
    const differences = [
      ...await verifyFiles(options),
      ...options.trials > 0 ? await verifyTrials(options) : [],
    ];
    const count = differences.length === 1
      ? "1 difference"
      : `${differences.length} differences`;
    console.log(
      `${differences.length === 0 ? "All is equal" : count}: ${options.folder}`,
    );
    return differences.length === 0 ? EXIT.done : EXIT.fault;
  });
}

/** Compares files and checksums, and says what it found. */
async function verifyFiles({ folder }: VerifyOptions): Promise<string[]> {
  const read = reader(folder);
  const path = join(folder, JOURNAL_FILE);
  const journal = await read(JOURNAL_FILE);
  if (!journal) {
    throw new DataError(
      `Cannot verify "${folder}": there is no ${JOURNAL_FILE} in it; give the folder of a run`,
    );
  }
  const { records, tornBytes } = parseJournal(journal, path);
  console.log(
    `${JOURNAL_FILE}: ${records.length} records${
      tornBytes > 0 ? `, and ${tornBytes} bytes of a torn one` : ""
    }`,
  );
  const manifest = await read(MANIFEST_FILE);
  const files = await runFiles(path, journal, statedSeed(manifest));
  const latex = new Map<string, string>();
  for (const [name, text] of latexFiles(files)) {
    if (await read(name)) latex.set(name, text);
  }
  const expected = new Map([...files, ...latex]);
  const differing = await compareFiles(expected, read);
  say(`${expected.size} files made of it`, "all equal", differing);
  if (differing.length > 0) console.log(`  ${await suiteNote(records)}`);
  const checksums = statedChecksums(manifest);
  // A manifest that is missing or states none differs from the expected one.
  if (!checksums) return differing;
  const changed = await compareChecksums(checksums, read);
  say(
    `${Object.keys(checksums).length} checksums of ${MANIFEST_FILE}`,
    "all agree",
    changed,
  );
  return [...differing, ...changed];
}

/** Which suite made the files and which one compares them. */
async function suiteNote(records: readonly JournalRecord[]): Promise<string> {
  const run = records.findLast((record) => record.kind === "run");
  const name = (version?: string, commit?: string | null) =>
    `suite ${version ?? "unknown"}, commit ${commit ?? "unknown"}`;
  const [theirs, ours] = [
    name(run?.versions.suite, run?.commit),
    name(SUITE_VERSION, await suiteCommit()),
  ];
  return theirs === ours
    ? `The run was made by this very ${ours}`
    : `The run was made by ${theirs}; this is ${ours}: "deno task tables" makes its files anew`;
}

/** A heading with what is wrong below it. */
function say(what: string, good: string, wrong: readonly string[]): void {
  console.log(
    `${what}: ${wrong.length === 0 ? good : `${wrong.length} wrong`}`,
  );
  for (const sentence of wrong) console.log(`  ${sentence}`);
}

function reader(folder: string): ReadFile {
  return async (name) => {
    try {
      return await Deno.readFile(join(folder, name));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      if (error instanceof Deno.errors.NotADirectory) return undefined;
      throw error;
    }
  };
}

// Workers may still be there after an error: end them with the process.
if (import.meta.main) Deno.exit(await main(Deno.args));
