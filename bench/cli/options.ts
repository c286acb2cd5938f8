/**
 * Checked options of a run.
 *
 * @module
 */
import { CORPUS_LOADERS, type Protocol, PROTOCOLS } from "../../corpora/mod.ts";
import { UsageError } from "./exit_codes.ts";
import { type FlagValues, readFlags } from "./flags.ts";

/** Everything that decides the results of a run. */
export interface PlanOptions {
  /** Corpus name. */
  readonly corpus: string;
  /** Utterances of the synthetic corpus; absent for real ones. */
  readonly utterances?: number;
  /** Difficulty of the synthetic corpus; absent: its own default. */
  readonly difficulty?: number;
  /** Encoder name. */
  readonly encoder: string;
  /** Recipe name. */
  readonly recipe: string;
  /** Protocol name. */
  readonly protocol: Protocol;
  /** Optimizer presets. */
  readonly optimizers: readonly string[];
  /** Levels of the grids where they are not the published ones. */
  readonly grid?: Readonly<Record<string, readonly number[]>>;
  /** Trials in a study. */
  readonly trials: number;
  /** Master seeds. */
  readonly seeds: readonly number[];
  /** Seed of the partition where it is set by hand. */
  readonly splitSeed?: number;
  /** Whether trials of one study have their own training seeds. */
  readonly trainNoise: "fresh" | "shared";
}

/** How a run is carried out; changes no result. */
export interface RunOptions {
  /** Folder of the corpus; absent for the synthetic one. */
  readonly data?: string;
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
    readonly plan: PlanOptions;
    readonly run: RunOptions;
  };

/** Names of what can be chosen, handed in by the parts that own them. */
export interface Choices {
  /** Encoders. */
  readonly encoders: readonly string[];
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
  const corpus = oneOf(
    flags,
    "corpus",
    [SYNTHETIC, ...Object.keys(CORPUS_LOADERS)],
    SYNTHETIC,
  );
  const synthetic = corpus === SYNTHETIC;
  for (
    const name of synthetic
      ? ["data", "allow-altered"]
      : ["utterances", "difficulty"]
  ) {
    if (flags[name] !== undefined) {
      throw new UsageError(
        `Cannot use --${name} with --corpus ${corpus}: it belongs to ${
          synthetic ? "recorded corpora" : "the synthetic corpus"
        }; leave it out`,
      );
    }
  }
  return {
    help: false,
    plan: {
      corpus,
      ...(synthetic
        ? { utterances: integer(flags, "utterances", 140, 70, 100_000) }
        : {}),
      ...(flags.difficulty === undefined
        ? {}
        : { difficulty: fraction(flags, "difficulty") }),
      encoder: oneOf(flags, "encoder", choices.encoders, "moonshine-tiny"),
      recipe: oneOf(flags, "recipe", choices.recipes, "quick"),
      protocol: oneOf(flags, "protocol", PROTOCOLS, "paper"),
      optimizers: list(flags, "optimizer", "random,grid").map((name) =>
        member("optimizer", name, choices.optimizers)
      ),
      ...(flags.grid === undefined ? {} : { grid: levels(flags) }),
      trials: integer(
        flags,
        "trials",
        synthetic ? SYNTHETIC_TRIALS : PUBLISHED_TRIALS,
        1,
        1_000_000,
      ),
      seeds: list(flags, "seed", "1,2").map((text) =>
        integer({ seed: text }, "seed", 0, 0, MAX_SEED)
      ),
      ...(flags["split-seed"] === undefined
        ? {}
        : { splitSeed: integer(flags, "split-seed", 0, 0, MAX_SEED) }),
      trainNoise: oneOf(flags, "train-noise", ["fresh", "shared"], "fresh"),
    },
    run: {
      ...(synthetic ? {} : {
        data: text(flags, "data") ?? `corpora/data/${corpus}`,
      }),
      ...(flags.out === undefined ? {} : { out: text(flags, "out") }),
      allowAltered: flags["allow-altered"] === true,
      jobs: integer(flags, "jobs", processors, 1, 1024),
      threads: integer(flags, "threads", 1, 1, 1024),
      resume: flags.resume === true,
      dryRun: flags["dry-run"] === true,
      json: flags.json === true,
      quiet: flags.quiet === true,
    },
  };
}

function text(flags: FlagValues, name: string): string | undefined {
  const value = flags[name];
  return value === true ? undefined : value;
}

function list(flags: FlagValues, name: string, byDefault: string): string[] {
  const items = (text(flags, name) ?? byDefault).split(",");
  const twice = items.find((item, i) => items.indexOf(item) !== i);
  if (twice !== undefined) {
    throw new UsageError(
      `Cannot read --${name}: "${twice}" stands twice; name each once`,
    );
  }
  return items;
}

/** Reads "lr=1e-5,1e-4;num_epochs=3"; whether the space has such points is the grid's to say. */
function levels(flags: FlagValues): Record<string, number[]> {
  const given = text(flags, "grid") ?? "";
  const grid: Record<string, number[]> = {};
  for (const part of given.split(";")) {
    const [name, values, ...rest] = part.split("=");
    const numbers = (values ?? "").split(",").map(Number);
    if (
      rest.length > 0 || !values || !numbers.every(Number.isFinite) ||
      name in grid
    ) {
      throw new UsageError(
        `Cannot read --grid at "${part}": expected a parameter and its levels, such as lr=1e-5,1e-4, parted by semicolons`,
      );
    }
    grid[name] = numbers;
  }
  return grid;
}

function member<T extends string>(
  name: string,
  value: string,
  allowed: readonly T[],
): T {
  if (!(allowed as readonly string[]).includes(value)) {
    throw new UsageError(
      `Cannot use --${name} ${value}: expected ${allowed.join(", ")}`,
    );
  }
  return value as T;
}

function oneOf<T extends string>(
  flags: FlagValues,
  name: string,
  allowed: readonly T[],
  byDefault: T,
): T {
  return member(name, text(flags, name) ?? byDefault, allowed);
}

function integer(
  flags: FlagValues,
  name: string,
  byDefault: number,
  low: number,
  high: number,
): number {
  const given = text(flags, name);
  if (given === undefined) return byDefault;
  const value = Number(given);
  if (!/^[+-]?\d+$/.test(given) || value < low || value > high) {
    throw new UsageError(
      `Cannot use --${name} ${given}: expected a whole number from ${low} to ${high}`,
    );
  }
  return value;
}

function fraction(flags: FlagValues, name: string): number {
  const given = text(flags, name) ?? "";
  const value = Number(given);
  if (!/^\d*\.?\d+$/.test(given) || value > 1) {
    throw new UsageError(
      `Cannot use --${name} ${given}: expected a number from 0 to 1`,
    );
  }
  return value;
}
