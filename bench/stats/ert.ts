/**
 * Expected running time: what a success costs, failures included.
 *
 * @module
 */
import { percentileInterval, replicates, type Resamples } from "./bootstrap.ts";
import { sum } from "./sums.ts";
import { checkSameLength } from "./survival.ts";
import { DEFAULT_LEVEL, type Interval } from "./types.ts";

/** Result of {@linkcode ert}. */
export interface RunningTime {
  /** Studies that reached the threshold. */
  readonly successes: number;
  /** Cost of all studies up to their success or end. */
  readonly total: number;
  /** Total over successes; `null` without success. */
  readonly ert: number | null;
}

/**
 * Total cost of all studies over the number of successes.
 *
 * @param spent Cost of each study up to its success, or its end
 * @throws {RangeError} If the lists differ in length
 *
 * Source: Hansen et al. 2012, "Real-Parameter Black-Box Optimization
 * Benchmarking 2012: Experimental Setup".
 */
export function ert(
  spent: readonly number[],
  reached: readonly boolean[],
): RunningTime {
  checkSameLength(spent, reached);
  const successes = reached.filter(Boolean).length;
  const total = sum(spent);
  return { successes, total, ert: successes === 0 ? null : total / successes };
}

/** Interval of an expected running time. */
export interface RunningTimeInterval extends Interval {
  /** Share of resamples without a success, whose running time is infinite. */
  readonly shareInfinite: number;
}

/**
 * Percentile interval over whole studies; an end that is infinite is `null`.
 *
 * @throws {RangeError} If the lists differ in length
 */
export function ertInterval(
  spent: readonly number[],
  reached: readonly boolean[],
  resamples: Resamples,
  level: number = DEFAULT_LEVEL,
): RunningTimeInterval {
  checkSameLength(spent, reached);
  const found = replicates(
    spent.map((_, i) => i),
    (studies) => {
      let total = 0;
      let successes = 0;
      for (const i of studies) {
        total += spent[i];
        if (reached[i]) successes++;
      }
      return successes === 0 ? Infinity : total / successes;
    },
    resamples,
  );
  const { low, high } = percentileInterval(found, level);
  return {
    low: finite(low),
    high: finite(high),
    shareInfinite: found.filter((x) => x === Infinity).length / found.length,
  };
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
