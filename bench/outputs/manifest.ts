/**
 * The manifest: what made the tables, on which machine, from which material.
 *
 * @module
 */
import type { JournalRecord } from "../journal/records.ts";
import { plannedTrials, sha256 } from "../plan/plan.ts";

/** Facts as the text of a manifest. */
export function manifestText(facts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(facts, null, 2) + "\n";
}

/** SHA-256 of files by name, as a manifest states it. */
export async function checksums(
  files: ReadonlyMap<string, string>,
): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const [name, text] of files) {
    sums[name] = await sha256(new TextEncoder().encode(text));
  }
  return sums;
}

/**
 * What the manifest of a run says beside the checksums of its files.
 *
 * @param records All records of its journal
 * @param bootstrapSeed Seed of the resamples behind bootstrap intervals
 */
export function manifestFacts(
  records: readonly JournalRecord[],
  bootstrapSeed: number,
): Record<string, unknown> {
  const of = <K extends JournalRecord["kind"]>(kind: K) =>
    records.filter((record) => record.kind === kind) as Extract<
      JournalRecord,
      { kind: K }
    >[];
  const [plan] = of("plan");
  return {
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
    trials_planned: plannedTrials(plan.plan),
    bootstrap_seed: bootstrapSeed,
  };
}
