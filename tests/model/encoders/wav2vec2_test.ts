import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import type { Encoder } from "../../../model/encoders/encoder.ts";
import { readWav2Vec2 } from "../../../model/encoders/wav2vec2_folder.ts";
import { FeatureCache } from "../../../model/features.ts";
import { HEAD } from "../../../model/graph/graphs.ts";
import { Tape } from "../../../model/graph/tape.ts";
import { xavierHead } from "../../../model/training/head_session.ts";
import { ElementType } from "../../../model/onnx/types.ts";
import { float32, int64, Session } from "../../../model/ort.ts";
import { logProbabilitiesOf } from "../../../model/training/probe.ts";
import type { Recipe } from "../../../model/recipe.ts";
import { recipeFor } from "../../../model/recipes.ts";
import { TrainingSession } from "../../../model/training/training_session.ts";
import { CLASSES, distance, examplesOf, SEED } from "../torch/fixtures.ts";
import { stream } from "../torch/formulas.ts";
import {
  filesOf,
  fullEncoder,
  readFixture,
  type Wav2Vec2Fixture,
} from "./wav2vec2_fixtures.ts";

/** Largest relative 2-norm of a difference from PyTorch in float64. */
const TOLERANCE = { hidden: 1e-5, gradients: 1e-4 };

/** Longer than any utterance of the fixtures. */
const MAX_LENGTH = 160_000;

const TINY = ["base", "speechbrain", "large", "hubert"] as const;

function assertNear(found: number, allowed: number, what: string): void {
  assert(found < allowed, `${what} is ${found} off, expected below ${allowed}`);
}

/** Frames as they enter the first block, after every block, after the last norm. */
async function compareHidden(
  encoder: Encoder,
  fixture: Wav2Vec2Fixture,
): Promise<void> {
  const tape = new Tape();
  const weight = (name: string) => {
    const { data, dims } = encoder.weights.get(name)!;
    return tape.constant(name, data, dims);
  };
  const audio = tape.input("audio", [1, "S"]);
  const pool = tape.input("pool", ["B", "N"]);
  const states = [encoder.emitStem(tape, audio, weight)];
  const shape = tape.input("shape", [5], ElementType.int64);
  const emit = encoder.blockEmitter(tape, weight, shape);
  for (let i = 0; i < encoder.blocks; i++) states.push(emit(states[i], i));
  const last = encoder.emitNorm(tape, states.at(-1)!, weight, pool);
  states.push(tape.op("Identity", [last], last.dims));
  states.forEach((state, i) => tape.output(state, `state ${i}`));
  assertEquals(states.length, fixture.hidden.length);

  const session = await Session.create(tape.build("hidden"), { threads: 1 });
  const [{ samples }] = examplesOf(fixture);
  const { T } = encoder.stemSizes(samples.length);
  const found = await session.run({
    audio: float32(samples, [1, samples.length]),
    pool: float32(new Float32Array(T).fill(1 / T), [1, T]),
    shape: int64(encoder.blockShape(1, T)),
  }, Object.fromEntries(states.map((_, i) => [`state ${i}`, null])));
  await session.release();
  fixture.hidden.forEach((reference, i) => {
    assertEquals(reference.shape, [T, encoder.width]);
    const off = distance(found[`state ${i}`], reference);
    assertNear(off, TOLERANCE.hidden, `state ${i}`);
  });
}

/** A session at its start, and the utterances as they enter it. */
async function prepared(
  encoder: Encoder,
  fixture: Wav2Vec2Fixture,
  change: Partial<Recipe>,
) {
  const recipe: Recipe = {
    ...recipeFor("published", encoder),
    padding: "none",
    ...change,
  };
  const options = { encoder, recipe, classes: CLASSES, threads: 1 };
  const cache = await FeatureCache.create(options);
  const utterances = [];
  for (const example of examplesOf(fixture)) {
    utterances.push((await cache.of(example, MAX_LENGTH, false)).frames);
  }
  await cache.release();
  const session = await TrainingSession.create(options);
  const head = xavierHead(encoder.width, CLASSES, stream(SEED));
  session.start(head);
  const labels = fixture.items.map(({ label }) => label);
  return { session, head, utterances, labels };
}

/** The loss and its gradient by every weight, those of the front end among them. */
async function compareGradients(
  encoder: Encoder,
  fixture: Wav2Vec2Fixture,
): Promise<void> {
  const { session, utterances, labels } = await prepared(encoder, fixture, {});
  const { loss } = await session.step(
    utterances.slice(0, 1),
    labels.slice(0, 1),
    0,
  );
  assertAlmostEquals(loss, fixture.loss, 1e-5);
  assertEquals(
    [...session.names].sort(),
    Object.keys(fixture.gradients).sort(),
  );
  for (const name of session.names) {
    const off = distance(session.gradients(name), fixture.gradients[name]);
    assertNear(off, TOLERANCE.gradients, `the gradient by ${name}`);
  }
  await session.release();
}

/** Two utterances of different lengths in one batch, the front end constant. */
async function comparePair(
  encoder: Encoder,
  fixture: Wav2Vec2Fixture,
): Promise<void> {
  const { session, utterances, labels } = await prepared(encoder, fixture, {
    stem: "frozen",
    batch: 2,
  });
  const { loss } = await session.step(
    utterances.slice(0, 2),
    labels.slice(0, 2),
    0,
  );
  assertAlmostEquals(loss, fixture.pair.loss, 1e-5);
  for (const name of session.names) {
    const off = distance(session.gradients(name), fixture.pair.gradients[name]);
    assertNear(off, TOLERANCE.gradients, `the gradient by ${name} of a batch`);
  }
  await session.release();
}

/**
 * Ten steps of AdamW with clipping: the losses, the norms, and the change of
 * the weights, which may be three times as far from PyTorch's float64 as
 * PyTorch's own float32: all of them together, and each tensor where that is
 * more than 1e-3. (By the biases of keys the gradient is zero but for rounding,
 * which Adam divides by its own size: how far they move is chance.)
 */
async function compareSteps(
  encoder: Encoder,
  fixture: Wav2Vec2Fixture,
): Promise<void> {
  const { session, head, utterances, labels } = await prepared(
    encoder,
    fixture,
    {},
  );
  const { lr, course, changes } = fixture.steps;
  for (const [i, reference] of course.entries()) {
    const { loss, norm } = await session.step(
      [utterances[i]],
      [labels[i]],
      lr,
    );
    assertAlmostEquals(loss, reference.loss, 1e-4 * reference.loss);
    assertAlmostEquals(norm, reference.norm, 1e-3 * reference.norm);
  }
  let [ours, theirs] = [0, 0];
  for (const name of session.names) {
    const start = name === HEAD.weight
      ? head.weight
      : name === HEAD.bias
      ? head.bias
      : encoder.weights.get(name)!.data;
    const change = session.weights(name).map((w, i) => w - start[i]);
    const reference = changes[name];
    const off = distance(change, reference);
    const own = reference.float32_distance;
    assertNear(off, Math.max(1e-3, 3 * own), `the change of ${name}`);
    const size = change.reduce((sum, x) => sum + x * x, 0);
    ours += off ** 2 * size;
    theirs += own ** 2 * size;
  }
  assertNear(
    Math.sqrt(ours),
    3 * Math.sqrt(theirs),
    "the change of all weights",
  );
  await session.release();
}

/** Frozen epochs score pooled features, unfrozen ones audio: they must agree. */
async function compareStages(
  encoder: Encoder,
  fixture: Wav2Vec2Fixture,
): Promise<void> {
  const recipe = recipeFor("published", encoder);
  const options = { encoder, recipe, classes: CLASSES, threads: 1 };
  const cache = await FeatureCache.create(options);
  const session = await TrainingSession.create(options);
  const head = xavierHead(encoder.width, CLASSES, stream(SEED));
  session.start(head);
  const [example] = examplesOf(fixture);
  const maxLength = example.samples.length + 1000;
  const { frames, pooled, flops } = await cache.of(example, maxLength, true);
  // The front end is trained: what enters is audio, filled up with zeros
  assertEquals(frames.data.length, maxLength);
  assertEquals(frames.data.subarray(0, -1000), example.samples);
  assertEquals(frames.count, encoder.stemSizes(maxLength).T);
  const scored = await session.score(frames);
  const expected = logProbabilitiesOf(head, pooled!);
  expected.forEach((p, c) =>
    assertAlmostEquals(scored.logProbabilities[c], p, 1e-5)
  );
  assertAlmostEquals(
    scored.flops,
    flops + 2 * encoder.width * CLASSES,
  );
  await cache.release();
  await session.release();
}

for (const name of TINY) {
  const fixture = readFixture(name);
  const encoder = readWav2Vec2(filesOf(name));

  Deno.test(`wav2vec2() gives PyTorch's frames after every block when read from "${name}"`, () =>
    compareHidden(encoder, fixture));

  Deno.test(`wav2vec2() gives PyTorch's gradients by all weights when read from "${name}"`, () =>
    compareGradients(encoder, fixture));

  Deno.test(`wav2vec2() gives PyTorch's gradients of a padded batch when read from "${name}"`, () =>
    comparePair(encoder, fixture));

  Deno.test(`wav2vec2() scores alike in frozen and unfrozen epochs when read from "${name}"`, () =>
    compareStages(encoder, fixture));

  Deno.test(`wav2vec2() moves all weights as PyTorch does in ten steps when read from "${name}"`, () =>
    compareSteps(encoder, fixture));
}

Deno.test("wav2vec2() agrees with PyTorch in frames, gradients and ten steps when of the full base size", async () => {
  const fixture = readFixture("base-full");
  const encoder = await fullEncoder(fixture);
  if (!encoder) return;
  await compareHidden(encoder, fixture);
  await compareGradients(encoder, fixture);
  await comparePair(encoder, fixture);
  await compareSteps(encoder, fixture);
});

Deno.test("TrainingSession.step() refuses a batch of audio when the front end is trained", async () => {
  const encoder = readWav2Vec2(filesOf("base"));
  const { session, utterances, labels } = await prepared(
    encoder,
    readFixture("base"),
    {},
  );
  await assertRejects(
    () => session.step(utterances.slice(0, 2), labels.slice(0, 2), 0),
    RangeError,
    "Cannot train the front end on 2 utterances at once: expected 1",
  );
  await session.release();
});
