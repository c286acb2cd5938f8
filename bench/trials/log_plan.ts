/**
 * The plan that says what the columns of a log mean, on command lines.
 *
 * @module
 */
import type { Definition } from "../command/definition.ts";
import { readPlanFile } from "../command/files.ts";
import { planFileContent } from "../plan/plan_file.ts";
import { type LogColumns, logColumns } from "./log_columns.ts";

/** Names the plan. */
export const LOG_PLAN_FLAG: Definition["flags"][number] = {
  name: "plan",
  value: "FILE",
  help:
    "TOML or JSON whose table [log] says what the columns of a log mean that another program wrote; those of Optuna, Ray Tune and Hyperopt need none",
};

/**
 * What the columns of a log mean by a plan file.
 *
 * @param path Its path; `undefined`: there is none
 * @throws {DataError} If it cannot be read
 * @throws {UsageError} If it does not say it
 */
export function readLogPlan(path: string | undefined): LogColumns | undefined {
  return path === undefined
    ? undefined
    : logColumns(path, planFileContent(path, readPlanFile(path)));
}
