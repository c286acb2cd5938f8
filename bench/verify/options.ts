/**
 * Command line of `deno task verify`.
 *
 * @module
 */
import { UsageError } from "../command/exit_codes.ts";
import { readFlags } from "../command/flags.ts";
import type { Flag } from "../command/usage.ts";
import { usage } from "../command/usage.ts";
import { textOf, wholeNumber } from "../command/values.ts";

/** What to verify, and how far. */
export interface VerifyOptions {
  /** Folders of runs, or of folders of runs. */
  readonly folders: readonly string[];
  /** Trials to run again. */
  readonly trials: number;
  /** Folder of the corpus, or of each by name; absent: where the main job looks for it. */
  readonly data?: string;
  /** Folder of the encoder's weights, where npm does not have them. */
  readonly weights?: string;
  /** Use a copy of the corpus that is known not to be the original. */
  readonly allowAltered: boolean;
}

const FLAGS: readonly Flag[] = [
  {
    name: "trials",
    value: "N",
    byDefault: "0",
    help: "trials to run again, the same ones for everybody",
  },
  {
    name: "data",
    value: "FOLDER",
    byDefault: "corpora/data/NAME",
    help:
      "folder of the corpus as downloaded, for --trials; of several: emodb=FOLDER,ravdess=FOLDER",
  },
  {
    name: "weights",
    value: "FOLDER",
    help: "folder of the downloaded weights, for --trials",
  },
  {
    name: "allow-altered",
    help: "use a copy of the corpus that is known not to be the original",
  },
  { name: "help", help: "print this text" },
];

const PURPOSE =
  `Makes every file of a run again from its journal and compares byte for byte,
checks the checksums of its manifest, compares its plan with plan.toml or
plan.json where one lies beside the journal, and trains some of its trials again.
Report, figures and package may be absent: their checksums are compared. Of a
folder without a journal, every run below it is verified.`;

const EXIT_CODES =
  `Exit codes: 0 all is equal, 1 something differs, 2 wrong usage, 3 bad data
(no journal, or no corpus to train on), 4 refused.`;

/** Text of `--help`. */
export const HELP: string = [
  usage("verify", PURPOSE, FLAGS).replace("verify [", "verify FOLDER... ["),
  EXIT_CODES,
].join("\n\n");

/**
 * Reads a command line.
 *
 * @param args Arguments after the program's name
 * @returns The options, or `null` when help was asked for
 * @throws {UsageError} On the first argument that cannot be used
 */
export function readOptions(args: readonly string[]): VerifyOptions | null {
  if (args.includes("--help")) return null;
  const firstFlag = args.findIndex((arg) => arg.startsWith("--"));
  const folders = args.slice(0, firstFlag < 0 ? args.length : firstFlag);
  if (folders.length === 0) {
    throw new UsageError(
      `Cannot verify: found ${
        args.length === 0 ? "nothing" : `"${args[0]}"`
      } in the first place, expected the folder of a run; see --help`,
    );
  }
  const flags = readFlags(args.slice(folders.length), FLAGS);
  const [data, weights] = [textOf(flags, "data"), textOf(flags, "weights")];
  return {
    folders,
    trials: wholeNumber(
      "trials",
      textOf(flags, "trials") ?? "0",
      0,
      1_000_000,
    ),
    ...(data === undefined ? {} : { data }),
    ...(weights === undefined ? {} : { weights }),
    allowAltered: flags["allow-altered"] === true,
  };
}
