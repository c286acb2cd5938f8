/**
 * A plan is the list of studies that a command line or a plan file stands for.
 * It decides every result; nothing else does.
 *
 * @module
 */
import * as v from "valibot";
import {
  type Protocol,
  PROTOCOLS,
  ROLES,
  type TableSpec,
} from "../../corpora/mod.ts";
import { hasOneTrial } from "./optimizer_name.ts";

const seed = v.pipe(v.number(), v.integer());

function list<T extends v.GenericSchema>(item: T) {
  return v.pipe(v.array(item), v.readonly());
}

/** Master seed that each stream of a study comes from; all equal unless varied or crossed. */
export interface StreamSeeds {
  /** Of the optimizer's draws. */
  readonly search: number;
  /** Of the head's initialisation and the order of utterances. */
  readonly train: number;
  /** Of the partition. */
  readonly split: number;
}

/** How streams come from master seeds, see `seeds.ts`; a new plan takes the last. */
export const SEED_RULE = 2;

/** Everything that decides the results of a run. */
export interface Plan {
  /** Rule by which streams come from master seeds. */
  readonly seedRule: 1 | 2;
  /** Corpus names. */
  readonly corpora: readonly string[];
  /** How tables of corpora are read where their own words do not tell, by corpus. */
  readonly tables?: Readonly<Record<string, TableSpec>>;
  /** Utterances of the synthetic corpus; absent without it. */
  readonly utterances?: number;
  /** Difficulty of the synthetic corpus; absent: its own default. */
  readonly difficulty?: number;
  /** Mean syllables of its texts; absent: its own default. */
  readonly syllables?: number;
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
  /** Most epochs that are searched; absent: as published. */
  readonly maxEpochs?: number;
  /** Trials in a study; `center` and `probe` have one. */
  readonly trials: number;
  /** Master seeds of each repeat. */
  readonly seeds: readonly StreamSeeds[];
  /** Streams set by hand, the same in all studies whatever the master seeds. */
  readonly streams: Readonly<Partial<StreamSeeds>>;
  /** Whether trials of one study have their own training seeds. */
  readonly trainNoise: "fresh" | "shared";
}

const names = v.pipe(v.record(v.string(), v.string()), v.readonly());

/** Schema of how a corpus's table is read. */
export const TableSchema: v.GenericSchema<unknown, TableSpec> = v.strictObject({
  table: v.optional(v.string()),
  columns: v.optional(
    v.pipe(
      v.strictObject(
        Object.fromEntries(ROLES.map((role) => [role, v.optional(v.string())])),
      ),
      v.readonly(),
    ),
  ),
  labels: v.optional(names),
  missing: v.optional(v.picklist(["refuse", "skip"])),
  languages: v.optional(list(v.string())),
  licence: v.optional(v.string()),
});

const StreamSeedsSchema = v.object({ search: seed, train: seed, split: seed });

/** Schema of {@linkcode Plan}, by which a journal's plan is read. */
export const PlanSchema: v.GenericSchema<unknown, Plan> = v.object({
  seedRule: v.picklist([1, SEED_RULE]),
  corpora: list(v.string()),
  tables: v.optional(v.pipe(v.record(v.string(), TableSchema), v.readonly())),
  utterances: v.optional(v.number()),
  difficulty: v.optional(v.number()),
  syllables: v.optional(v.number()),
  protocols: list(v.picklist(PROTOCOLS)),
  encoders: list(v.string()),
  recipes: list(v.string()),
  optimizers: list(v.string()),
  grid: v.optional(
    v.pipe(v.record(v.string(), list(v.number())), v.readonly()),
  ),
  maxEpochs: v.optional(seed),
  trials: seed,
  seeds: list(StreamSeedsSchema),
  streams: v.pipe(v.partial(StreamSeedsSchema), v.readonly()),
  trainNoise: v.picklist(["fresh", "shared"]),
});

/** One search: an optimizer with its seeds on one corpus, protocol, encoder and recipe. */
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
  /** Trials to run, if the optimizer proposes as many. */
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
              trials: hasOneTrial(optimizer) ? 1 : plan.trials,
            }))
          )
        )
      )
    )
  );
}

/** Trials of all studies of a plan. */
export function plannedTrials(plan: Plan): number {
  return studiesOf(plan).reduce((sum, { trials }) => sum + trials, 0);
}

/** "260 of 882 trials are done" of a run that was stopped; `null` of a whole one. */
export function unfinishedText(plan: Plan, done: number): string | null {
  const planned = plannedTrials(plan);
  return done >= planned ? null : `${done} of ${planned} trials are done`;
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
