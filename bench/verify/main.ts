/**
 * `deno task verify`: whether the files of runs are what their journals give, and
 * their trials what training gives. Started by `launch.ts`, which gives it its
 * permissions.
 *
 * @module
 */
import { join, relative } from "@std/path";
import { DataError, EXIT } from "../command/exit_codes.ts";
import { type Command, runCommand } from "../command/command.ts";
import { type CollectedRun, collectionFiles } from "../outputs/collection.ts";
import { JOURNAL_FILE } from "../outputs/out_folder.ts";
import { PACKAGE_FILE } from "../outputs/run_files.ts";
import { runFolders } from "../outputs/run_folders.ts";
import { compareFiles, type ReadFile } from "./compare_files.ts";
import { readOptions, VERIFY_COMMAND, type VerifyOptions } from "./options.ts";
import { verifyFiles } from "./verify_files.ts";
import { verifyTrials } from "./verify_trials.ts";

/** `deno task verify`. */
export const command: Command = {
  ...VERIFY_COMMAND,
  run: async (line) => {
    const options = readOptions(line);
    let count = 0;
    for (const folder of options.folders) {
      count += await verifyAll(folder, options);
    }
    const found = count === 0
      ? "All is equal"
      : count === 1
      ? "1 difference"
      : `${count} differences`;
    console.log(`${found}: ${options.folders.join(", ")}`);
    return count === 0 ? EXIT.done : EXIT.fault;
  },
};

/**
 * Verifies every run that a folder stands for, and the package of a collection.
 *
 * @returns How many differences there are
 * @throws {DataError} When there is no run
 */
async function verifyAll(
  source: string,
  options: VerifyOptions,
): Promise<number> {
  const folders = await runFolders(source);
  if (folders.length === 0) {
    throw new DataError(
      `Cannot verify "${source}": there is no ${JOURNAL_FILE} in it or below; give the folder of a run`,
    );
  }
  let count = 0;
  const runs: CollectedRun[] = [];
  for (const folder of folders) {
    const journal = await Deno.readFile(join(folder, JOURNAL_FILE));
    const { run, summary, differences, note } = await verifyFiles(
      folder,
      journal,
      reader(folder),
    );
    say(folder, summary, differences, note);
    count += differences.length;
    runs.push({
      ...run,
      folder: relative(source, folder).replaceAll("\\", "/"),
    });
    if (options.trials > 0) {
      count += (await verifyTrials(folder, options)).length;
    }
  }
  if (folders[0] === source) return count;
  console.log(`${runs.length} runs below ${source}`);
  const read = reader(source);
  if (!await read(PACKAGE_FILE)) return count;
  const files = await collectionFiles(runs);
  const differences = await compareFiles(files, read);
  const equal = files.size - differences.length;
  say(
    join(source, PACKAGE_FILE),
    `${equal} of ${files.size} files of the collection are equal`,
    differences,
    differences.length === 0
      ? ""
      : `"deno task tables ${source}" makes the files of the collection anew`,
  );
  return count + differences.length;
}

/** A line with what is wrong below it. */
function say(
  what: string,
  summary: string,
  wrong: readonly string[],
  note: string,
): void {
  console.log(`${what}: ${summary}`);
  for (const sentence of wrong) console.log(`  ${sentence}`);
  if (note) console.log(`  ${note}`);
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
if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
