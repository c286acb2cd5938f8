/**
 * Stops a trial whose best value so far falls behind a percentile of the others
 * at the same step; the median pruner is percentile 50.
 *
 * Source: optuna 4.9.0 and 5.0.0 (`pruners/_percentile.py`).
 *
 * @module
 */
import type { Direction, Pruner, TrialRecord } from "../types.ts";
import { isComplete } from "../history.ts";

/** Settings of the pruner, named and preset as Optuna's `MedianPruner`. */
export interface PercentileOptions {
  /** Share of the others that a trial must not fall behind, 0..100. */
  readonly percentile?: number;
  /** Complete trials before any trial is stopped. */
  readonly startupTrials?: number;
  /** First step at which a trial may be stopped. */
  readonly warmupSteps?: number;
  /** Only the first report of every so many steps is looked at. */
  readonly intervalSteps?: number;
  /** Others that must have reported at the step. */
  readonly minTrials?: number;
}

/** Equal to Optuna's `PercentilePruner`, and by default to its `MedianPruner`. */
export class PercentilePruner implements Pruner {
  readonly #options: Required<PercentileOptions>;

  /**
   * Makes a pruner for one study.
   *
   * @throws {RangeError} If a setting is outside its range
   */
  constructor(options: PercentileOptions = {}) {
    const all = {
      percentile: options.percentile ?? 50,
      startupTrials: options.startupTrials ?? 5,
      warmupSteps: options.warmupSteps ?? 0,
      intervalSteps: options.intervalSteps ?? 1,
      minTrials: options.minTrials ?? 1,
    };
    if (!(all.percentile >= 0 && all.percentile <= 100)) {
      throw new RangeError(
        `Cannot make a pruner: found percentile ${all.percentile}, expected 0 to 100`,
      );
    }
    checkCount("startupTrials", all.startupTrials, 0);
    checkCount("warmupSteps", all.warmupSteps, 0);
    checkCount("intervalSteps", all.intervalSteps, 1);
    checkCount("minTrials", all.minTrials, 1);
    this.#options = all;
  }

  prune(
    history: readonly TrialRecord[],
    trial: TrialRecord,
    direction: Direction,
  ): boolean {
    const { percentile, startupTrials, warmupSteps, intervalSteps, minTrials } =
      this.#options;
    const complete = history.filter(isComplete);
    if (complete.length === 0 || complete.length < startupTrials) return false;

    const step = trial.reports[trial.reports.length - 1].step;
    if (step < warmupSteps) return false;
    const intervalStart = step - (step - warmupSteps) % intervalSteps;
    const previous = trial.reports.at(-2)?.step ?? -1;
    if (previous >= intervalStart) return false;

    const own = trial.reports.map(({ value }) => value).filter(isNumber);
    if (own.length === 0) return true;

    const reported = complete.flatMap(({ reports }) =>
      reports.filter((report) => report.step === step)
    ).map(({ value }) => value);
    if (reported.length < minTrials) return false;
    const others = reported.filter(isNumber);
    if (others.length === 0) return false;

    return direction === "maximize"
      ? Math.max(...own) < percentileOf(others, 100 - percentile)
      : Math.min(...own) > percentileOf(others, percentile);
  }
}

const isNumber = (value: number) => !Number.isNaN(value);

/** Throws unless `value` is an integer that is at least `least`. */
export function checkCount(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `Cannot make a pruner: found ${name} ${value}, expected an integer from ${least} up`,
    );
  }
}

/** Percentile with linear interpolation, rounded as `numpy.percentile` rounds. */
function percentileOf(values: readonly number[], percentile: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * (percentile / 100);
  const below = Math.floor(place);
  const left = sorted[below];
  const right = sorted[Math.min(below + 1, sorted.length - 1)];
  const share = place - below;
  const distance = right - left;
  return share < 0.5 ? left + distance * share : right - distance * (1 - share);
}
