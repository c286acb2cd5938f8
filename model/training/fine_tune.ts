/**
 * Two-stage training of one configuration (arXiv 2510.07052, section 3): the head
 * alone up to `unfreeze_epoch`, then head and encoder. Optimiser and cosine
 * schedule start anew at the unfreeze epoch, over the epochs left.
 *
 * @module
 */
import { balancedWeights } from "./class_weights.ts";
import { Costs } from "./costs.ts";
import { cropped } from "./crop.ts";
import { pooledWidth } from "../graph/graphs.ts";
import { HeadSession, xavierHead } from "./head_session.ts";
import { cosineRate } from "./cosine.ts";
import { checkParts, demand, prepared, probeHead, scored } from "./parts.ts";
import type { LinearHead } from "./probe.ts";
import type { ModelRuntime } from "../runtime.ts";
import { shuffled } from "./shuffle.ts";
import {
  frozenStage,
  type Prepared,
  type Stage,
  unfrozenStage,
} from "./stages.ts";
import type { Example, FineTuneOptions, Score, TrialResult } from "../types.ts";

/** A mean loss above so many times that of guessing counts as divergence. */
const DIVERGED_FACTOR = 100;

/**
 * Trains and scores one configuration.
 *
 * Draws from `random`: the head's weights row by row where the recipe starts
 * with Xavier, then for each epoch one shuffle of the training part, before the
 * first unfrozen one LoRA's factors A row by row, and in unfrozen epochs of
 * recipes that crop, two numbers for each utterance.
 *
 * @param runtime Encoder, recipe and what trials share
 * @throws {RangeError} If the configuration, a part or a label is out of range
 * @throws The signal's reason, if it is aborted
 */
export async function fineTune(
  runtime: ModelRuntime,
  options: FineTuneOptions,
): Promise<TrialResult> {
  check(runtime, options);
  const costs = new Costs(options.now);
  const trial = new TrialTraining(runtime, options, costs);
  try {
    return await trial.run();
  } catch (error) {
    if (!(error instanceof Divergence)) throw error;
    return { state: "diverged", reason: error.message, ...costs.total() };
  }
}

/** Thrown inside a trial whose loss left the finite or sensible range. */
class Divergence extends Error {}

class TrialTraining {
  readonly #runtime: ModelRuntime;
  readonly #options: FineTuneOptions;
  readonly #costs: Costs;
  #preparedTest?: Prepared[];

  constructor(runtime: ModelRuntime, options: FineTuneOptions, costs: Costs) {
    this.#runtime = runtime;
    this.#options = options;
    this.#costs = costs;
  }

  async run(): Promise<TrialResult> {
    const { configuration: { num_epochs, unfreeze_epoch }, report } =
      this.#options;
    const costs = this.#costs;
    const { head_start, tuning } = this.#runtime.options.recipe;
    const everFrozen = unfreeze_epoch > 0 || tuning === "probe";
    let before = { ...costs.total(), flops: 0 };

    const { train, validation, head, origin } = await costs.training(
      async () => {
        const needed = everFrozen || head_start === "probe";
        const train = await this.#prepare(this.#options.train, needed);
        const validation = await this.#prepare(
          this.#options.validation,
          needed,
        );
        const origin = this.#startHead(train);
        const head = new HeadSession(
          this.#runtime.options,
          origin,
          this.#classWeights(),
        );
        return { train, validation, head, origin };
      },
    );
    let stage = frozenStage(head, num_epochs);
    const start = head_start === "probe"
      ? await this.#startScore(stage, validation)
      : undefined;
    let state: "complete" | "pruned" = "complete";
    let validationScore: Score | undefined;
    for (let epoch = 0; epoch < num_epochs; epoch++) {
      const { rate, loss, norm } = await costs.training(async () => {
        if (epoch === unfreeze_epoch && tuning !== "probe") {
          stage = await this.#unfreeze(head.head, origin);
        }
        return await this.#trainEpoch(stage, train, epoch);
      });
      validationScore = await costs.scoring(() =>
        this.#score(stage, validation)
      );
      if (Number.isNaN(validationScore.loss)) {
        throw new Divergence(
          `Training diverged in epoch ${epoch}: the weights give no number as loss`,
        );
      }
      costs.epochs_run++;
      const now = { ...costs.total(), flops: costs.flops };
      const goOn = await report({
        epoch,
        frozen: stage.frozen,
        lr: rate,
        train_loss: loss,
        validation_loss: validationScore.loss,
        bca_validation: validationScore.bca,
        gradient_norm: norm,
        work_gflop: (now.flops - before.flops) / 1e9,
        train_s: now.train_s - before.train_s,
        eval_s: now.eval_s - before.eval_s,
      });
      before = now;
      if (!goOn) {
        state = "pruned";
        break;
      }
    }
    const test = await this.#testScore(stage);
    return {
      state,
      validation: validationScore!,
      ...(test ? { test } : {}),
      ...(start ? { start } : {}),
      ...(this.#options.keepModel ? { model: stage.model() } : {}),
      ...costs.total(),
    };
  }

  async #prepare(
    examples: readonly Example[],
    pool: boolean,
  ): Promise<Prepared[]> {
    const { configuration: { max_length }, signal } = this.#options;
    return await prepared(
      this.#runtime,
      examples,
      max_length,
      pool,
      this.#costs,
      signal,
    );
  }

  #startHead(train: readonly Prepared[]): LinearHead {
    const { encoder, recipe, classes } = this.#runtime.options;
    if (recipe.head_start === "xavier") {
      const width = pooledWidth(encoder, recipe);
      return xavierHead(width, classes, this.#options.random);
    }
    return probeHead(this.#runtime, train, this.#costs);
  }

  #classWeights(): number[] | undefined {
    const { recipe, classes } = this.#runtime.options;
    if (recipe.class_weights === "equal") return undefined;
    const labels = this.#options.train.map(({ label }) => label);
    return balancedWeights(labels, classes);
  }

  /** BCA of the probe that the trial starts from. */
  async #startScore(
    stage: Stage,
    validation: readonly Prepared[],
  ): Promise<{ bca_validation: number; bca_test?: number }> {
    const validationScore = await this.#costs.scoring(() =>
      this.#score(stage, validation)
    );
    const test = await this.#testScore(stage);
    return {
      bca_validation: validationScore.bca,
      ...(test ? { bca_test: test.bca } : {}),
    };
  }

  async #unfreeze(head: LinearHead, origin: LinearHead): Promise<Stage> {
    const { unfreeze_epoch, num_epochs } = this.#options.configuration;
    const session = await this.#runtime.training();
    session.start(head, {
      origin,
      classWeights: this.#classWeights(),
      random: this.#options.random,
    });
    return unfrozenStage(session, unfreeze_epoch, num_epochs);
  }

  /** One pass over the training part in random order; means over steps. */
  async #trainEpoch(
    stage: Stage,
    train: readonly Prepared[],
    epoch: number,
  ): Promise<{ rate: number; loss: number; norm: number }> {
    const { configuration, random, signal } = this.#options;
    const { recipe, classes } = this.#runtime.options;
    const rate = cosineRate(
      configuration.lr,
      epoch - stage.start,
      stage.epochs,
    );
    const order = shuffled(train, random);
    let [loss, norm] = [0, 0];
    for (let at = 0; at < order.length; at += recipe.batch) {
      const batch = order.slice(at, at + recipe.batch)
        .map((item) => stage.frozen ? item : this.#crop(item));
      const step = await stage.step(batch, rate);
      signal?.throwIfAborted();
      if (!Number.isFinite(step.loss)) {
        throw new Divergence(
          `Training diverged in epoch ${epoch}: the loss of "${
            batch[0].example.id
          }" is ${step.loss}`,
        );
      }
      loss += step.loss * batch.length / order.length;
      norm += step.norm * batch.length / order.length;
      this.#costs.flops += step.flops;
    }
    const guessing = Math.log(classes);
    if (loss > DIVERGED_FACTOR * guessing) {
      throw new Divergence(
        `Training diverged in epoch ${epoch}: the mean loss is ${
          loss.toPrecision(4)
        }, more than ${DIVERGED_FACTOR} times that of guessing, ${
          guessing.toPrecision(4)
        }`,
      );
    }
    return { rate, loss, norm };
  }

  #crop(item: Prepared): Prepared {
    const { shortest_crop } = this.#runtime.options.recipe;
    if (shortest_crop === 1) return item;
    const { random } = this.#options;
    return { ...item, frames: cropped(item.frames, shortest_crop, random) };
  }

  async #testScore(stage: Stage): Promise<Score | undefined> {
    const { test } = this.#options;
    return test && await this.#costs.scoring(async () => {
      this.#preparedTest ??= await this.#prepare(test, stage.frozen);
      return await this.#score(stage, this.#preparedTest);
    });
  }

  #score(stage: Stage, items: readonly Prepared[]): Promise<Score> {
    const { classes } = this.#runtime.options;
    return scored(stage, items, classes, this.#costs, this.#options.signal);
  }
}

function check(runtime: ModelRuntime, options: FineTuneOptions): void {
  const { lr, num_epochs, unfreeze_epoch, max_length } = options.configuration;
  const whole = Number.isInteger;
  demand(lr > 0 && lr < Infinity, "lr", lr, "a finite number above 0");
  demand(
    whole(num_epochs) && num_epochs >= 1,
    "num_epochs",
    num_epochs,
    "an integer of at least 1",
  );
  demand(
    whole(unfreeze_epoch) && unfreeze_epoch >= 0,
    "unfreeze_epoch",
    unfreeze_epoch,
    "an integer of at least 0",
  );
  checkParts(runtime, options, max_length);
}
