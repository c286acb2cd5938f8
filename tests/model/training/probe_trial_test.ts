import { assert, assertEquals, assertRejects } from "@std/assert";
import { FeatureCache } from "../../../model/features.ts";
import { fineTune } from "../../../model/training/fine_tune.ts";
import { type Answer, scoreOf } from "../../../model/metrics.ts";
import { fitProbe, logProbabilitiesOf } from "../../../model/training/probe.ts";
import { fitAndScoreProbe } from "../../../model/training/probe_trial.ts";
import type { Recipe } from "../../../model/recipe.ts";
import { recipeFor } from "../../../model/recipes.ts";
import { ModelRuntime } from "../../../model/runtime.ts";
import type { Example, TrialResult } from "../../../model/types.ts";
import { testStream, tinyEncoder, tones } from "../tiny_encoder.ts";

const ENCODER = tinyEncoder();
const CLASSES = 3;
const PARTS = {
  // One class is rare, so that class weights count
  train: tones(18, CLASSES, 1).filter(({ label }, i) => label > 0 || i < 6),
  validation: tones(9, CLASSES, 2),
  test: tones(6, CLASSES, 3),
};
const LENGTH = 6000;

const RECIPES: readonly Recipe[] = [
  recipeFor("quick", ENCODER),
  recipeFor("strong", ENCODER),
  recipeFor("published+probe_penalty=0.1", ENCODER),
];

async function probed(
  recipe: Recipe,
  use: (runtime: ModelRuntime) => Promise<TrialResult>,
) {
  const options = { encoder: ENCODER, recipe, classes: CLASSES, threads: 1 };
  const runtime = new ModelRuntime(options);
  try {
    const result = await use(runtime);
    assert(result.state === "complete");
    return result;
  } finally {
    await runtime.release();
  }
}

const probe = (runtime: ModelRuntime) => {
  let clock = 0;
  return fitAndScoreProbe(runtime, {
    ...PARTS,
    max_length: LENGTH,
    now: () => clock++,
  });
};

for (const recipe of RECIPES) {
  Deno.test(`fitAndScoreProbe() is the probe fitted and scored by hand under ${recipe.name}`, async () => {
    const cache = await FeatureCache.create({
      encoder: ENCODER,
      recipe,
      classes: CLASSES,
      threads: 1,
    });
    let flops = 0;
    const featuresOf = async (examples: readonly Example[]) => {
      const found: Float32Array[] = [];
      for (const example of examples) {
        const features = await cache.of(example, LENGTH, true);
        flops += features.flops;
        found.push(features.pooled!);
      }
      return found;
    };
    const labels = PARTS.train.map(({ label }) => label);
    const { head, flops: fitting } = fitProbe(
      await featuresOf(PARTS.train),
      labels,
      {
        classes: CLASSES,
        penalty: recipe.probe_penalty,
        balanced: recipe.name === "strong",
      },
    );
    const scoreBy = async (examples: readonly Example[]) => {
      const features = await featuresOf(examples);
      flops += examples.length * 2 * head.weight.length;
      return scoreOf(
        examples.map(({ id, label }, i): Answer => ({
          id,
          truth: label,
          logProbabilities: logProbabilitiesOf(head, features[i]),
        })),
        CLASSES,
      );
    };
    const validation = await scoreBy(PARTS.validation);
    const test = await scoreBy(PARTS.test);
    await cache.release();

    const found = await probed(recipe, probe);
    assertEquals(found.validation, validation);
    assertEquals(found.test, test);
    assertEquals(found.epochs_run, 0);
    assertEquals(found.work_gflop, (flops + fitting) / 1e9);
    assertEquals(found.start, undefined);
    assert(found.train_s > 0 && found.eval_s > 0);
  });
}

Deno.test("fitAndScoreProbe() scores what a recipe with a probe as head starts from", async () => {
  const recipe = recipeFor("quick+head_start=probe", ENCODER);
  const start = await probed(recipe, (runtime) =>
    fineTune(runtime, {
      ...PARTS,
      configuration: {
        lr: 1e-3,
        num_epochs: 1,
        unfreeze_epoch: 1,
        max_length: LENGTH,
      },
      random: testStream(7),
      now: () => 0,
      report: () => true,
    }));
  const found = await probed(recipeFor("quick", ENCODER), probe);
  assertEquals(start.start, {
    bca_validation: found.validation.bca,
    bca_test: found.test?.bca,
  });
});

Deno.test("fitAndScoreProbe() refuses lengths and parts out of range, and ends when it is aborted", async () => {
  const refused = (changes: object, message: string) =>
    assertRejects(
      () =>
        probed(RECIPES[0], (runtime) =>
          fitAndScoreProbe(runtime, {
            ...PARTS,
            max_length: LENGTH,
            now: () => 0,
            ...changes,
          })),
      Error,
      message,
    );
  await refused({ max_length: 0 }, "max_length is 0");
  await refused({ test: [] }, "the number of test examples is 0");
  await refused({ signal: AbortSignal.abort(new Error("stop")) }, "stop");
});
