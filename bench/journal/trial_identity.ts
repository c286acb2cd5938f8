/**
 * Which trials are the same: trained on the same part of a corpus, from the same
 * encoder, by the same recipe, with the same configuration and training seed. Names
 * suffice within one journal, whose materials are recorded with checksums.
 *
 * @module
 */
import { canonicalJson, type Study } from "../plan/plan.ts";
import type { StudyRecord, TrialRecord } from "./records.ts";

/** Text that is equal for equal trials. */
export function trialIdentity(
  { corpus, protocol, encoder, recipe }: Study,
  { split_seed }: Pick<StudyRecord, "split_seed">,
  { params, train_seed }: Pick<TrialRecord, "params" | "train_seed">,
): string {
  return canonicalJson([
    ...[corpus, protocol, encoder, recipe],
    ...[split_seed, train_seed, params],
  ]);
}

/** Whether a trial ran to the end that its configuration gives, whoever asked for it. */
export function isWhole({ state }: Pick<TrialRecord, "state">): boolean {
  return state === "complete" || state === "diverged";
}
