/**
 * The linear probe as a trial of its own: what a recipe gives without fine-tuning.
 *
 * @module
 */
import { Costs } from "./costs.ts";
import {
  checkParts,
  type Parts,
  prepared,
  probeHead,
  scored,
} from "./parts.ts";
import { logProbabilitiesOf } from "./probe.ts";
import type { ModelRuntime } from "../runtime.ts";
import { pooledOf, type Prepared } from "./stages.ts";
import type { FineTuneOptions, TrialResult } from "../types.ts";

/** A probe: what to fit on, what to score. */
export interface ProbeTrialOptions extends Parts {
  /** Longest audio used, in samples at 16 kHz. */
  readonly max_length: number;
  /** Clock in milliseconds; only differences are used. */
  readonly now: FineTuneOptions["now"];
  /** Whether the result holds the head. */
  readonly keepModel?: boolean;
}

/**
 * Fits and scores the probe that a head of the recipe starts from, or would start
 * from: softmax regression on the features that the recipe pools, with its
 * `probe_penalty` and `class_weights`. No draw, no epoch: the same data give the
 * same result.
 *
 * @param runtime Encoder, recipe and what trials share
 * @throws {RangeError} If the length, a part or a label is out of range
 * @throws The signal's reason, if it is aborted
 */
export async function fitAndScoreProbe(
  runtime: ModelRuntime,
  options: ProbeTrialOptions,
): Promise<TrialResult> {
  const { train, validation, test, max_length, signal } = options;
  const { classes } = runtime.options;
  checkParts(runtime, options, max_length);
  const costs = new Costs(options.now);
  const prepare = (examples: typeof train) =>
    prepared(runtime, examples, max_length, true, costs, signal);
  const { stage, items, head } = await costs.training(async () => {
    const head = probeHead(runtime, await prepare(train), costs);
    const score = (item: Prepared) => ({
      logProbabilities: logProbabilitiesOf(head, pooledOf(item)),
      flops: 2 * head.weight.length,
    });
    return { stage: { score }, items: await prepare(validation), head };
  });
  const score = (items: readonly Prepared[]) =>
    scored(stage, items, classes, costs, signal);
  const onValidation = await costs.scoring(() => score(items));
  const onTest = test &&
    await costs.scoring(async () => score(await prepare(test)));
  return {
    state: "complete",
    validation: onValidation,
    ...(onTest ? { test: onTest } : {}),
    ...(options.keepModel ? { model: { head, weights: new Map() } } : {}),
    ...costs.total(),
  };
}
