/**
 * The manifest: what made the tables, on which machine, from which material.
 *
 * @module
 */
import type { JournalRecord } from "../journal/records.ts";
import { sha256 } from "../plan/plan.ts";

/**
 * The manifest of a run as JSON text.
 *
 * @param records All records of its journal
 * @param files Text of every table by name
 * @param bootstrapSeed Seed of the resamples behind their bootstrap intervals
 */
export async function manifest(
  records: readonly JournalRecord[],
  files: ReadonlyMap<string, string>,
  bootstrapSeed: number,
): Promise<string> {
  const of = <K extends JournalRecord["kind"]>(kind: K) =>
    records.filter((record) => record.kind === kind) as Extract<
      JournalRecord,
      { kind: K }
    >[];
  const [plan] = of("plan");
  const checksums: Record<string, string> = {};
  for (const [name, text] of files) {
    checksums[name] = await sha256(new TextEncoder().encode(text));
  }
  const content = {
    suite: plan.suite,
    plan_hash: plan.plan_hash,
    plan: plan.plan,
    seeds: of("study").map(({ study, search_seed, split_seed }) => ({
      study,
      search_seed,
      split_seed,
    })),
    // One for each corpus, encoder and recipe that studies worked on.
    materials: of("material").map(({ corpus, encoder, recipe }) => ({
      corpus,
      encoder,
      recipe,
    })),
    weight_form: "inputs",
    // A run that was stopped and resumed has several starts.
    runs: of("run").map(({ kind: _, plan_hash: __, ...run }) => run),
    ends: of("end").map(({ ended, peak_rss_mib }) => ({ ended, peak_rss_mib })),
    trials: of("trial").length,
    bootstrap_seed: bootstrapSeed,
    sha256: checksums,
  };
  return JSON.stringify(content, null, 2) + "\n";
}
