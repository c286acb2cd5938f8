import { assert, assertEquals, assertLess } from "@std/assert";
import { Classifier } from "../../model/classifier.ts";
import { classifierGraph } from "../../model/graph/classifier_graph.ts";
import { recipeFor } from "../../model/recipes.ts";
import { ModelRuntime } from "../../model/runtime.ts";
import { fineTune } from "../../model/training/fine_tune.ts";
import { tunedEncoder } from "../../model/training/trained_model.ts";
import { testStream, tinyEncoder, tones } from "./tiny_encoder.ts";

const ENCODER = tinyEncoder();
const CLASSES = 3;

/** Recipes that differ in what the graph has to do. */
const RECIPES = {
  "middle blocks": {},
  "all blocks, padding": { first_block: 0, padding: "zeros" },
  "several layers, weights half-way back": {
    also_pooled: [1],
    start_share: 0.5,
  },
} as const;

for (const [name, changes] of Object.entries(RECIPES)) {
  for (const unfreeze_epoch of [1, 5]) {
    Deno.test(`classifierGraph() answers as the trial did: ${name}, unfrozen from ${unfreeze_epoch}`, async () => {
      const recipe = { ...recipeFor("quick", ENCODER), ...changes };
      const runtime = new ModelRuntime({
        encoder: ENCODER,
        recipe,
        classes: CLASSES,
        threads: 1,
      });
      const test = tones(9, CLASSES, 2);
      const result = await fineTune(runtime, {
        train: tones(12, CLASSES, 1),
        validation: test,
        configuration: {
          lr: 1e-3,
          num_epochs: 2,
          unfreeze_epoch,
          max_length: 6000,
        },
        random: testStream(4),
        now: () => 0,
        report: () => true,
        keepModel: true,
      });
      await runtime.release();
      assert(result.state === "complete" && result.model);
      const { head, weights } = result.model;
      assertEquals(weights.size > 0, unfreeze_epoch === 1);
      const classifier = await Classifier.open(
        classifierGraph({
          encoder: tunedEncoder(ENCODER, { weights }),
          recipe,
          classes: CLASSES,
          head,
          maxLength: 6000,
          metadata: { labels: '["a","b","c"]' },
        }),
        1,
      );
      for (const [i, { samples }] of test.entries()) {
        const found = await classifier.probabilities(samples);
        result.validation.predictions[i].probabilities.forEach((p, c) =>
          assertLess(Math.abs(found[c] - p), 1e-5)
        );
      }
      await classifier.release();
    });
  }
}

Deno.test("a classifier takes audio shorter than a frame", async () => {
  const recipe = recipeFor("quick", ENCODER);
  const classifier = await Classifier.open(
    classifierGraph({
      encoder: ENCODER,
      recipe,
      classes: CLASSES,
      head: {
        weight: new Float32Array(ENCODER.width * CLASSES),
        bias: new Float32Array(CLASSES),
      },
      maxLength: 6000,
      metadata: {},
    }),
    1,
  );
  const found = await classifier.probabilities(Float32Array.of(0.1));
  await classifier.release();
  found.forEach((p) => assertLess(Math.abs(p - 1 / 3), 1e-6));
});

Deno.test("tunedEncoder() leaves the encoder as it is, and the rest of its weights", () => {
  const name = "blocks.1.fc1.w";
  const old = ENCODER.weights.get(name)!;
  const tuned = tunedEncoder(ENCODER, {
    weights: new Map([[name, old.data.map((x) => x + 1)]]),
  });
  assertEquals(ENCODER.weights.get(name), old);
  assertEquals(tuned.weights.get(name)!.data[0], Math.fround(old.data[0] + 1));
  assertEquals(tuned.weights.get("norm.w"), ENCODER.weights.get("norm.w"));
});
