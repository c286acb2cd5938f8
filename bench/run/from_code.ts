/**
 * Runs plans from code.
 *
 * @module
 */
import { UsageError } from "../command/exit_codes.ts";
import { checkWeights } from "../encoder/weights_folder.ts";
import { readRun, type RecordedRun } from "../outputs/read_run.ts";
import { dataFolders } from "../plan/data_folders.ts";
import { type Plan, plannedTrials } from "../plan/plan.ts";
import { SYNTHETIC } from "../plan/plan_options.ts";
import { COUNTS } from "./options.ts";
import { openRun } from "./run.ts";

/** A trial that just finished. */
export interface FinishedTrial {
  /** Key of its study, such as "emodb/paper/whisper-tiny/quick/random/s1". */
  readonly study: string;
  /** Its number in the study, from 0. */
  readonly trial: number;
  /** Values of the searched hyper-parameters. */
  readonly params: Readonly<Record<string, number>>;
  /** How it ended. */
  readonly state: "complete" | "pruned" | "failed" | "diverged";
  /** Balanced class accuracy on the validation part; `null` where there is none. */
  readonly bca_validation: number | null;
  /** Trials of the plan that are done. */
  readonly done: number;
  /** Trials of the plan. */
  readonly total: number;
}

/** How a plan is run; nothing here changes a result. */
export interface RunPlanOptions {
  /** Folder that the run is written to. */
  readonly out: string;
  /** Folder of each recorded corpus; corpora/data/NAME where none is given. */
  readonly data?: Readonly<Record<string, string>>;
  /** Folder of the weights of an encoder that npm does not have. */
  readonly weights?: string;
  /** Use a copy of a corpus that is known not to be the original; default false. */
  readonly allowAltered?: boolean;
  /** Folder in which features are kept for later runs. */
  readonly cache?: string;
  /** Trials side by side; default 1. */
  readonly jobs?: number;
  /** Threads of one trial; default 1. */
  readonly threads?: number;
  /** Go on with the run that is in the folder; default false. */
  readonly resume?: boolean;
  /** Seed of the resamples behind bootstrap intervals; default 0. */
  readonly bootstrapSeed?: number;
  /** Write LaTeX tables, too; default false. */
  readonly latex?: boolean;
  /** Stops the run; finished trials are kept, and `resume` goes on. */
  readonly signal?: AbortSignal;
  /** Told of each step before trials, such as loading a corpus. */
  readonly onStep?: (text: string) => void;
  /** Told of each trial as it finishes. */
  readonly onTrial?: (trial: FinishedTrial) => void;
}

/**
 * Runs a plan to its end and writes its folder: journal, tables, report.
 *
 * Workers train, so the process needs the permissions of the set "bench" in
 * deno.json and writing of the folder, and `"unstable": ["worker-options"]`.
 * Encoders from npm are not fetched here: `deno task encoder add NAME` does it in
 * a checkout of the suite. Where the suite was imported from a registry, they are
 * looked for below the current folder, and encoders out of folders have no such
 * need.
 *
 * @param plan What `definePlan` gives
 * @returns The run, with its tables
 * @throws {UsageError} When an option cannot be used
 * @throws {DataError} When a corpus or an encoder cannot be used
 * @throws {RefusedError} When the folder is in use or holds something else
 * @throws The signal's reason
 */
export async function runPlan(
  plan: Plan,
  options: RunPlanOptions,
): Promise<RecordedRun> {
  const { out, weights, cache, signal, onStep, onTrial } = options;
  const { allowAltered = false, resume = false, latex = false } = options;
  const { jobs = 1, threads = 1, bootstrapSeed = 0 } = options;
  checkCounts({ jobs, threads, bootstrapSeed });
  checkWeights(plan.encoders, weights);
  using run = await openRun(plan, {
    ...{ out, weights, cache, allowAltered, resume, latex },
    ...{ jobs, threads, bootstrapSeed },
    data: {
      ...dataFolders(
        undefined,
        plan.corpora.filter((name) => name !== SYNTHETIC),
      ),
      ...options.data,
    },
    command: [],
  });
  const total = plannedTrials(plan);
  let done = run.records.filter(({ kind }) => kind === "trial").length;
  await run.run({
    signal,
    step: onStep,
    finished: ({ study, trial, params, state, validation }) =>
      onTrial?.({
        ...{ study, trial, params, state, done: ++done, total },
        bca_validation: validation?.bca ?? null,
      }),
  });
  await run.finish();
  return await readRun(run.folder);
}

/** Refuses counts that the command line would refuse. */
function checkCounts(counts: Readonly<Record<keyof typeof COUNTS, number>>) {
  for (const name of ["jobs", "threads", "bootstrapSeed"] as const) {
    const [low, high] = COUNTS[name];
    const value = counts[name];
    if (Number.isInteger(value) && low <= value && value <= high) continue;
    throw new UsageError(
      `Cannot run a plan with ${name} ${value}: expected a whole number from ${low} to ${high}`,
    );
  }
}
