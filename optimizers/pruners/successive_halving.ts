/**
 * Asynchronous successive halving: at growing steps (rungs), only the best share
 * of the trials that came so far goes on.
 *
 * Notation:
 * - eta, reduction factor; rung r lies at step minResource eta^(rate + r)
 * - competing values of a rung: those of all trials that reached it
 *
 * Source: Li et al. 2020, "A System for Massively Parallel Hyperparameter
 * Tuning"; optuna 4.9.0 and 5.0.0 (`pruners/_successive_halving.py`).
 *
 * @module
 */
import type { Direction, Pruner, TrialRecord } from "../types.ts";
import { isComplete, lastStep } from "../history.ts";
import { checkCount } from "./percentile.ts";

/** Settings of the pruner, named and preset as Optuna's. */
export interface HalvingOptions {
  /**
   * Step of the first rung; "auto": a hundredth of the longest complete trial,
   * at least 1, fixed at the first report after one is complete.
   */
  readonly minResource?: number | "auto";
  /** One in so many trials goes on. */
  readonly reductionFactor?: number;
  /** Power of the reduction factor by which the first rung is put off. */
  readonly minEarlyStoppingRate?: number;
  /** Trials that must have reached a rung before any goes on. */
  readonly bootstrapCount?: number;
}

/** Equal to Optuna's `SuccessiveHalvingPruner`. */
export class SuccessiveHalvingPruner implements Pruner {
  readonly #eta: number;
  readonly #rate: number;
  readonly #bootstrapCount: number;
  #minResource: number | "auto";
  /** Values at the rungs that each trial has reached, by trial number. */
  readonly #rungs = new Map<number, number[]>();

  /**
   * Makes a pruner for one study.
   *
   * @throws {RangeError} If a setting is outside its range
   */
  constructor(options: HalvingOptions = {}) {
    this.#minResource = options.minResource ?? "auto";
    this.#eta = options.reductionFactor ?? 4;
    this.#rate = options.minEarlyStoppingRate ?? 0;
    this.#bootstrapCount = options.bootstrapCount ?? 0;
    if (this.#minResource !== "auto") {
      checkCount("minResource", this.#minResource, 1);
    }
    checkCount("reductionFactor", this.#eta, 2);
    checkCount("minEarlyStoppingRate", this.#rate, 0);
    checkCount("bootstrapCount", this.#bootstrapCount, 0);
  }

  prune(
    history: readonly TrialRecord[],
    trial: TrialRecord,
    direction: Direction,
  ): boolean {
    const { step, value } = trial.reports[trial.reports.length - 1];
    const minResource = this.#firstRung(history);
    if (minResource === undefined) return false;
    const reached = this.#rungs.get(trial.number) ?? [];
    this.#rungs.set(trial.number, reached);
    while (step >= minResource * this.#eta ** (this.#rate + reached.length)) {
      if (Number.isNaN(value)) return true;
      const rung = reached.length;
      reached.push(value);
      const competing = history
        .map(({ number }) => this.#rungs.get(number)?.[rung])
        .filter((rungValue) => rungValue !== undefined);
      if (competing.length < this.#bootstrapCount + 1) return true;
      if (!this.#goesOn(value, competing, direction)) return true;
    }
    return false;
  }

  #firstRung(history: readonly TrialRecord[]): number | undefined {
    if (this.#minResource !== "auto") return this.#minResource;
    const longest = longestComplete(history);
    if (longest === undefined) return undefined;
    this.#minResource = Math.max(Math.floor(longest / 100), 1);
    return this.#minResource;
  }

  /** Whether a value is among the best in eta; the best of fewer than eta is. */
  #goesOn(
    value: number,
    competing: readonly number[],
    direction: Direction,
  ): boolean {
    const ascending = Float64Array.from(competing).sort();
    const place = Math.max(Math.floor(ascending.length / this.#eta) - 1, 0);
    return direction === "maximize"
      ? value >= ascending[ascending.length - 1 - place]
      : value <= ascending[place];
  }
}

/** Largest step that a complete trial has reported. */
export function longestComplete(
  history: readonly TrialRecord[],
): number | undefined {
  const steps = history.filter(isComplete).map(lastStep)
    .filter((step) => step !== undefined);
  return steps.length === 0 ? undefined : Math.max(...steps);
}
