/**
 * Hyperband: successive halving at several first rungs side by side, each trial
 * in one of these brackets.
 *
 * Notation:
 * - eta, reduction factor; R and r, largest and smallest resource (steps)
 * - B = floor(log_eta(R / r)) + 1 brackets; bracket b starts at rung b and holds
 *   ceil(B eta^(B-1-b) / (B-b)) shares of all trials
 *
 * Source: Li et al. 2018, "Hyperband: A Novel Bandit-Based Approach to
 * Hyperparameter Optimization"; optuna 4.9.0 and 5.0.0 (`pruners/_hyperband.py`).
 *
 * @module
 */
import type { Direction, Pruner, TrialRecord } from "../types.ts";
import { log } from "../numeric/math.ts";
import { checkCount } from "./percentile.ts";
import {
  longestComplete,
  SuccessiveHalvingPruner,
} from "./successive_halving.ts";

/** Settings of the pruner, named and preset as Optuna's. */
export interface HyperbandOptions {
  /** Step of the first rung of the first bracket. */
  readonly minResource?: number;
  /** Most steps of a trial; "auto": one more than the longest complete trial's. */
  readonly maxResource?: number | "auto";
  /** One in so many trials goes on. */
  readonly reductionFactor?: number;
  /** Trials that must have reached a rung before any goes on. */
  readonly bootstrapCount?: number;
  /** Name of the study: it decides which bracket a trial is in. */
  readonly studyName?: string;
}

/** Equal to Optuna's `HyperbandPruner` in a study of the same name. */
export class HyperbandPruner implements Pruner {
  readonly #options: Required<HyperbandOptions>;
  #brackets: { readonly share: number; readonly pruner: Pruner }[] = [];

  /**
   * Makes a pruner for one study.
   *
   * @throws {RangeError} If a setting is outside its range
   */
  constructor(options: HyperbandOptions = {}) {
    this.#options = {
      minResource: options.minResource ?? 1,
      maxResource: options.maxResource ?? "auto",
      reductionFactor: options.reductionFactor ?? 3,
      bootstrapCount: options.bootstrapCount ?? 0,
      studyName: options.studyName ?? "study",
    };
    const { minResource, maxResource, reductionFactor, bootstrapCount } =
      this.#options;
    checkCount("minResource", minResource, 1);
    checkCount("reductionFactor", reductionFactor, 2);
    checkCount("bootstrapCount", bootstrapCount, 0);
    if (maxResource !== "auto") {
      checkCount("maxResource", maxResource, minResource);
    } else if (bootstrapCount > 0) {
      throw new RangeError(
        `Cannot make a pruner: found bootstrapCount ${bootstrapCount} with maxResource "auto", expected a number of steps as maxResource`,
      );
    }
  }

  prune(
    history: readonly TrialRecord[],
    trial: TrialRecord,
    direction: Direction,
  ): boolean {
    if (this.#brackets.length === 0) {
      const maxResource = this.#options.maxResource === "auto"
        ? (longestComplete(history) ?? NaN) + 1
        : this.#options.maxResource;
      if (Number.isNaN(maxResource)) return false;
      this.#layOut(maxResource);
    }
    const bracket = this.#bracketOf(trial.number);
    return this.#brackets[bracket].pruner.prune(
      history.filter(({ number }) => this.#bracketOf(number) === bracket),
      trial,
      direction,
    );
  }

  #layOut(maxResource: number): void {
    const { minResource, reductionFactor: eta, bootstrapCount } = this.#options;
    // A quotient of logarithms, as the library has it: 3^k may fall below k.
    const count = Math.floor(log(maxResource / minResource) / log(eta)) + 1;
    this.#brackets = Array.from({ length: count }, (_, b) => ({
      share: Math.ceil(count * eta ** (count - 1 - b) / (count - b)),
      pruner: new SuccessiveHalvingPruner({
        minResource,
        reductionFactor: eta,
        minEarlyStoppingRate: b,
        bootstrapCount,
      }),
    }));
  }

  #bracketOf(trial: number): number {
    const total = this.#brackets.reduce((sum, { share }) => sum + share, 0);
    let rest = crc32(`${this.#options.studyName}_${trial}`) % total;
    let bracket = 0;
    while (rest >= this.#brackets[bracket].share) {
      rest -= this.#brackets[bracket++].share;
    }
    return bracket;
  }
}

/** CRC-32 (IEEE 802.3) of the text's UTF-8 bytes, as an unsigned integer. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
