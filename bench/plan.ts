/**
 * A plan is the list of studies that a command line or a plan file stands for.
 * It decides every result; nothing else does.
 *
 * @module
 */
import type { Protocol } from "../corpora/mod.ts";

/** Master seed that each stream of a study comes from; all equal unless varied or crossed. */
export interface StreamSeeds {
  /** Of the engine's draws. */
  readonly search: number;
  /** Of the head's start and the order of utterances. */
  readonly train: number;
  /** Of the partition. */
  readonly split: number;
}

/** Everything that decides the results of a run. */
export interface Plan {
  /** Corpus names. */
  readonly corpora: readonly string[];
  /** Utterances of the synthetic corpus; absent without it. */
  readonly utterances?: number;
  /** Difficulty of the synthetic corpus; absent: its own default. */
  readonly difficulty?: number;
  /** Protocol names. */
  readonly protocols: readonly Protocol[];
  /** Encoder names. */
  readonly encoders: readonly string[];
  /** Recipe names. */
  readonly recipes: readonly string[];
  /** Optimizer presets, with "+halving" and the like where the pruner is not the preset's own. */
  readonly optimizers: readonly string[];
  /** Levels of the grids where they are not the published ones. */
  readonly grid?: Readonly<Record<string, readonly number[]>>;
  /** Trials in a study. */
  readonly trials: number;
  /** Master seeds of each repeat. */
  readonly seeds: readonly StreamSeeds[];
  /** Streams set by hand, the same in all studies whatever the master seeds. */
  readonly streams: Partial<StreamSeeds>;
  /** Whether trials of one study have their own training seeds. */
  readonly trainNoise: "fresh" | "shared";
}

/** One search: an engine with its seeds on one corpus, protocol, encoder and recipe. */
export interface Study {
  /**
   * Unique key, also the order of tables: "emodb/paper/moonshine-tiny/quick/random/s1",
   * with "s1-2-3" (search, train, split) where the master seeds differ.
   */
  readonly key: string;
  /** Corpus name. */
  readonly corpus: string;
  /** Protocol name. */
  readonly protocol: Protocol;
  /** Encoder name. */
  readonly encoder: string;
  /** Recipe name. */
  readonly recipe: string;
  /** Optimizer preset, named as in the plan. */
  readonly optimizer: string;
  /** Master seeds. */
  readonly seeds: StreamSeeds;
  /** Trials to run. */
  readonly trials: number;
}

/** The studies of a plan, in its order: the last of its lists runs fastest. */
export function studiesOf(plan: Plan): Study[] {
  return plan.corpora.flatMap((corpus) =>
    plan.protocols.flatMap((protocol) =>
      plan.encoders.flatMap((encoder) =>
        plan.recipes.flatMap((recipe) =>
          plan.optimizers.flatMap((optimizer) =>
            plan.seeds.map((seeds): Study => ({
              key: [
                corpus,
                protocol,
                encoder,
                recipe,
                optimizer,
                seedsKey(seeds),
              ].join("/"),
              corpus,
              protocol,
              encoder,
              recipe,
              optimizer,
              seeds,
              trials: plan.trials,
            }))
          )
        )
      )
    )
  );
}

/** "s1", or "s1-2-3" (search, train, split) where the master seeds differ. */
function seedsKey({ search, train, split }: StreamSeeds): string {
  return search === train && train === split
    ? `s${search}`
    : `s${search}-${train}-${split}`;
}

/**
 * SHA-256 (hex) of a plan. Two runs with one hash are the same experiment.
 *
 * @param plan Plan as read from a command line or a file
 */
export async function planHash(plan: Plan): Promise<string> {
  return await sha256(new TextEncoder().encode(canonicalJson(plan)));
}

/** JSON with sorted keys and without blanks, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, item) =>
      item !== null && typeof item === "object" && !Array.isArray(item)
        ? Object.fromEntries(
          Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
        : item,
  );
}

/** SHA-256 of bytes, in hex. */
export async function sha256(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
