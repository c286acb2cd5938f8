import { assert } from "@std/assert";
import type { WorkerMaterial } from "../../../bench/run/messages.ts";
import { FormulaTrainer } from "./formula_trainer.ts";

/** Predicts the first class, so that scores fit the partition. */
export class PredictingTrainer extends FormulaTrainer implements Disposable {
  readonly #material: WorkerMaterial;

  constructor(jobs: number, material: WorkerMaterial) {
    super(jobs, () => 3);
    this.#material = material;
  }

  override async run(...[job, onEpoch]: Parameters<FormulaTrainer["run"]>) {
    const result = await super.run(job, onEpoch);
    assert(result.state === "complete");
    const predictions = job.validation.map((i) => {
      const { id, label } = this.#material.examples[i];
      const probabilities = Array.from(
        { length: this.#material.classes },
        (_, c) => c === 0 ? 1 : 0,
      );
      return { id, truth: label, predicted: 0, probabilities };
    });
    const validation = { ...result.validation, predictions };
    const { test: _, ...scored } = result;
    return { ...scored, validation };
  }

  [Symbol.dispose](): void {}
}
