/**
 * Plans from code.
 *
 * @module
 */
import type { Protocol } from "../../corpora/mod.ts";
import { CHOICES } from "./choices.ts";
import type { Plan } from "./plan.ts";
import { fieldFlags, inPlanFile } from "./plan_file.ts";
import { readPlan } from "./plan_options.ts";

/**
 * Fields of a plan file, with lists as arrays. What is left out has the default
 * of `deno task bench`.
 */
export interface PlanFields {
  /** Corpora: "synthetic", names of `CORPUS_LOADERS`, or your own with tables. */
  readonly corpus?: string | readonly string[];
  /** How tables of corpora are read where their own words do not tell, by corpus. */
  readonly table?: Plan["tables"];
  /** Utterances of the synthetic corpus. */
  readonly utterances?: number;
  /** Difficulty of the synthetic corpus, 0 to 1. */
  readonly difficulty?: number;
  /** Mean syllables of its texts. */
  readonly syllables?: number;
  /** Pre-trained encoders. */
  readonly encoder?: string | readonly string[];
  /** Training recipes. */
  readonly recipe?: string | readonly string[];
  /** Tuning methods, each with every recipe. */
  readonly tuning?: string | readonly string[];
  /** Protocols of splitting and scoring. */
  readonly protocol?: Protocol | readonly Protocol[];
  /** Optimizers. */
  readonly optimizer?: string | readonly string[];
  /** Pruner of those optimizers that prune. */
  readonly pruner?: string;
  /** Levels of the grids. */
  readonly grid?: Readonly<Record<string, readonly number[]>>;
  /** Most epochs that are searched. */
  readonly "max-epochs"?: number;
  /** Trials in a study. */
  readonly trials?: number;
  /** Master seeds, one study for each. */
  readonly seed?: number | readonly number[];
  /** Streams that the master seeds vary. */
  readonly vary?: "all" | "search" | "train" | "split";
  /** Master seeds of the streams, of which every combination is run. */
  readonly cross?: Readonly<
    Partial<Record<"search" | "train" | "split", readonly number[]>>
  >;
  /** Seed of the optimizer's draws in all studies. */
  readonly "search-seed"?: number;
  /** Seed of training in all studies. */
  readonly "train-seed"?: number;
  /** Seed of the partition in all studies. */
  readonly "split-seed"?: number;
  /** Whether trials of one study have their own training seeds. */
  readonly "train-noise"?: "fresh" | "shared";
}

/**
 * A checked plan, as a plan file with these fields gives it.
 *
 * @example Three optimizers on ten seeds
 * ```ts
 * import { definePlan } from "./define_plan.ts";
 *
 * const { trials } = definePlan({
 *   optimizer: ["random", "optuna-5.0", "ax-1.3"],
 *   seed: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
 *   trials: 15,
 * });
 * ```
 *
 * @throws {UsageError} On the first field that cannot be used
 */
export function definePlan(fields: PlanFields): Plan {
  const name = "of definePlan()";
  const given = Object.entries(fields).filter(([, value]) =>
    value !== undefined
  );
  if (given.length === 0) return readPlan({}, CHOICES);
  const flags = fieldFlags(name, Object.fromEntries(given));
  return inPlanFile(name, () => readPlan(flags, CHOICES));
}
