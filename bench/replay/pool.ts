/**
 * Many searches side by side.
 *
 * @module
 */
import { inWorkers } from "../workers/in_workers.ts";
import type { ReplayJob, ReplayResult } from "./messages.ts";
import type { RecordedTable } from "./objective.ts";
import type { OptimizerReplay } from "./tables.ts";

/** One optimizer's work is cut into parts of so many seeds, so that workers end together. */
const SEEDS_IN_A_PART = 20;

/** What to run. */
export interface ReplayPlan {
  /** Optimizer presets. */
  readonly optimizers: readonly string[];
  /** The optimizers' own seeds. */
  readonly seeds: readonly number[];
  /** Trials of a search. */
  readonly trials: number;
}

/**
 * Runs every optimizer on every seed. The searches do not depend on who ran what.
 *
 * @param jobs Workers side by side
 */
export async function replayAll(
  { optimizers, seeds, trials }: ReplayPlan,
  { rows, space, labels, rule }: RecordedTable,
  jobs: number,
): Promise<OptimizerReplay[]> {
  const parts = optimizers.flatMap((optimizer) =>
    Array.from(
      { length: Math.ceil(seeds.length / SEEDS_IN_A_PART) },
      (_, i) => ({
        optimizer,
        seeds: seeds.slice(i * SEEDS_IN_A_PART, (i + 1) * SEEDS_IN_A_PART),
      }),
    )
  );
  const results = await inWorkers<ReplayJob, ReplayResult>(
    import.meta.resolve("./worker.ts"),
    parts.map((part) => ({
      ...part,
      trials,
      table: { rows, space, labels, rule },
    })),
    jobs,
  );
  const finished = parts.map((part, i) => ({ ...part, ...results[i] }));
  return optimizers.map((optimizer) => {
    const own = finished.filter((part) => part.optimizer === optimizer);
    return {
      optimizer,
      searches: own.flatMap(({ seeds, searches }) =>
        seeds.map((seed, k) => ({ seed, trials: searches[k] }))
      ),
    };
  });
}
