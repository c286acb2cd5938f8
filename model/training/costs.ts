import type { TrialCost } from "../types.ts";

/** Adds up what a trial costs. */
export class Costs {
  /** Epochs finished. */
  epochs_run = 0;
  /** Multiply-adds x 2. */
  flops = 0;
  #train_ms = 0;
  #eval_ms = 0;
  readonly #now: () => number;

  /** @param now Clock in milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Runs a task on the account of training. */
  async training<T>(task: () => T | Promise<T>): Promise<T> {
    const start = this.#now();
    try {
      return await task();
    } finally {
      this.#train_ms += this.#now() - start;
    }
  }

  /** Runs a task on the account of scoring. */
  async scoring<T>(task: () => T | Promise<T>): Promise<T> {
    const start = this.#now();
    try {
      return await task();
    } finally {
      this.#eval_ms += this.#now() - start;
    }
  }

  /** What it all came to so far. */
  total(): TrialCost {
    return {
      epochs_run: this.epochs_run,
      work_gflop: this.flops / 1e9,
      train_s: this.#train_ms / 1000,
      eval_s: this.#eval_ms / 1000,
    };
  }
}
