/**
 * Command line of `deno task tables`.
 *
 * @module
 */
import { UsageError } from "../command/exit_codes.ts";
import { readFlags } from "../command/flags.ts";
import type { Flag } from "../command/usage.ts";
import { usage } from "../command/usage.ts";
import { textOf, wholeNumber } from "../command/values.ts";

/** What to make tables of, and where they go. */
export interface RemakeOptions {
  /** Folder of a run or of folders of runs, or file of trials. */
  readonly source: string;
  /** True for a file of trials. */
  readonly isFile: boolean;
  /** Folder of the tables. */
  readonly out: string;
  /** Seed of the resamples; absent: that of the journal, or 0. */
  readonly bootstrapSeed?: number;
  /** Whether LaTeX tables are written too. */
  readonly latex: boolean;
}

const FLAGS: readonly Flag[] = [
  {
    name: "out",
    value: "FOLDER",
    byDefault: "the run's own folder",
    help: "where the tables go; a file of trials needs it",
  },
  {
    name: "bootstrap-seed",
    value: "N",
    byDefault: "the run's own, or 0",
    help: "seed of the resamples behind bootstrap intervals",
  },
  { name: "latex", help: "write LaTeX tables too, in booktabs style" },
  { name: "help", help: "print this text" },
];

const PURPOSE =
  `Makes tables, figures and report of a run again from its journal (FOLDER), or
what follows from trials alone from a published trials.csv or .tsv (FILE). Of a
folder without a journal, every run below it and one package of them all.`;

const EXIT_CODES = `Exit codes: 0 done, 2 wrong usage, 3 bad data, 4 refused.`;

/** Text of `--help`. */
export const HELP: string = [
  usage("tables", PURPOSE, FLAGS).replace("tables [", "tables FOLDER|FILE ["),
  EXIT_CODES,
].join("\n\n");

/**
 * Reads a command line.
 *
 * @param args Arguments after the program's name
 * @returns The options, or `null` when help was asked for
 * @throws {UsageError} On the first argument that cannot be used
 */
export function readOptions(args: readonly string[]): RemakeOptions | null {
  if (args.includes("--help")) return null;
  const [source, ...rest] = args;
  if (source === undefined || source.startsWith("--")) {
    throw new UsageError(
      `Cannot make tables: found ${
        source === undefined ? "nothing" : `"${source}"`
      } in the first place, expected the folder of a run or a file of trials; see --help`,
    );
  }
  const flags = readFlags(rest, FLAGS);
  const isFile = /\.[ct]sv$/i.test(source);
  const out = textOf(flags, "out") ?? (isFile ? undefined : source);
  if (out === undefined) {
    throw new UsageError(
      `Cannot make tables of the file "${source}" without --out: give the folder they go to`,
    );
  }
  const seed = textOf(flags, "bootstrap-seed");
  return {
    source,
    isFile,
    out,
    ...(seed === undefined
      ? {}
      : { bootstrapSeed: wholeNumber("bootstrap-seed", seed, 0, 2 ** 32 - 1) }),
    latex: flags.latex === true,
  };
}
