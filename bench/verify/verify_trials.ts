/**
 * A sample of a run's trials, trained again.
 *
 * @module
 */
import { join } from "@std/path";
import { DataError } from "../command/exit_codes.ts";
import { parseJournal } from "../journal/journal.ts";
import type { JournalRecord, TrialRecord } from "../journal/records.ts";
import { processor } from "../run/machine.ts";
import { JOURNAL_FILE } from "../outputs/out_folder.ts";
import { type RunData, runData, type StudyData } from "../tables/run_data.ts";
import { bcaText } from "../retrain/compare_trials.ts";
import { openStudy, workerFor } from "../retrain/open_study.ts";
import { rerunTrial } from "../retrain/rerun.ts";
import type { VerifyOptions } from "./options.ts";
import { sampleTrials } from "./sample.ts";

/**
 * Trains a sample of trials again and says of each whether it is the same.
 *
 * @param folder Folder of a run
 * @param options How many trials, and where their corpus and weights are
 * @returns One sentence for each trial that differs
 * @throws {DataError} When corpus or weights are missing or not those of the run
 */
export async function verifyTrials(
  folder: string,
  options: Omit<VerifyOptions, "folders">,
): Promise<string[]> {
  const path = join(folder, JOURNAL_FILE);
  const { records } = parseJournal(await Deno.readFile(path), path);
  const run = runData(records);
  const trials = run?.studies.flatMap(({ trials }) => trials) ?? [];
  const sample = await sampleTrials(trials, options.trials);
  if (!run || sample.length === 0) {
    throw new DataError(
      `Cannot run trials of "${folder}" again: its journal holds no trial that trained; leave out --trials`,
    );
  }
  const differences: string[] = [];
  for (const [data, chosen] of byStudy(run, sample)) {
    differences.push(...await verifyStudy(run, data, chosen, options));
  }
  if (differences.length > 0) console.log(machineNote(records));
  return differences;
}

/** Trials with their studies, studies in the order of the plan. */
function byStudy(
  { studies }: RunData,
  sample: readonly TrialRecord[],
): [StudyData, TrialRecord[]][] {
  return studies.map((data): [StudyData, TrialRecord[]] => [
    data,
    sample.filter(({ study }) => study === data.study.key)
      .sort((a, b) => a.trial - b.trial),
  ]).filter(([, trials]) => trials.length > 0);
}

async function verifyStudy(
  { plan }: RunData,
  data: StudyData,
  trials: readonly TrialRecord[],
  options: Omit<VerifyOptions, "folders">,
): Promise<string[]> {
  const { study } = data;
  const open = await openStudy(plan, data, options);
  if (open.moved.length > 0) {
    return open.moved.map((d) => `split of ${study.key}: ${d}`);
  }
  const pool = await workerFor(open);
  const differences: string[] = [];
  try {
    for (const trial of trials) {
      const { found, difference } = await rerunTrial(
        open.prepared,
        trial,
        pool,
      );
      const name = `trial ${trial.trial} of ${study.key}`;
      const verdict = difference === null
        ? `the same bits, ${bcaText(trial)}`
        : `${bcaText(found)}, recorded ${bcaText(trial)}; ${difference}`;
      console.log(`${name}: ${verdict}`);
      if (difference !== null) differences.push(`${name}: ${difference}`);
    }
  } finally {
    pool.close();
  }
  return differences;
}

/** Why bits may differ: they are promised for one kind of processor. */
function machineNote(records: readonly JournalRecord[]): string {
  const theirs = records.findLast((record) => record.kind === "run")?.cpu;
  const { cpu } = processor();
  return theirs === cpu
    ? `The run's processor was of this kind (${cpu}), so that the bits should agree`
    : `The run's processor was another one (${theirs}, this is ${cpu}), so that the last bits may differ`;
}
