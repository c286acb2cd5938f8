/**
 * A plan from the values of flags, whether they come from a command line or from a
 * plan file.
 *
 * @module
 */
import { CORPUS_LOADERS, CORPUS_NAME, PROTOCOLS } from "../../corpora/mod.ts";
import { ModelError } from "../../model/errors.ts";
import { recipeChanges } from "../../model/recipe_changes.ts";
import { createOptimizer, PRUNERS } from "../../optimizers/mod.ts";
import { gridLevelsOf, spaceOf } from "./space.ts";
import { optimizerName, SHORTHANDS, takesPruner } from "./optimizer_name.ts";
import { type Plan, SEED_RULE, type StreamSeeds } from "./plan.ts";
import { UsageError } from "../command/exit_codes.ts";
import type { FlagValues } from "../command/flags.ts";
import { didYouMean } from "../command/suggest.ts";
import {
  assignments,
  distinct,
  fraction,
  levels,
  listOf,
  oneOf,
  seedList,
  textOf,
  wholeNumber,
} from "../command/values.ts";

/** Names of what can be chosen, handed in by the parts that own them. */
export interface Choices {
  /** Encoders, the default first. */
  readonly encoders: readonly string[];
  /** Recipes. */
  readonly recipes: readonly string[];
  /** Optimizer presets, and the probe. */
  readonly optimizers: readonly string[];
}

/** The corpus that is made in memory. */
export const SYNTHETIC = "synthetic";

/** Field in which a plan file hands over how tables are read, as JSON; no flag. */
export const TABLES_FIELD = "tables";

/** Corpora that need no table. */
export const KNOWN_CORPORA: readonly string[] = [
  SYNTHETIC,
  ...Object.keys(CORPUS_LOADERS),
];

/** A known corpus, or a name of one's own. */
export function corpusName(name: string): string {
  return CORPUS_NAME.test(name) && !KNOWN_CORPORA.includes(name)
    ? name
    : oneOf("corpus", name, KNOWN_CORPORA);
}

/** Random search and the optimizers of the paper; at few trials a model proposes only in some. */
const OPTIMIZERS = "random,grid-shuffled,optuna-5.0,hyperopt-0.3-s5,ax-1.3";
/** Defaults of the synthetic corpus: short and easy, so that the main job is quick. */
const SYNTHETIC_CORPUS = { utterances: 84, difficulty: 0, syllables: 4 };
const SYNTHETIC_TRIALS = 6;
const SYNTHETIC_EPOCHS = 4;
const PUBLISHED_EPOCHS = 10;
const PUBLISHED_TRIALS = 15;
const MAX_SEED = 2 ** 32 - 1;
const STREAMS = ["search", "train", "split"] as const;

/** Flags that decide results: those that a plan file may hold. */
export const PLAN_FLAGS: readonly string[] = [
  ...["corpus", "utterances", "difficulty", "syllables"],
  ...["encoder", "recipe", "tuning", "protocol"],
  ...[
    "optimizer",
    "pruner",
    "grid",
    "max-epochs",
    "trials",
    "seed",
    "vary",
    "cross",
  ],
  ...["search-seed", "train-seed", "split-seed", "train-noise"],
];

/**
 * Reads and checks a plan.
 *
 * @param flags Values by flag
 * @param choices Names that can be chosen
 * @throws {UsageError} On the first value that cannot be used
 */
export function readPlan(flags: FlagValues, choices: Choices): Plan {
  const given = (name: string) => textOf(flags, name);
  const names = <T extends string>(
    flag: string,
    allowed: readonly T[],
    byDefault: string,
  ) => listOf(flags, flag, byDefault).map((name) => oneOf(flag, name, allowed));

  const corpora = listOf(flags, "corpus", SYNTHETIC).map(corpusName);
  const tables = given(TABLES_FIELD);
  const synthetic = corpora.includes(SYNTHETIC);
  checkSynthetic(flags, synthetic);
  const grid = given("grid");
  const maxEpochs = maxEpochsOf(given("max-epochs"), synthetic);
  return {
    seedRule: SEED_RULE,
    corpora,
    ...(tables === undefined ? {} : { tables: JSON.parse(tables) }),
    ...(synthetic
      ? {
        utterances: wholeNumber(
          "utterances",
          given("utterances") ?? String(SYNTHETIC_CORPUS.utterances),
          70,
          10_000,
        ),
        difficulty: fraction(
          "difficulty",
          given("difficulty") ?? String(SYNTHETIC_CORPUS.difficulty),
        ),
        syllables: wholeNumber(
          "syllables",
          given("syllables") ?? String(SYNTHETIC_CORPUS.syllables),
          2,
          20,
        ),
      }
      : {}),
    protocols: names("protocol", PROTOCOLS, "paper"),
    encoders: names("encoder", choices.encoders, choices.encoders[0]),
    recipes: recipes(flags, choices),
    optimizers: optimizers(flags, choices),
    ...(grid === undefined ? {} : { grid: gridLevels(grid, maxEpochs) }),
    ...(maxEpochs === undefined ? {} : { maxEpochs }),
    trials: wholeNumber(
      "trials",
      given("trials") ??
        String(synthetic ? SYNTHETIC_TRIALS : PUBLISHED_TRIALS),
      1,
      1_000_000,
    ),
    seeds: masterSeeds(flags),
    streams: streamSeeds(flags),
    trainNoise: oneOf(
      "train-noise",
      given("train-noise") ?? "fresh",
      ["fresh", "shared"],
    ),
  };
}

/** Most epochs that are searched, or `undefined` for those of the published space. */
function maxEpochsOf(
  given: string | undefined,
  synthetic: boolean,
): number | undefined {
  const most = wholeNumber(
    "max-epochs",
    given ?? String(synthetic ? SYNTHETIC_EPOCHS : PUBLISHED_EPOCHS),
    1,
    PUBLISHED_EPOCHS,
  );
  return most === PUBLISHED_EPOCHS ? undefined : most;
}

/** Levels of the grids, if the space has all of their configurations. */
function gridLevels(
  text: string,
  maxEpochs: number | undefined,
): Record<string, number[]> {
  const given = levels("grid", text);
  try {
    createOptimizer("grid", spaceOf({ maxEpochs }), {
      seed: 0,
      direction: "maximize",
      grid: gridLevelsOf({ grid: given, maxEpochs }),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`Cannot use --grid ${text}: ${error.message}`);
  }
  return given;
}

/**
 * Recipes: names, with fields changed, each with every tuning method. The method
 * is a field of the recipe, so that "full" leaves the name as it is.
 */
function recipes(flags: FlagValues, choices: Choices): string[] {
  const tunings = listOf(flags, "tuning", "full");
  const names = listOf(flags, "recipe", choices.recipes[0]).flatMap((name) =>
    tunings.map((tuning) =>
      tuning === "full" ? name : `${name}+tuning=${tuning}`
    )
  );
  return names.map((name) => {
    try {
      oneOf("recipe", recipeChanges(name).base, choices.recipes);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      throw new UsageError(error.message);
    }
    return name;
  });
}

/** Optimizers: presets, those that prune with the pruner that was chosen. */
function optimizers(flags: FlagValues, choices: Choices): string[] {
  const chosen = textOf(flags, "pruner");
  const pruner = chosen === undefined
    ? undefined
    : oneOf("pruner", chosen, PRUNERS);
  const named = listOf(flags, "optimizer", OPTIMIZERS).map((name) => {
    const [text, own, ...rest] = name.split("+");
    const preset = oneOf("optimizer", text, choices.optimizers, SHORTHANDS);
    if (own === undefined) return { preset, pruner };
    if (!takesPruner(preset) || rest.length > 0 || pruner) {
      throw new UsageError(
        `Cannot use --optimizer ${name}: ${
          pruner
            ? "its pruner stands here and in --pruner; give it once"
            : "expected an optimizer that prunes and one pruner, such as optuna-5.0+halving"
        }`,
      );
    }
    return { preset, pruner: oneOf("optimizer", own, PRUNERS) };
  });
  if (pruner && !named.some(({ preset }) => takesPruner(preset))) {
    throw new UsageError(
      `Cannot use --pruner with --optimizer ${
        textOf(flags, "optimizer")
      }: none of them prunes; leave it out, or choose one of optuna-*`,
    );
  }
  return distinct(
    "optimizer",
    named.map(({ preset, pruner }) =>
      pruner && takesPruner(preset) ? optimizerName(preset, pruner) : preset
    ),
  );
}

type Stream = typeof STREAMS[number];

/** Seeds of streams that are set by hand. */
function streamSeeds(flags: FlagValues): Partial<StreamSeeds> {
  return Object.fromEntries(STREAMS.flatMap((stream) => {
    const seed = textOf(flags, `${stream}-seed`);
    return seed === undefined
      ? []
      : [[stream, wholeNumber(`${stream}-seed`, seed, 0, MAX_SEED)]];
  }));
}

/** The master seeds of every repeat; 0 for a stream that is set by hand. */
function masterSeeds(flags: FlagValues): StreamSeeds[] {
  const byHand = (stream: Stream) => flags[`${stream}-seed`] !== undefined;
  const cross = textOf(flags, "cross");
  if (cross !== undefined) {
    const stranger = ["seed", "vary"].find((name) => flags[name] !== undefined);
    if (stranger) {
      throw new UsageError(
        `Cannot use --${stranger} with --cross: crossed seeds are given for each stream; leave it out`,
      );
    }
    return crossed(cross, byHand);
  }
  const vary = oneOf(
    "vary",
    textOf(flags, "vary") ?? "all",
    ["all", ...STREAMS],
  );
  if (vary !== "all" && byHand(vary)) throw setTwice(vary, "vary");
  const seeds = seedList("seed", textOf(flags, "seed") ?? "0,1");
  return seeds.map((seed) => {
    const of = (stream: Stream) =>
      !byHand(stream) && (vary === "all" || vary === stream) ? seed : 0;
    return { search: of("search"), train: of("train"), split: of("split") };
  });
}

function setTwice(stream: Stream, flag: string): UsageError {
  return new UsageError(
    `Cannot use --${stream}-seed with --${flag}: the stream that varies cannot be set by hand; leave one of them out`,
  );
}

/** "search=1,2;split=1,2": every combination; a stream left out has seed 0. */
function crossed(
  text: string,
  byHand: (stream: Stream) => boolean,
): StreamSeeds[] {
  const seeds = assignments(
    "cross",
    text,
    (list) => seedList("cross", list),
    "search=1,2 or split=0..4",
  );
  const stranger = Object.keys(seeds).find((name) =>
    !(STREAMS as readonly string[]).includes(name)
  );
  if (stranger !== undefined) {
    throw new UsageError(
      `Cannot read --cross at "${stranger}": expected ${STREAMS.join(", ")}${
        didYouMean(stranger, STREAMS)
      }`,
    );
  }
  const of = (stream: Stream) => {
    if (stream in seeds && byHand(stream)) throw setTwice(stream, "cross");
    return seeds[stream] ?? [0];
  };
  return of("search").flatMap((search) =>
    of("train").flatMap((train) =>
      of("split").map((split) => ({ search, train, split }))
    )
  );
}

/** Refuses flags of the synthetic corpus where it is not used. */
function checkSynthetic(flags: FlagValues, synthetic: boolean): void {
  if (synthetic) return;
  const stranger = ["utterances", "difficulty", "syllables"].find((name) =>
    flags[name] !== undefined
  );
  if (stranger === undefined) return;
  throw new UsageError(
    `Cannot use --${stranger} with --corpus ${
      textOf(flags, "corpus")
    }: it belongs to the synthetic corpus; leave it out`,
  );
}
