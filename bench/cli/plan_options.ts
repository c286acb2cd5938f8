/**
 * A plan from the values of flags, whether they come from a command line or from a
 * plan file.
 *
 * @module
 */
import { CORPUS_LOADERS, PROTOCOLS } from "../../corpora/mod.ts";
import { PRUNERS } from "../../optimizers/mod.ts";
import { engineName, takesPruner } from "../engine_name.ts";
import type { Plan, StreamSeeds } from "../plan.ts";
import { UsageError } from "./exit_codes.ts";
import type { FlagValues } from "./flags.ts";
import type { Choices } from "./options.ts";
import {
  fraction,
  levels,
  listOf,
  oneOf,
  textOf,
  wholeNumber,
} from "./values.ts";

/** The corpus that is made in memory. */
export const SYNTHETIC = "synthetic";

/** The four engines of the paper, and random search beside them. */
const ENGINES = "random,grid,optuna-5.0,hyperopt-0.3,ax-1.3";
const SYNTHETIC_TRIALS = 6;
const PUBLISHED_TRIALS = 15;
const MAX_SEED = 2 ** 32 - 1;
const STREAMS = ["search", "train", "split"] as const;

/** Flags that decide results: those that a plan file may hold. */
export const PLAN_FLAGS: readonly string[] = [
  ...["corpus", "utterances", "difficulty", "encoder", "recipe", "protocol"],
  ...["optimizer", "pruner", "grid", "trials", "seed", "vary", "cross"],
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

  const corpora = names(
    "corpus",
    [SYNTHETIC, ...Object.keys(CORPUS_LOADERS)],
    SYNTHETIC,
  );
  const synthetic = corpora.includes(SYNTHETIC);
  checkSynthetic(flags, synthetic);
  const difficulty = given("difficulty");
  const grid = given("grid");
  return {
    corpora,
    ...(synthetic
      ? {
        utterances: wholeNumber(
          "utterances",
          given("utterances") ?? "140",
          70,
          10_000,
        ),
      }
      : {}),
    ...(difficulty === undefined
      ? {}
      : { difficulty: fraction("difficulty", difficulty) }),
    protocols: names("protocol", PROTOCOLS, "paper"),
    encoders: names("encoder", choices.encoders, choices.encoders[0]),
    recipes: names("recipe", choices.recipes, choices.recipes[0]),
    optimizers: engines(flags, names("optimizer", choices.optimizers, ENGINES)),
    ...(grid === undefined ? {} : { grid: levels("grid", grid) }),
    trials: wholeNumber(
      "trials",
      given("trials") ??
        String(synthetic ? SYNTHETIC_TRIALS : PUBLISHED_TRIALS),
      1,
      1_000_000,
    ),
    seeds: masterSeeds(flags),
    streams: Object.fromEntries(STREAMS.flatMap((stream) => {
      const seed = given(`${stream}-seed`);
      return seed === undefined
        ? []
        : [[stream, wholeNumber(`${stream}-seed`, seed, 0, MAX_SEED)]];
    })),
    trainNoise: oneOf(
      "train-noise",
      given("train-noise") ?? "fresh",
      ["fresh", "shared"],
    ),
  };
}

/** Presets with the pruner that was chosen, where they can have another. */
function engines(flags: FlagValues, presets: readonly string[]): string[] {
  const chosen = textOf(flags, "pruner");
  if (chosen === undefined) return [...presets];
  const pruner = oneOf("pruner", chosen, PRUNERS);
  if (!presets.some(takesPruner)) {
    throw new UsageError(
      `Cannot use --pruner with --optimizer ${
        presets.join(",")
      }: none of them prunes; leave it out, or choose one of optuna-*`,
    );
  }
  return presets.map((preset) =>
    takesPruner(preset) ? engineName(preset, pruner) : preset
  );
}

/** The master seeds of every repeat. */
function masterSeeds(flags: FlagValues): StreamSeeds[] {
  const cross = textOf(flags, "cross");
  if (cross !== undefined) {
    const stranger = ["seed", "vary"].find((name) => flags[name] !== undefined);
    if (stranger) {
      throw new UsageError(
        `Cannot use --${stranger} with --cross: crossed seeds are given for each stream; leave it out`,
      );
    }
    return crossed(cross);
  }
  const vary = oneOf(
    "vary",
    textOf(flags, "vary") ?? "all",
    ["all", ...STREAMS],
  );
  return listOf(flags, "seed", "1,2").map((text) => {
    const seed = wholeNumber("seed", text, 0, MAX_SEED);
    const of = (stream: typeof STREAMS[number]) =>
      vary === "all" || vary === stream ? seed : 0;
    return { search: of("search"), train: of("train"), split: of("split") };
  });
}

/** "search=1,2;split=1,2": every combination; a stream left out has seed 0. */
function crossed(text: string): StreamSeeds[] {
  const seeds = levels("cross", text);
  const stranger = Object.keys(seeds).find((name) =>
    !(STREAMS as readonly string[]).includes(name)
  );
  if (stranger !== undefined) {
    throw new UsageError(
      `Cannot read --cross at "${stranger}": expected ${STREAMS.join(", ")}`,
    );
  }
  const of = (stream: string) => {
    const list = (seeds[stream] ?? [0]).map((seed) =>
      wholeNumber("cross", String(seed), 0, MAX_SEED)
    );
    if (new Set(list).size < list.length) {
      throw new UsageError(
        `Cannot read --cross: a seed of ${stream} stands twice; name each once`,
      );
    }
    return list;
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
  const stranger = ["utterances", "difficulty"].find((name) =>
    flags[name] !== undefined
  );
  if (stranger === undefined) return;
  throw new UsageError(
    `Cannot use --${stranger} with --corpus ${
      textOf(flags, "corpus")
    }: it belongs to the synthetic corpus; leave it out`,
  );
}
