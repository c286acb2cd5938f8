/**
 * `deno task listeners`: makes the tables of `corpora/listeners/` from the
 * original files of the perception tests, or compares them.
 *
 * @module
 */
import { fromCaller, inSuite } from "../command/root.ts";
import { dirname, join } from "@std/path";
import { CorpusError } from "../../corpora/mod.ts";
import { type Command, runCommand } from "../command/command.ts";
import { DataError, EXIT, UsageError } from "../command/exit_codes.ts";
import { textOf } from "../command/values.ts";
import { replaceFile } from "../command/files.ts";
import { cremaDFile, emodbFile, firstDifference } from "./listener_file.ts";

const FOLDER = inSuite("corpora", "listeners");

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

/** `deno task listeners`. */
export const command: Command = {
  task: "listeners",
  purpose:
    "Makes the listener tables in corpora/listeners/ from the original files of the perception tests; one of --emodb and --crema-d at least.",
  flags: [
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
  ],
  exits: { fault: "a difference (with --check)" },
  writes: "to corpora/listeners/",
  run: async ({ values }) => {
    const asked = MAKERS.filter(({ flag }) => textOf(values, flag));
    if (asked.length === 0) {
      throw new UsageError(
        "Cannot make listener tables: found neither --emodb nor --crema-d, expected the original file of one at least; see --help",
      );
    }
    let code: number = EXIT.done;
    for (const { flag, file, make } of asked) {
      const path = fromCaller(textOf(values, flag)!);
      const text = inWords(path, () => make(path));
      const target = join(FOLDER, file);
      if (!values.check) {
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
  },
};

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

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
