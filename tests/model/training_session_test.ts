import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { xavierHead } from "../../model/head_session.ts";
import { recipeFor } from "../../model/recipes.ts";
import { TrainingSession } from "../../model/training_session.ts";
import { relativeError } from "./gradient_check.ts";
import { testStream, tinyEncoder, uniform } from "./tiny_encoder.ts";

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
