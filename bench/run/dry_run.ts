import type { RunOptions } from "../cli/options.ts";
import { type Plan, studiesOf } from "../plan.ts";

/** Prints the studies that a plan stands for, without touching any file. */
export function dryRun(plan: Plan, run: RunOptions): void {
  const studies = studiesOf(plan);
  if (run.json) {
    console.log(JSON.stringify({ plan, studies }, null, 2));
    return;
  }
  for (const { key, trials } of studies) {
    console.log(`${key}  ${trials} trials`);
  }
  const total = studies.reduce((sum, { trials }) => sum + trials, 0);
  console.log(
    `${studies.length} studies, ${total} trials, ${run.jobs} side by side`,
  );
}
