/**
 * What a trial does with the parts of a corpus whatever it trains: check them,
 * get their features, score them.
 *
 * @module
 */
import type { Costs } from "./costs.ts";
import { type Answer, scoreOf } from "../metrics.ts";
import { fitProbe, type LinearHead } from "./probe.ts";
import type { ModelRuntime } from "../runtime.ts";
import type { Prepared, Stage } from "./stages.ts";
import type { Example, FineTuneOptions, Score } from "../types.ts";

/** What trials are made of: the parts, and a signal that ends them. */
export type Parts = Pick<
  FineTuneOptions,
  "train" | "validation" | "test" | "signal"
>;

/**
 * Refuses a value that cannot be used.
 *
 * @throws {RangeError} Unless it is good
 */
export function demand(
  good: boolean,
  name: string,
  found: unknown,
  want: string,
): void {
  if (good) return;
  throw new RangeError(
    `Cannot fine-tune: ${name} is ${found}, expected ${want}`,
  );
}

/**
 * Checks length and parts.
 *
 * @throws {RangeError} If the length, a part or a label is out of range
 */
export function checkParts(
  { options: { encoder, classes } }: ModelRuntime,
  parts: Parts,
  maxLength: number,
): void {
  const whole = Number.isInteger;
  demand(
    whole(maxLength) && maxLength >= 1 && maxLength <= encoder.maxSamples,
    "max_length",
    maxLength,
    `an integer from 1 to ${encoder.maxSamples}`,
  );
  for (const part of ["train", "validation", "test"] as const) {
    const examples = parts[part];
    if (!examples) continue;
    demand(
      examples.length > 0,
      `the number of ${part} examples`,
      0,
      "at least 1",
    );
    for (const { id, label } of examples) {
      demand(
        whole(label) && label >= 0 && label < classes,
        `the label of "${id}"`,
        label,
        `an integer from 0 to ${classes - 1}`,
      );
    }
  }
}

/**
 * Features of examples, their work on the account of the trial.
 *
 * @param pool Whether pooled features are wanted
 * @throws The signal's reason, if it is aborted
 */
export async function prepared(
  runtime: ModelRuntime,
  examples: readonly Example[],
  maxLength: number,
  pool: boolean,
  costs: Costs,
  signal?: AbortSignal,
): Promise<Prepared[]> {
  const cache = await runtime.features();
  const found: Prepared[] = [];
  for (const example of examples) {
    const features = await cache.of(example, maxLength, pool);
    costs.flops += features.flops;
    found.push({ example, ...features });
    signal?.throwIfAborted();
  }
  return found;
}

/** The recipe's linear probe on pooled features of the training part. */
export function probeHead(
  { options: { recipe, classes } }: ModelRuntime,
  train: readonly Prepared[],
  costs: Costs,
): LinearHead {
  const { head, flops } = fitProbe(
    train.map(({ pooled }) => pooled!),
    train.map(({ example }) => example.label),
    {
      classes,
      penalty: recipe.probe_penalty,
      balanced: recipe.class_weights === "balanced",
    },
  );
  costs.flops += flops;
  return head;
}

/**
 * Scores examples.
 *
 * @throws The signal's reason, if it is aborted
 */
export async function scored(
  stage: Pick<Stage, "score">,
  items: readonly Prepared[],
  classes: number,
  costs: Costs,
  signal?: AbortSignal,
): Promise<Score> {
  const answers: Answer[] = [];
  for (const item of items) {
    const { logProbabilities, flops } = await stage.score(item);
    const { id, label } = item.example;
    signal?.throwIfAborted();
    costs.flops += flops;
    answers.push({ id, truth: label, logProbabilities });
  }
  return scoreOf(answers, classes);
}
