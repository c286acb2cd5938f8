import { assertEquals, assertLess } from "@std/assert";
import { FeatureCache } from "../../model/features.ts";
import { LayerSession } from "../../model/layer_features.ts";
import { recipeFor } from "../../model/recipes.ts";
import { relativeError } from "./gradient_check.ts";
import { TINY, tinyEncoder, tones } from "./tiny_encoder.ts";

Deno.test("LayerSession gives after every block what a recipe that pools there gives", async () => {
  const encoder = tinyEncoder();
  const session = await LayerSession.create(encoder, { threads: 1 });
  const [example] = tones(1, 1, 5);
  const layers = await session.of(example.samples);
  await session.release();
  assertEquals(layers.length, TINY.blocks + 1);
  for (let pooled_after = 1; pooled_after <= TINY.blocks; pooled_after++) {
    const cache = await FeatureCache.create({
      encoder,
      recipe: {
        ...recipeFor("quick", encoder),
        first_block: 0,
        pooled_after,
        pooling: "mean+deviation",
      },
      classes: 2,
      threads: 1,
    });
    const { pooled } = await cache.of(example, 160_000, true);
    await cache.release();
    assertLess(relativeError(layers[pooled_after].normed, pooled!), 1e-6);
  }
});

for (const first_block of [0, 1, 2]) {
  Deno.test(`FeatureCache pools several layers side by side when block ${first_block} is the first trained`, async () => {
    const encoder = tinyEncoder();
    const [example] = tones(1, 1, 5);
    const session = await LayerSession.create(encoder, { threads: 1 });
    const layers = await session.of(example.samples);
    await session.release();
    const cache = await FeatureCache.create({
      encoder,
      recipe: {
        ...recipeFor("quick", encoder),
        first_block,
        pooled_after: 3,
        also_pooled: [0, 1, 2],
        pooling: "mean+deviation",
      },
      classes: 2,
      threads: 1,
    });
    const { pooled } = await cache.of(example, 160_000, true);
    await cache.release();
    const d = encoder.width;
    const expected = [0, d].flatMap((kind) =>
      layers.flatMap(({ normed }) => [...normed.slice(kind, kind + d)])
    );
    assertLess(relativeError(pooled!, expected), 1e-6);
  });
}

Deno.test("LayerSession fills audio that is too short up with zeros", async () => {
  const encoder = tinyEncoder();
  const session = await LayerSession.create(encoder, { threads: 1 });
  const [short, filled] = await Promise.all(
    [Float32Array.of(0.5), new Float32Array(encoder.minSamples).fill(0.5, 0, 1)]
      .map((audio) => session.of(audio)),
  );
  await session.release();
  assertEquals(short, filled);
});
