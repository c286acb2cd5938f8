/**
 * Flags of `deno task autospeech`.
 *
 * @module
 */
import { type Protocol, PROTOCOLS } from "../../corpora/mod.ts";
import type { Definition } from "../command/definition.ts";
import type { FlagValues } from "../command/flags.ts";
import {
  countOf,
  distinct,
  listOf,
  oneOf,
  seedList,
  textOf,
} from "../command/values.ts";
import { corpusName, SYNTHETIC } from "../plan/plan_options.ts";
import { BUDGETS_S } from "./budgets.ts";

/** Checked flags. */
export interface AutospeechOptions {
  /** Corpus name. */
  readonly corpus: string;
  /** Its folder; absent for the synthetic one. */
  readonly data?: string;
  /** Use a copy of the corpus that is known not to be the original. */
  readonly allowAltered: boolean;
  /** How it is divided. */
  readonly protocols: readonly Protocol[];
  /** Master seeds. */
  readonly seeds: readonly number[];
  /** Processor time of a run, in s. */
  readonly budget: number;
  /** Folders of runs whose searches stand beside. */
  readonly beside: readonly string[];
  /** Where files go. */
  readonly out: string;
}

/** `deno task autospeech`, without what it does. */
export const AUTOSPEECH_COMMAND: Definition = {
  task: "autospeech",
  purpose:
    "Trains a learner in the manner of the AutoSpeech challenge's best entries, from scratch, and scores its predictions as processor time passes. Runs that are in the folder already are kept.",
  flags: [
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
      name: "protocols",
      aliases: ["protocol"],
      value: "NAME[,NAME]",
      byDefault: "paper,nested",
      help: `how utterances are divided: ${PROTOCOLS.join(", ")}`,
    },
    {
      name: "seeds",
      aliases: ["seed"],
      value: "LIST",
      byDefault: "0..4",
      help:
        "master seeds, such as 0..4,9; the partitions are those of `deno task bench`",
    },
    {
      name: "budget",
      value: "SECONDS",
      byDefault: `${BUDGETS_S[BUDGETS_S.length - 1]}`,
      help: "processor time of a run",
    },
    {
      name: "beside",
      value: "FOLDER[,FOLDER]",
      help:
        "folders of runs whose searches stand beside, by the time of their trials",
    },
    {
      name: "out",
      value: "FOLDER",
      byDefault: "results/autospeech",
      help: "where tables, figure and manifest go",
    },
  ],
  writes: "below results/",
};

/**
 * Checks the flags.
 *
 * @throws {UsageError} If a value is not taken
 */
export function readOptions(flags: FlagValues): AutospeechOptions {
  const corpus = corpusName(textOf(flags, "corpus") ?? SYNTHETIC);
  return {
    corpus,
    ...(corpus === SYNTHETIC
      ? {}
      : { data: textOf(flags, "data") ?? `corpora/data/${corpus}` }),
    allowAltered: flags["allow-altered"] === true,
    protocols: distinct(
      "protocols",
      listOf(flags, "protocols", "paper,nested").map((name) =>
        oneOf("protocols", name, PROTOCOLS)
      ),
    ),
    seeds: seedList("seeds", textOf(flags, "seeds") ?? "0..4"),
    budget: countOf(
      flags,
      "budget",
      BUDGETS_S[BUDGETS_S.length - 1],
      1,
      86_400,
    ),
    beside: textOf(flags, "beside") === undefined
      ? []
      : listOf(flags, "beside", ""),
    out: textOf(flags, "out") ?? "results/autospeech",
  };
}
