/**
 * Command line of `deno task verify`.
 *
 * @module
 */
import type { CommandLine } from "../command/flags.ts";
import type { Definition } from "../command/definition.ts";
import { countOf, textOf } from "../command/values.ts";

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

/** `deno task verify`, without what it does. */
export const VERIFY_COMMAND: Definition = {
  task: "verify",
  operands: {
    usage: "FOLDER...",
    what: "the folder of a run",
    least: 1,
    most: Infinity,
  },
  purpose:
    "Makes every file of a run again from its journal and compares byte for byte, checks the checksums of its manifest, compares its plan with plan.toml or plan.json where one lies beside the journal, and trains some of its trials again. Report, figures and package may be absent: their checksums are compared. Of a folder without a journal, every run below it is verified.",
  flags: [
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
      help:
        "accept a copy of the corpus that is known to differ from the original",
    },
  ],
  exits: {
    done: "all is equal",
    fault: "something differs",
    data: "bad data (no journal, or no corpus to train on)",
  },
};

/**
 * Checks a command line.
 *
 * @throws {UsageError} On the first value that cannot be used
 */
export function readOptions(
  { values, operands: folders }: CommandLine,
): VerifyOptions {
  const [data, weights] = [textOf(values, "data"), textOf(values, "weights")];
  return {
    folders,
    trials: countOf(values, "trials", 0, 0, 1_000_000),
    ...(data === undefined ? {} : { data }),
    ...(weights === undefined ? {} : { weights }),
    allowAltered: values["allow-altered"] === true,
  };
}
