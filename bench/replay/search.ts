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
import { keyOf, type LookUp } from "../recorded/table_objective.ts";
import { lookUp, type RecordedTable } from "./objective.ts";

/** A trial that was looked up. */
export interface ReplayTrial {
  /** Number in its search, from 0. */
  readonly trial: number;
  /** What the optimizer proposed. */
  readonly params: Params;
  /** Part of the optimizer that proposed it. */
  readonly phase: Phase;
  /** Validation BCA of the configuration that answers; `null` where none does: told as failed. */
  readonly validation: number | null;
  /** Its test BCA, which no optimizer sees; `null` where none is recorded. */
  readonly test: number | null;
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
  const test = new Map(
    table.rows.map((row) => [keyOf(row.params), row.test ?? null]),
  );
  const grid = preset.startsWith("grid")
    ? { grid: table.rows.map(({ params }) => params) }
    : {};
  return seeds.map((seed) =>
    search(preset, seed, trials, table.space, grid, look, test)
  );
}

function search(
  preset: string,
  seed: number,
  trials: number,
  space: SearchSpace,
  grid: { readonly grid?: readonly Params[] },
  look: LookUp,
  test: ReadonlyMap<string, number | null>,
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
    const { snapped, value, moved, distance } = look(params);
    optimizer.tell(
      number,
      value === null ? { state: "failed" } : { state: "complete", value },
    );
    found.push({
      trial: number,
      params,
      phase,
      validation: value,
      test: value === null ? null : test.get(keyOf(snapped!)) ?? null,
      moved,
      distance,
    });
  }
  return found;
}

/**
 * The incumbent after each trial: the best by validation BCA, the first on ties;
 * `null` until one is complete.
 */
export function incumbents<Trial extends Pick<ReplayTrial, "validation">>(
  trials: readonly Trial[],
): (Trial | null)[] {
  let best: Trial | null = null;
  return trials.map((trial) =>
    best = (trial.validation ?? -Infinity) > (best?.validation ?? -Infinity)
      ? trial
      : best
  );
}
