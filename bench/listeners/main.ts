/**
 * `deno task listeners`: makes the tables of `corpora/listeners/` from the
 * original files of the perception tests, or compares them.
 *
 * @module
 */
import { ROOT } from "../command/root.ts";
import { dirname, join, resolve } from "@std/path";
import { CorpusError } from "../../corpora/mod.ts";
import { DataError, EXIT, UsageError } from "../command/exit_codes.ts";
import { readFlags } from "../command/flags.ts";
import type { Flag } from "../command/usage.ts";
import { usage } from "../command/usage.ts";
import { textOf } from "../command/values.ts";
import { exitCodeOf } from "../command/explain.ts";
import { replaceFile } from "../command/files.ts";
import { cremaDFile, emodbFile, firstDifference } from "./listener_file.ts";

const FOLDER = join(ROOT, "corpora", "listeners");

const FLAGS: readonly Flag[] = [
  {
    name: "emodb",
    value: "FILE",
    help: "erkennung.txt of EmoDB, in the folder that holds wav/",
  },
  {
    name: "crema-d",
    value: "FILE",
    help: "processedResults/tabulatedVotes.csv of CREMA-D",
  },
  {
    name: "check",
    help: "write nothing; compare with what is there, exit 1 on a difference",
  },
  { name: "help", help: "print this text" },
];

const HELP = usage(
  "listeners",
  `Makes the listener tables in corpora/listeners/ from the original files of
the perception tests; one of --emodb and --crema-d at least.`,
  FLAGS,
) + `

Exit codes: 0 done, 1 a difference (with --check), 2 wrong usage, 3 bad data,
4 permission.`;

/** How the table of each flag is made. */
const MAKERS: readonly {
  readonly flag: string;
  readonly file: string;
  readonly make: (path: string) => string;
}[] = [
  {
    flag: "emodb",
    file: "emodb.json",
    make: (path) =>
      emodbFile(
        reading(path, Deno.readFileSync),
        releasedBeside(path),
      ),
  },
  {
    flag: "crema-d",
    file: "crema_d.json",
    make: (path) => cremaDFile(reading(path, Deno.readTextFileSync)),
  },
];

/**
 * Runs the command.
 *
 * @param args Arguments after the program's name
 * @param caller Folder that relative paths start from
 * @returns Exit code
 */
export function main(
  args: readonly string[],
  caller: string,
): Promise<number> {
  return exitCodeOf(async () => {
    const flags = readFlags(args, FLAGS);
    if (flags.help) {
      console.log(HELP);
      return EXIT.done;
    }
    const asked = MAKERS.filter(({ flag }) => textOf(flags, flag));
    if (asked.length === 0) {
      throw new UsageError(
        "Cannot make listener tables: found neither --emodb nor --crema-d, expected the original file of one at least; see --help",
      );
    }
    let code: number = EXIT.done;
    for (const { flag, file, make } of asked) {
      const path = resolve(caller, textOf(flags, flag)!);
      const text = inWords(path, () => make(path));
      const target = join(FOLDER, file);
      if (!flags.check) {
        await replaceFile(target, text);
        console.log(`Written: corpora/listeners/${file}`);
        continue;
      }
      const difference = firstDifference(
        reading(target, Deno.readTextFileSync),
        text,
      );
      console.log(`corpora/listeners/${file}: ${difference ?? "agrees"}`);
      if (difference !== null) code = EXIT.fault;
    }
    return code;
  });
}

/** Names the file in what its reader says. */
function inWords(path: string, make: () => string): string {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CorpusError)) throw error;
    throw new DataError(`"${path}": ${error.message}`);
  }
}

function reading<T>(path: string, read: (path: string) => T): T {
  try {
    return read(path);
  } catch (error) {
    if (
      !(error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.IsADirectory)
    ) throw error;
    throw new DataError(
      `Cannot read "${path}": ${error.message}; give the original file`,
    );
  }
}

/** Recordings of the release: those in `wav/` beside the test. */
function releasedBeside(path: string): Set<string> {
  const folder = join(dirname(path), "wav");
  try {
    return new Set(
      [...Deno.readDirSync(folder)].map(({ name }) => name)
        .filter((name) => name.endsWith(".wav"))
        .map((name) => name.slice(0, -".wav".length)),
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new DataError(
      `Cannot tell which recordings were released: found no folder "${folder}", expected the 535 recordings of the download beside the test`,
    );
  }
}

if (import.meta.main) {
  // A task runs in the suite's folder; relative paths are the caller's.
  Deno.exitCode = await main(
    Deno.args,
    Deno.env.get("INIT_CWD") ?? Deno.cwd(),
  );
}
