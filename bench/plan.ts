/**
 * A plan is the list of studies that a command line stands for. It decides every
 * result; nothing else does.
 *
 * @module
 */
import type { PlanOptions } from "./cli/options.ts";

/** One search: an engine with its seeds on one corpus, protocol, encoder and recipe. */
export interface Study {
  /** Unique key, also the order of tables: "emodb/paper/moonshine-tiny/quick/random/s1". */
  readonly key: string;
  /** Corpus name. */
  readonly corpus: string;
  /** Protocol name. */
  readonly protocol: PlanOptions["protocol"];
  /** Encoder name. */
  readonly encoder: string;
  /** Recipe name. */
  readonly recipe: string;
  /** Optimizer preset. */
  readonly optimizer: string;
  /** Master seed. */
  readonly seed: number;
  /** Trials to run. */
  readonly trials: number;
}

/** The studies of a plan: engines in the order given, seeds within an engine. */
export function studiesOf(plan: PlanOptions): Study[] {
  return plan.optimizers.flatMap((optimizer) =>
    plan.seeds.map((seed) => ({
      key: [
        plan.corpus,
        plan.protocol,
        plan.encoder,
        plan.recipe,
        optimizer,
        `s${seed}`,
      ].join("/"),
      corpus: plan.corpus,
      protocol: plan.protocol,
      encoder: plan.encoder,
      recipe: plan.recipe,
      optimizer,
      seed,
      trials: plan.trials,
    }))
  );
}

/**
 * SHA-256 (hex) of a plan. Two runs with one hash are the same experiment.
 *
 * @param plan Plan as read from the command line
 */
export async function planHash(plan: PlanOptions): Promise<string> {
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
