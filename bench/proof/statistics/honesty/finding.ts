/**
 * What a simulation finds out about a statistic.
 *
 * @module
 */
import type { RandomStream } from "../../../stats/types.ts";

/** One line of the report. */
export interface Finding {
  /** The statistic, and what is counted. */
  readonly what: string;
  /** Law of the simulated data. */
  readonly data: string;
  /** Values in each simulated study. */
  readonly n: number;
  /** What was found: a share of runs, unless `what` says otherwise. */
  readonly value: number;
  /** Simulated studies; `null` where the share was counted out exactly. */
  readonly runs: number | null;
  /** Smallest value that is accepted; `null`: reported, not judged. */
  readonly low: number | null;
  /** Largest value that is accepted. */
  readonly high: number | null;
}

/** Range of accepted values. */
export type Gate = Pick<Finding, "low" | "high">;

/** Some simulations that belong together. */
export interface Simulation {
  /** Title above its findings. */
  readonly title: string;
  /**
   * Runs it.
   *
   * @param stream Its own stream
   * @param runs Studies of a cheap simulation; dear ones divide it
   */
  run(stream: RandomStream, runs: number): Finding[];
}

const LEVEL = 0.05;

/** Standard error of a share near 0.05 or 0.95. */
function standardError(runs: number): number {
  return Math.sqrt(LEVEL * (1 - LEVEL) / runs);
}

/** Reported, not judged. */
export const REPORTED: Gate = { low: null, high: null };

/** A nominal 95 % interval covers 93 to 97 %, two standard errors allowed. */
export function coverageGate(runs: number): Gate {
  const slack = 2 * standardError(runs);
  return { low: 0.93 - slack, high: 0.97 + slack };
}

/** A conservative interval covers at least 95 %, three standard errors allowed. */
export function atLeastGate(runs: number): Gate {
  return { low: 0.95 - 3 * standardError(runs), high: 1 };
}

/** A test at 0.05 rejects a true hypothesis at most that often, three standard errors allowed. */
export function levelGate(runs: number): Gate {
  return { low: 0, high: LEVEL + 3 * standardError(runs) };
}

/** False when a judged finding lies outside its range. */
export function isAccepted({ value, low, high }: Finding): boolean {
  return (low === null || value >= low) && (high === null || value <= high);
}

/** Counts how often each of several things holds, over some runs. */
export function shares<Name extends string>(
  runs: number,
  study: () => Readonly<Record<Name, boolean>>,
): Record<Name, number> {
  const counts = new Map<string, number>();
  for (let run = 0; run < runs; run++) {
    for (const [name, holds] of Object.entries(study())) {
      counts.set(name, (counts.get(name) ?? 0) + (holds ? 1 : 0));
    }
  }
  return Object.fromEntries(
    [...counts].map(([name, count]) => [name, count / runs]),
  ) as Record<Name, number>;
}

/** True when an interval holds a value; one without ends holds nothing. */
export function covers(
  low: number | null,
  high: number | null,
  value: number,
): boolean {
  return low !== null && high !== null && low <= value && value <= high;
}

/** A list of n draws. */
export function repeat<Value>(n: number, draw: () => Value): Value[] {
  return Array.from({ length: n }, draw);
}
