import { assert, assertEquals } from "@std/assert";
import type { Encoder } from "../../../model/encoders/encoder.ts";
import { loadEncoder } from "../../../model/encoders/load.ts";
import { NPM_ENCODERS } from "../../../model/encoders/registry.ts";
import { pooledWidth } from "../../../model/graph/graphs.ts";
import { Tape } from "../../../model/graph/tape.ts";
import { xavierHead } from "../../../model/training/head_session.ts";
import { LayerSession } from "../../../model/layer_features.ts";
import { ElementType } from "../../../model/onnx/types.ts";
import { float32, int64, Session } from "../../../model/ort.ts";
import { recipeFor, RECIPES } from "../../../model/recipes.ts";
import { TrainingSession } from "../../../model/training/training_session.ts";
import { CLASSES, distance, SEED, unpack } from "../torch/fixtures.ts";
import { stream, utterance } from "../torch/formulas.ts";
import {
  type RandomModel,
  randomWhisper,
  readFixture,
  releasedFile,
  type WhisperFixture,
} from "./whisper_fixtures.ts";

/** Largest relative 2-norm of a difference; the worst seen are 8e-6. */
const TOLERANCE = 3e-5;

/** Compares the frames after the stem, after every block and after the final norm. */
async function compareHidden(
  encoder: Encoder,
  { item, hidden }: WhisperFixture,
): Promise<void> {
  const tape = new Tape();
  const weight = (name: string) => {
    const { data, dims } = encoder.weights.get(name)!;
    return tape.constant(name, data, dims);
  };
  const states = [
    encoder.emitStem(tape, tape.input("audio", [1, "S"]), weight),
  ];
  const pool = tape.input("pool", ["B", "N"]);
  const shape = tape.input("shape", [5], ElementType.int64);
  const emit = encoder.blockEmitter(tape, weight, shape);
  for (let i = 0; i < encoder.blocks; i++) states.push(emit(states[i], i));
  states.push(encoder.emitNorm(tape, states.at(-1)!, weight, pool));
  states.forEach((state, i) => tape.output(state, `state ${i}`));
  assertEquals(states.length, hidden.length);

  const session = await Session.create(tape.build("hidden"), { threads: 1 });
  const audio = utterance(item.number, item.samples);
  const { T } = encoder.stemSizes(audio.length);
  const found = await session.run({
    audio: float32(audio, [1, audio.length]),
    pool: float32(new Float32Array(T).fill(1 / T), [1, T]),
    shape: int64(encoder.blockShape(1, T)),
  }, Object.fromEntries(states.map((_, i) => [`state ${i}`, null])));
  await session.release();
  hidden.forEach((reference, i) => {
    assertEquals(reference.shape, [T, encoder.width]);
    assertNear(
      distance(found[`state ${i}`], reference),
      i < hidden.length - 1 ? `frames after block ${i}` : "frames of the norm",
    );
  });
}

/** Compares the loss of a batch and its gradient by every weight. */
async function compareGradients(
  encoder: Encoder,
  { cases }: WhisperFixture,
): Promise<void> {
  for (const of of cases) {
    const recipe = {
      ...recipeFor("published", encoder),
      first_block: of.first_block,
      pooled_after: of.pooled_after,
      pooling: of.pooling,
      batch: of.items.length,
    };
    const session = await TrainingSession.create({
      encoder,
      recipe,
      classes: CLASSES,
      threads: 1,
    });
    session.start(
      xavierHead(pooledWidth(encoder, recipe), CLASSES, stream(SEED)),
    );
    const { loss } = await session.step(
      of.items.map(({ frames }) => ({
        data: unpack(frames.values),
        count: frames.shape[0],
      })),
      of.items.map(({ label }) => label),
      0,
    );
    assertNear(Math.abs(loss - of.loss) / of.loss, "loss");
    assertEquals([...session.names].sort(), Object.keys(of.gradients).sort());
    for (const name of session.names) {
      assertEquals(session.dims(name), of.gradients[name].shape);
      assertNear(
        distance(session.gradients(name), of.gradients[name]),
        `gradient of ${name} (${of.name})`,
      );
    }
    await session.release();
  }
}

function assertNear(found: number, what: string): void {
  assert(
    found < TOLERANCE,
    `The ${what} is ${found} off, expected less than ${TOLERANCE}`,
  );
}

const random = readFixture<WhisperFixture & { model: RandomModel }>(
  "whisper-random",
);

Deno.test("whisper() gives PyTorch's frames after every block when weights are random", () =>
  compareHidden(randomWhisper(random.model), random));

Deno.test("whisper() gives PyTorch's gradient of every weight when weights are random", () =>
  compareGradients(randomWhisper(random.model), random));

Deno.test("whisper() has a frame for each 320 samples and as many as it has positions in 30 s", () => {
  const { stemSizes, minSamples, maxSamples } = randomWhisper(random.model);
  assertEquals(stemSizes(minSamples), { F: 1, T: 1 });
  assertEquals(stemSizes(32_000), { F: 200, T: 100 });
  assertEquals(stemSizes(32_160), { F: 201, T: 101 });
  assertEquals(stemSizes(maxSamples).T, 1500);
});

Deno.test("whisper() takes the shortest audio it states", async () => {
  const encoder = randomWhisper(random.model);
  const session = await LayerSession.create(encoder, { threads: 1 });
  const [{ plain }] = await session.of(utterance(5, encoder.minSamples));
  await session.release();
  assertEquals(plain.length, 2 * encoder.width);
  assert(plain.every(Number.isFinite));
});

Deno.test("recipeFor() trains and pools blocks that every released encoder has", () => {
  for (const entry of NPM_ENCODERS) {
    const encoder = { ...randomWhisper(random.model), ...entry };
    for (const name of RECIPES) {
      const { first_block, pooled_after } = recipeFor(name, encoder);
      assert(0 <= first_block && first_block < pooled_after);
      assert(pooled_after <= entry.blocks);
    }
  }
});

for (
  const name of [
    "whisper-tiny",
    "whisper-tiny-f16",
    "whisper-base",
    "whisper-small",
  ]
) {
  const file = releasedFile(name);
  const fixture = readFixture<WhisperFixture>(name);
  Deno.test({
    name:
      `loadEncoder() gives the released frames after every block, and PyTorch's gradients, when the encoder is ${name}`,
    ignore: !file,
    async fn() {
      const encoder = await loadEncoder(name, file!);
      await compareHidden(encoder, fixture);
      await compareGradients(encoder, fixture);
    },
  });
}
