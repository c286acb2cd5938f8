/**
 * One optimizer's searches on a recorded table: no training, so thousands of seeds
 * take seconds.
 *
 * @module
 */
import {
  createOptimizer,
  type Params,
  type Phase,
  type SearchSpace,
} from "../../optimizers/mod.ts";
import type { LookUp } from "../recorded/table_objective.ts";
import { lookUp, type RecordedTable, spaceOf } from "./objective.ts";

/** A trial that was looked up. */
export interface ReplayTrial {
  /** Number in its search, from 0. */
  readonly trial: number;
  /** What the optimizer proposed. */
  readonly params: Params;
  /** Part of the optimizer that proposed it. */
  readonly phase: Phase;
  /** Recorded BCA of the configuration that answers; `null` where none does: told as failed. */
  readonly bca: number | null;
  /** Whether a configuration answers, or would have to, that was not asked for. */
  readonly moved: boolean;
  /** How far away it lies; `null` where nothing comparable is recorded. */
  readonly distance: number | null;
}

/**
 * Searches a table, once for each seed.
 *
 * @param optimizer Optimizer preset; its pruner is off, as a table has no epochs; a
 * grid is that of the recorded configurations
 * @param seeds The optimizer's own seeds
 * @returns The trials of each search; fewer than asked for when a grid ends
 */
export function replaySearches(
  preset: string,
  seeds: readonly number[],
  trials: number,
  table: RecordedTable,
): ReplayTrial[][] {
  const look = lookUp(table);
  const space = spaceOf(table);
  const grid = preset.startsWith("grid")
    ? { grid: table.rows.map(({ params }) => params) }
    : {};
  return seeds.map((seed) => search(preset, seed, trials, space, grid, look));
}

function search(
  preset: string,
  seed: number,
  trials: number,
  space: SearchSpace,
  grid: { readonly grid?: readonly Params[] },
  look: LookUp,
): ReplayTrial[] {
  const optimizer = createOptimizer(preset, space, {
    seed,
    direction: "maximize",
    pruner: "none",
    ...grid,
  });
  const found: ReplayTrial[] = [];
  for (let i = 0; i < trials; i++) {
    const proposal = optimizer.ask();
    if (proposal === null) break;
    const { number, params, phase } = proposal;
    const { value, moved, distance } = look(params);
    optimizer.tell(
      number,
      value === null ? { state: "failed" } : { state: "complete", value },
    );
    found.push({ trial: number, params, phase, bca: value, moved, distance });
  }
  return found;
}

/** Best BCA after each trial; `null` until one is complete. */
export function incumbents(
  trials: readonly Pick<ReplayTrial, "bca">[],
): (number | null)[] {
  let best: number | null = null;
  return trials.map(({ bca }) =>
    best = bca === null ? best : Math.max(best ?? bca, bca)
  );
}
