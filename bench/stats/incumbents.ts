/**
 * The best so far along a search.
 *
 * @module
 */
import { mean } from "./sums.ts";
import type { Direction } from "./types.ts";

/** How a trial ended. */
export type TrialState = "complete" | "pruned" | "failed" | "diverged";

/** One trial of a search curve. */
export interface CurveTrial {
  /** Its value, `null` when it has none. */
  readonly value: number | null;
  /** How it ended; only complete trials become incumbent. */
  readonly state: TrialState;
  /** What it cost, however it ended. */
  readonly cost: number;
}

/** Result of {@linkcode incumbents}. */
export interface IncumbentCurve {
  /** Best value after each trial; `null` before the first complete one. */
  readonly incumbent: (number | null)[];
  /** Index of the last incumbent. */
  readonly bestIndex: number | null;
  /** Indices at which the incumbent changed; the first of equals stays. */
  readonly improvedAt: number[];
  /** Mean over trials, the floor standing in before the first; `null` if that is needed and absent. */
  readonly meanIncumbent: number | null;
  /** Mean over the budget; `null` without a floor. */
  readonly area: number | null;
}

/**
 * Follows the incumbent over trials and over cost. A value counts from the end
 * of its trial; after the last trial it is held.
 *
 * @param trials In the order they were run, one after another
 * @param floor What is had before the first complete trial (chance level)
 * @param budget Cost up to which the area is taken, above 0
 */
export function incumbents(
  trials: readonly CurveTrial[],
  direction: Direction,
  floor: number | null,
  budget: number,
): IncumbentCurve {
  const better = direction === "maximize"
    ? (a: number, b: number) => a > b
    : (a: number, b: number) => a < b;
  const incumbent: (number | null)[] = [];
  const improvedAt: number[] = [];
  let best: number | null = null;
  trials.forEach(({ value, state }, i) => {
    if (
      state === "complete" && value !== null &&
      (best === null || better(value, best))
    ) {
      best = value;
      improvedAt.push(i);
    }
    incumbent.push(best);
  });
  const held = incumbent.map((value) => value ?? floor);
  return {
    incumbent,
    bestIndex: improvedAt.at(-1) ?? null,
    improvedAt,
    meanIncumbent: held.length > 0 && held.every((value) => value !== null)
      ? mean(held)
      : null,
    area: floor === null || !(budget > 0)
      ? null
      : areaUnder(trials, incumbent, floor, budget),
  };
}

/** Integral of the best so far over the budget, divided by it. */
function areaUnder(
  trials: readonly CurveTrial[],
  incumbent: readonly (number | null)[],
  floor: number,
  budget: number,
): number {
  let area = 0;
  let now = 0;
  let best = floor;
  trials.forEach(({ cost }, i) => {
    const end = Math.min(budget, now + cost);
    area += best * (end - now);
    now = end;
    best = incumbent[i] ?? floor;
  });
  return (area + best * (budget - now)) / budget;
}
