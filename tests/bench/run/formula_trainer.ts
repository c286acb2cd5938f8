import { assert } from "@std/assert";
import type { TrialJob } from "../../../bench/run/messages.ts";
import type { OnEpoch } from "../../../bench/run/pool.ts";
import type { Trainer } from "../../../bench/run/run_plan.ts";
import type { Score, TrialResult } from "../../../model/mod.ts";

/** A trainer without training: the score follows from configuration and seed alone. */
export class FormulaTrainer implements Trainer {
  #free: number;
  readonly #pause: () => number;

  /** @param pause Turns of the event loop that a trial takes */
  constructor(jobs: number, pause: () => number) {
    this.#free = jobs;
    this.#pause = pause;
  }

  get idle(): boolean {
    return this.#free > 0;
  }

  async run(
    job: TrialJob,
    onEpoch: OnEpoch,
  ): Promise<TrialResult> {
    assert(!job.probe);
    const { configuration, trainSeed } = job;
    assert(this.#free-- > 0, "a trial was started on no free worker");
    const final = Math.abs(
      Math.sin(
        configuration.lr * 1e5 + configuration.num_epochs + trainSeed % 7,
      ),
    );
    let goOn = true;
    let epoch = 0;
    for (; goOn && epoch < configuration.num_epochs; epoch++) {
      for (let turns = this.#pause(); turns > 0; turns--) {
        await Promise.resolve();
      }
      goOn = onEpoch({
        epoch,
        frozen: false,
        lr: configuration.lr,
        train_loss: 1,
        validation_loss: 1,
        bca_validation: final * (epoch + 1) / configuration.num_epochs,
        gradient_norm: 1,
        work_gflop: 1,
        train_s: 0,
        eval_s: 0,
      });
    }
    this.#free++;
    const validation: Score = {
      bca: final * epoch / configuration.num_epochs,
      accuracy: 0,
      macro_f1: 0,
      loss: 0,
      absent_classes: [],
      collapsed: false,
      confusion: [],
      predictions: [],
    };
    return {
      state: goOn ? "complete" : "pruned",
      validation,
      test: validation,
      epochs_run: epoch,
      work_gflop: epoch,
      train_s: 0,
      eval_s: 0,
    };
  }
}
