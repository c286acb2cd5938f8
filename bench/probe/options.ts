/**
 * Flags of `deno task probe`.
 *
 * @module
 */
import { ENCODERS, FOLDER_ENCODERS, NPM_ENCODERS } from "../../model/mod.ts";
import { UsageError } from "../command/exit_codes.ts";
import type { Definition } from "../command/definition.ts";
import type { FlagValues } from "../command/flags.ts";
import { checkWeights } from "../encoder/weights_folder.ts";
import { corpusName, SYNTHETIC } from "../plan/plan_options.ts";
import { countOf, listOf, oneOf, textOf } from "../command/values.ts";
import { type FitName, FITS } from "./scores.ts";
import { type Pooling, POOLINGS } from "./table.ts";

/** Checked flags. */
export interface ProbeOptions {
  /** Corpus name. */
  readonly corpus: string;
  /** Its folder; absent for the synthetic one. */
  readonly data?: string;
  /** Use a copy of the corpus that is known not to be the original. */
  readonly allowAltered: boolean;
  /** Encoder names. */
  readonly encoders: readonly string[];
  /** Folder of the weights of the one that npm does not have. */
  readonly weights?: string;
  /** Blocks side by side, in place of each alone. */
  readonly blocks?: readonly (readonly number[])[];
  /** How frames become one vector. */
  readonly poolings: readonly Pooling[];
  /** Ways to fit. */
  readonly fits: readonly FitName[];
  /** Whether to choose blocks on training speakers, too. */
  readonly choose: boolean;
  /** Workers side by side. */
  readonly jobs: number;
  /** Where files go; absent: only a summary is printed. */
  readonly out?: string;
}

const FIT_NAMES = Object.keys(FITS) as FitName[];

const FLAGS: Definition["flags"] = [
  {
    name: "corpus",
    value: "NAME",
    byDefault: SYNTHETIC,
    help:
      "recordings: synthetic, emodb, ravdess, crema-d, or a name of your own with a table (--data)",
  },
  {
    name: "data",
    value: "FOLDER",
    byDefault: "corpora/data/NAME",
    help: "folder of the corpus as downloaded, or its table",
  },
  {
    name: "allow-altered",
    help:
      "accept a copy of the corpus that is known to differ from the original",
  },
  {
    name: "encoders",
    aliases: ["encoder"],
    value: "NAME[,NAME]",
    byDefault: NPM_ENCODERS[0].name,
    help: "pre-trained encoders, or all that npm has",
  },
  {
    name: "weights",
    value: "FOLDER",
    help: `downloaded weights of ${
      FOLDER_ENCODERS.map(({ name }) => name).join(" or ")
    }`,
  },
  {
    name: "blocks",
    value: "LIST",
    byDefault: "each alone",
    help:
      'blocks after which features are taken, several side by side with "+", such as 2,2+3,2+3+5; they go through the encoder\'s last norm, as in recipes',
  },
  {
    name: "poolings",
    aliases: ["pooling"],
    value: "NAME[,NAME]",
    byDefault: POOLINGS.join(","),
    help: "how the frames of an utterance become one vector",
  },
  {
    name: "fits",
    aliases: ["fit"],
    value: "NAME[,NAME]",
    byDefault: FIT_NAMES[0],
    help: `how probes are fitted: ${FIT_NAMES.join(", ")}`,
  },
  {
    name: "choose",
    help: "also choose blocks on training speakers, and score them on others",
  },
  {
    name: "jobs",
    value: "N",
    byDefault: "processors",
    help: "workers in parallel; does not change the results",
  },
  {
    name: "out",
    value: "FOLDER",
    help:
      "where tables, figure and manifest go; without it only a summary is printed",
  },
];

/** `deno task probe`, without what it does. */
export const PROBE_COMMAND: Definition = {
  task: "probe",
  purpose:
    "Fits linear probes on the features after every block of encoders: where an encoder carries emotion, before any training of it.",
  flags: FLAGS,
  writes: "below results/",
};

/**
 * Checks the flags.
 *
 * @param processors Number of them
 * @throws {UsageError} If a value is not taken
 */
export function readOptions(
  flags: FlagValues,
  processors: number,
): ProbeOptions {
  const corpus = corpusName(textOf(flags, "corpus") ?? SYNTHETIC);
  const inNpm = NPM_ENCODERS.map(({ name }) => name);
  const encoders = textOf(flags, "encoders") === "all"
    ? inNpm
    : listOf(flags, "encoders", inNpm[0]).map((name) =>
      oneOf("encoders", name, ENCODERS.map(({ name }) => name))
    );
  const weights = textOf(flags, "weights");
  const blocks = textOf(flags, "blocks") && listOf(flags, "blocks", "");
  checkWeights(encoders, weights, "encoders");
  return {
    corpus,
    ...(corpus === SYNTHETIC
      ? {}
      : { data: textOf(flags, "data") ?? `corpora/data/${corpus}` }),
    allowAltered: flags["allow-altered"] === true,
    encoders,
    ...(weights === undefined ? {} : { weights }),
    ...(blocks ? { blocks: blocks.map(blockSet) } : {}),
    poolings: listOf(flags, "poolings", POOLINGS.join(",")).map((name) =>
      oneOf("poolings", name, POOLINGS)
    ),
    fits: listOf(flags, "fits", FIT_NAMES[0]).map((name) =>
      oneOf("fits", name, FIT_NAMES)
    ),
    choose: flags.choose === true,
    jobs: countOf(flags, "jobs", processors, 1, 1024),
    ...(textOf(flags, "out") === undefined
      ? {}
      : { out: textOf(flags, "out") }),
  };
}

/** "2+3" as [2, 3]. */
function blockSet(text: string): number[] {
  const blocks = text.split("+").map(Number);
  if (
    !/^\d+(\+\d+)*$/.test(text) ||
    blocks.some((block, i) => i > 0 && block <= blocks[i - 1])
  ) {
    throw new UsageError(
      `Cannot use --blocks ${text}: expected ascending numbers joined by "+", such as 2+3+5`,
    );
  }
  return blocks;
}
