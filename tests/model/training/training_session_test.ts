import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { xavierHead } from "../../../model/training/head_session.ts";
import { recipeFor } from "../../../model/recipes.ts";
import { ModelRuntime } from "../../../model/runtime.ts";
import { TrainingSession } from "../../../model/training/training_session.ts";
import { relativeError } from "../gradient_check.ts";
import { testStream, tinyEncoder, tones, uniform } from "../tiny_encoder.ts";

const ENCODER = tinyEncoder();
const CLASSES = 3;
const OPTIONS = {
  encoder: ENCODER,
  recipe: { ...recipeFor("quick", ENCODER), first_block: 0, pooled_after: 3 },
  classes: CLASSES,
  threads: 1,
};

/** Random frames of so many utterances. */
function framesOf(...counts: number[]) {
  const stream = testStream(12);
  return counts.map((count) => ({
    count,
    data: uniform(count * ENCODER.width, 1, stream),
  }));
}

Deno.test("TrainingSession.step() on a padded batch gives the mean gradient of its utterances", async () => {
  const utterances = framesOf(9, 4, 7);
  const labels = [2, 0, 1];
  const start = xavierHead(ENCODER.width, CLASSES, testStream(3));
  const recipe = { ...OPTIONS.recipe, batch: 3 };
  const session = await TrainingSession.create({ ...OPTIONS, recipe });
  const gradient = () =>
    session.names.flatMap((name) => [...session.gradients(name)]);
  const singles: number[][] = [];
  let loss = 0;
  for (const [i, utterance] of utterances.entries()) {
    session.start(start);
    loss += (await session.step([utterance], [labels[i]], 0)).loss / 3;
    singles.push(gradient());
  }
  session.start(start);
  const step = await session.step(utterances, labels, 0);
  const mean = singles[0].map((_, i) =>
    singles.reduce((sum, single) => sum + single[i] / 3, 0)
  );
  assertAlmostEquals(step.loss, loss, 1e-6);
  assert(relativeError(gradient(), mean) < 2e-6);
  await session.release();
});

Deno.test("TrainingSession.start() undoes all training", async () => {
  const [utterance] = framesOf(6);
  const start = xavierHead(ENCODER.width, CLASSES, testStream(3));
  const session = await TrainingSession.create(OPTIONS);
  session.start(start);
  const before = session.names.map((name) => session.weights(name).slice());
  for (let i = 0; i < 3; i++) await session.step([utterance], [1], 1e-2);
  session.names.forEach((name, i) =>
    assert(
      relativeError(session.weights(name), before[i]) > 1e-4 ||
        name === "head.b",
      name,
    )
  );
  session.start(start);
  session.names.forEach((name, i) =>
    assertEquals(session.weights(name), before[i])
  );
  await session.release();
});

Deno.test("TrainingSession.step() gives the same gradients when pooled blocks come out of the cache", async () => {
  const [example] = tones(1, CLASSES, 5);
  const head = xavierHead(3 * ENCODER.width, CLASSES, testStream(3));
  const gradients = await Promise.all([0, 2].map(async (first_block) => {
    const recipe = { ...OPTIONS.recipe, first_block, also_pooled: [1, 2] };
    const runtime = new ModelRuntime({ ...OPTIONS, recipe });
    const { frames } = await (await runtime.features())
      .of(example, 160_000, false);
    const session = await runtime.training();
    session.start(head);
    await session.step([frames], [1], 0);
    const found = new Map(
      session.names.map((name) => [name, session.gradients(name).slice()]),
    );
    await runtime.release();
    return found;
  }));
  for (const [name, gradient] of gradients[1]) {
    assert(relativeError(gradient, gradients[0].get(name)!) < 1e-5, name);
  }
  assert(gradients[1].has("blocks.2.qkv.w"));
  assert(gradients[1].has("norm.w"));
});

Deno.test("TrainingSession.step() multiplies the loss and its gradient by the weight of the class", async () => {
  const [utterance] = framesOf(6);
  const head = xavierHead(ENCODER.width, CLASSES, testStream(3));
  const session = await TrainingSession.create(OPTIONS);
  session.start(head);
  const plain = await session.step([utterance], [1], 0);
  session.start(head, { classWeights: [1, 3, 1] });
  const weighed = await session.step([utterance], [1], 0);
  assertAlmostEquals(weighed.loss, 3 * plain.loss, 1e-5);
  assertAlmostEquals(weighed.norm, 3 * plain.norm, 1e-4);
  await session.release();
});

Deno.test("TrainingSession.score() goes back to the start by the recipe's share", async () => {
  const [utterance, other] = framesOf(6, 8);
  const head = xavierHead(ENCODER.width, CLASSES, testStream(3));
  const scored = async (start_share: number) => {
    const recipe = { ...OPTIONS.recipe, start_share };
    const session = await TrainingSession.create({ ...OPTIONS, recipe });
    session.start(head);
    const before = session.names.map((name) => session.weights(name).slice());
    const start = await session.score(other);
    await session.step([utterance], [1], 1e-2);
    const { logProbabilities } = await session.score(other);
    // What the weights half-way back give where nothing is mixed
    session.names.forEach((name, i) => {
      const weights = session.weights(name);
      weights.forEach((w, j) => weights[j] = (w + before[i][j]) / 2);
    });
    const half = await session.score(other);
    await session.release();
    return { start: start.logProbabilities, logProbabilities, half };
  };
  const tuned = await scored(0);
  const mixed = await scored(0.5);
  const back = await scored(1);
  assertEquals(back.logProbabilities, back.start);
  assert(relativeError(tuned.logProbabilities, tuned.start) > 1e-3);
  assert(
    relativeError(mixed.logProbabilities, tuned.half.logProbabilities) < 1e-5,
  );
});
