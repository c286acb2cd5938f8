/**
 * Command line of `deno task transfer`.
 *
 * @module
 */
import { CORPUS_LOADERS } from "../../corpora/mod.ts";
import type { Definition } from "../command/definition.ts";
import { UsageError } from "../command/exit_codes.ts";
import type { CommandLine } from "../command/flags.ts";
import { listOf, textOf } from "../command/values.ts";
import { dataFolders } from "../plan/data_folders.ts";
import { corpusName } from "../plan/plan_options.ts";
import type { Sources } from "../retrain/open_study.ts";

/** What is transferred where. */
export interface TransferOptions extends Sources {
  /** Folder of the run. */
  readonly folder: string;
  /** Folders of the corpora that models are scored on, by name. */
  readonly to: Readonly<Record<string, string>>;
  /** Optimizers whose studies are taken; absent: all. */
  readonly optimizers?: readonly string[];
  /** Where the files go. */
  readonly out: string;
}

/** `deno task transfer`, without what it does. */
export const TRANSFER_COMMAND: Definition = {
  task: "transfer",
  operands: {
    usage: "FOLDER",
    what: "the folder of a run",
    least: 1,
    most: 1,
  },
  purpose:
    "Trains the incumbent of every study again, checks that it has the recorded BCA, and scores it on other corpora: beside an untrained head and a linear probe, with and without features standardised by corpus. What is in the folder already is kept.",
  flags: [
    {
      name: "to",
      value: "NAME=FOLDER[,NAME=FOLDER]",
      help: `corpora to score on: ${
        Object.keys(CORPUS_LOADERS).join(", ")
      }, or your own with a table`,
    },
    {
      name: "optimizers",
      aliases: ["optimizer"],
      value: "NAME[,NAME]",
      byDefault: "all of the run",
      help: "optimizers whose incumbents are taken",
    },
    {
      name: "out",
      value: "FOLDER",
      byDefault: "transfer in the run's folder",
      help: "where tables, figure and manifest go",
    },
    {
      name: "data",
      value: "FOLDER",
      byDefault: "corpora/data/NAME",
      help:
        "folder of the run's corpus; of several: emodb=FOLDER,ravdess=FOLDER",
    },
    {
      name: "weights",
      value: "FOLDER",
      help: "folder of the downloaded weights, where npm does not have them",
    },
    {
      name: "allow-altered",
      help:
        "accept copies of corpora that are known to differ from the originals",
    },
  ],
  exits: { data: "bad data (no journal, no corpus, or another BCA)" },
};

/**
 * Checks a command line.
 *
 * @throws {UsageError} On the first value that cannot be used
 */
export function readOptions(
  { values, operands: [folder] }: CommandLine,
): TransferOptions {
  const given = textOf(values, "to");
  if (given === undefined) {
    throw new UsageError(
      `Cannot transfer without --to: give corpora and their folders, such as --to ravdess=FOLDER,crema-d=FOLDER`,
    );
  }
  const [data, weights] = ["data", "weights"]
    .map((name) => textOf(values, name));
  return {
    folder,
    to: namedFolders(given),
    ...(textOf(values, "optimizers") === undefined
      ? {}
      : { optimizers: listOf(values, "optimizers", "") }),
    out: textOf(values, "out") ?? `${folder.replace(/\/+$/, "")}/transfer`,
    ...(data === undefined ? {} : { data }),
    ...(weights === undefined ? {} : { weights }),
    allowAltered: values["allow-altered"] === true,
  };
}

/** "ravdess=FOLDER,crema-d=FOLDER", corpora by name. */
function namedFolders(text: string): Record<string, string> {
  const names = text.split(",").map((part) => part.split("=")[0]);
  const wrong = text.split(",").find((part) => !part.includes("="));
  if (wrong !== undefined) {
    throw new UsageError(
      `Cannot read --to at "${wrong}": expected NAME=FOLDER, the name one of ${
        Object.keys(CORPUS_LOADERS).join(", ")
      } or your own for a corpus with a table`,
    );
  }
  names.forEach(corpusName);
  return dataFolders(text, names);
}
