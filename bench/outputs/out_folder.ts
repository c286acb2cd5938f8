/**
 * Where a run is written when the user does not say.
 *
 * @module
 */
import { inSuite } from "../command/root.ts";
import { join } from "@std/path";
import { type Plan, planHash } from "../plan/plan.ts";
import type { Shard } from "../plan/shard.ts";

const RUNS = inSuite("results", "runs");

/** File of the journal in a run's folder. */
export const JOURNAL_FILE = "journal.jsonl";

/**
 * The output folder: `--out`, or one under results/runs named after the plan.
 * A plan that was run before gets a new number, unless it is to be resumed.
 */
export async function outFolder(
  plan: Plan,
  run: {
    readonly out?: string;
    readonly resume: boolean;
    readonly shard?: Shard;
  },
): Promise<string> {
  if (run.out !== undefined) return run.out;
  const hash = (await planHash(plan)).slice(0, 8);
  // Names joined by commas could not be written as a permission.
  const shard = run.shard
    ? ["shard", String(run.shard.number), "of", String(run.shard.of)]
    : [];
  const name = [plan.corpora, plan.protocols, plan.recipes, hash, shard].flat()
    .join("-");
  let last = join(RUNS, name);
  for (let number = 2;; number++) {
    const taken = await exists(join(last, JOURNAL_FILE));
    const next = join(RUNS, `${name}-${number}`);
    if (!taken) return last;
    if (run.resume && !await exists(join(next, JOURNAL_FILE))) return last;
    last = next;
  }
}

/** True when there is something at a path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
