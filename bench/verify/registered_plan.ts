/**
 * The plan of a journal beside the plan file that was registered for it.
 *
 * @module
 */
import type { JournalRecord } from "../journal/records.ts";
import { CHOICES } from "../plan/choices.ts";
import { inPlanFile, planFileFlags } from "../plan/plan_file.ts";
import { planHash } from "../plan/plan.ts";
import { readPlan } from "../plan/plan_options.ts";
import type { ReadFile } from "./compare_files.ts";
import { differenceOf } from "../retrain/compare_trials.ts";

/** Files that a plan is registered in, beside the journal. */
const PLAN_FILES = ["plan.toml", "plan.json"];

/**
 * Compares the plan of a run with the one registered in its folder.
 *
 * @param folder Folder of the run, for messages
 * @param records Records of its journal
 * @param read Reads the folder
 * @returns Name of the plan file, with one sentence where the plans differ;
 * nothing where no plan was registered
 * @throws {UsageError} When the file is no plan
 */
export async function registeredPlan(
  folder: string,
  records: readonly JournalRecord[],
  read: ReadFile,
): Promise<{ file: string; difference: string | null } | undefined> {
  const run = records.find((record) => record.kind === "plan");
  for (const file of PLAN_FILES) {
    const bytes = await read(file);
    if (!bytes || !run) continue;
    const path = `${folder}/${file}`;
    const flags = planFileFlags(path, new TextDecoder().decode(bytes));
    const registered = {
      ...inPlanFile(path, () => readPlan(flags, CHOICES)),
      // The rule is the suite's that ran the plan; a file cannot say it.
      seedRule: run.plan.seedRule,
    };
    if (await planHash(registered) === run.plan_hash) {
      return { file, difference: null };
    }
    const field = differenceOf(run.plan, registered);
    return {
      file,
      difference: field === null
        ? `the journal's plan hash is not that of its own plan: found ${run.plan_hash}, expected ${await planHash(
          registered,
        )}`
        : `the plan is not the one registered in ${file}: ${
          field.replace(", recorded ", ", registered ")
        }`,
    };
  }
  return undefined;
}
