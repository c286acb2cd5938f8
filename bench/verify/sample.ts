import type { TrialRecord } from "../journal/records.ts";
import { sha256 } from "../plan/plan.ts";

/**
 * Trials to run again, the same ones for everybody: those whose SHA-256 of
 * "plan hash:study:trial" is smallest. Trials that failed for reasons of the
 * machine are left out.
 *
 * @param trials Finished trials, in any order
 * @param count How many; all, where there are fewer
 */
export async function sampleTrials(
  trials: readonly TrialRecord[],
  count: number,
): Promise<TrialRecord[]> {
  const ranked = await Promise.all(
    trials.filter(({ state }) => state !== "failed").map(async (trial) => ({
      trial,
      rank: await sha256(
        new TextEncoder().encode(
          `${trial.plan_hash}:${trial.study}:${trial.trial}`,
        ),
      ),
    })),
  );
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, count).map(({ trial }) => trial);
}
