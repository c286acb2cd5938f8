/**
 * Reproducibility benchmark of hyper-parameter optimizers for speech emotion
 * recognition, for use from code. The main job on the command line is
 * `deno task bench`.
 *
 * {@linkcode definePlan} says what to run, {@linkcode runPlan} runs it into a
 * folder, {@linkcode readRun} gives the tables of such a folder as typed rows,
 * {@linkcode readTrialsFile} those of a table of trials or of another program's log.
 * Search spaces and optimizers, corpora and statistics stand on their own. The
 * training core is `./model`.
 *
 * @example Results of a kept run
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readRun } from "./mod.ts";
 *
 * const run = await readRun("results/reference/synthetic/default");
 * const [row] = run.table("summary");
 * assertEquals([row.corpus, row.scored_on], ["synthetic", "validation"]);
 * assertEquals(run.table("trials").length, run.plan.trials * 10);
 * ```
 *
 * @example A search of a function in place of training
 * ```ts
 * import { assert } from "@std/assert";
 * import { createOptimizer, type SearchSpace } from "./mod.ts";
 *
 * const space: SearchSpace = [
 *   { kind: "uniform", name: "x", low: -1, high: 1 },
 * ];
 * const optimizer = createOptimizer("optuna-5.0", space, {
 *   seed: 1,
 *   direction: "minimize",
 * });
 * let best = Infinity;
 * for (let i = 0; i < 30; i++) {
 *   const trial = optimizer.ask();
 *   if (trial === null) break;
 *   const value = (trial.params.x - 0.3) ** 2;
 *   optimizer.tell(trial.number, { state: "complete", value });
 *   best = Math.min(best, value);
 * }
 * assert(best < 0.01);
 * ```
 *
 * @module
 */
export * from "./corpora/mod.ts";
export * from "./optimizers/mod.ts";
export {
  DataError,
  EXIT,
  RefusedError,
  UsageError,
} from "./bench/command/exit_codes.ts";
export { definePlan, type PlanFields } from "./bench/plan/define_plan.ts";
export type { Plan, StreamSeeds } from "./bench/plan/plan.ts";
export {
  readRun,
  readTrialsFile,
  type RecordedRun,
  type RecordedTable,
} from "./bench/outputs/read_run.ts";
export type { LogColumns } from "./bench/trials/log_columns.ts";
export {
  type FinishedTrial,
  runPlan,
  type RunPlanOptions,
} from "./bench/run/from_code.ts";
export type * from "./bench/tables/rows.ts";
export { type Configuration, ModelError } from "./model/mod.ts";
/** Statistics of repeats: samples in, estimates out. */
export * as stats from "./bench/stats/mod.ts";
