/**
 * One engine's search on a recorded table: no training, so thousands of seeds
 * take seconds.
 *
 * @module
 */
import {
  createOptimizer,
  type Params,
  type SearchSpace,
} from "../../optimizers/mod.ts";
import { type RecordedSetting, tableObjective } from "../objectives/table.ts";

/** A trial that was looked up. */
export interface ReplayTrial {
  /** Number in its search, from 0. */
  readonly trial: number;
  /** What the engine proposed. */
  readonly params: Params;
  /** Recorded BCA of the nearest setting; `null` where none is recorded: told as failed. */
  readonly bca: number | null;
  /** Whether the setting was moved to a recorded level. */
  readonly moved: boolean;
}

/**
 * Searches a table.
 *
 * @param engine Optimizer preset; its pruner is off, as a table has no epochs
 * @param seed The engine's own seed
 * @param space What was recorded
 * @param table Recorded settings
 * @returns The trials; fewer than asked for when a grid ends
 */
export function replaySearch(
  engine: string,
  seed: number,
  trials: number,
  space: SearchSpace,
  table: readonly RecordedSetting[],
): ReplayTrial[] {
  const look = tableObjective(table);
  const optimizer = createOptimizer(engine, space, {
    seed,
    direction: "maximize",
    pruner: "none",
    ...(engine.startsWith("grid")
      ? { grid: table.map(({ params }) => params) }
      : {}),
  });
  const found: ReplayTrial[] = [];
  for (let i = 0; i < trials; i++) {
    const proposal = optimizer.ask();
    if (proposal === null) break;
    const { value, moved } = look(proposal.params);
    optimizer.tell(
      proposal.number,
      value === null ? { state: "failed" } : { state: "complete", value },
    );
    found.push({
      trial: proposal.number,
      params: proposal.params,
      bca: value,
      moved,
    });
  }
  return found;
}

/** Best BCA after each trial; `null` until one is complete. */
export function incumbents(trials: readonly ReplayTrial[]): (number | null)[] {
  let best: number | null = null;
  return trials.map(({ bca }) =>
    best = bca === null ? best : Math.max(best ?? bca, bca)
  );
}
