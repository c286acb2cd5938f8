import { assert, assertEquals } from "@std/assert";
import type { Encoder } from "../../../model/encoders/encoder.ts";
import { xavierHead } from "../../../model/training/head_session.ts";
import { pooledWidth } from "../../../model/graph/graphs.ts";
import { ModelRuntime } from "../../../model/runtime.ts";
import { stream } from "./formulas.ts";
import {
  CLASSES,
  distance,
  examplesOf,
  type GradientsFixture,
  MAX_LENGTH,
  readFixture,
  recipeOf,
  releasedEncoder,
  SEED,
  tinyRandomEncoder,
  unpack,
} from "./fixtures.ts";

type GradientsCase = GradientsFixture["cases"][number];

/** Largest relative 2-norm of the difference from PyTorch in float64. */
const TOLERANCE = 1e-5;

/** Runs `check` on a runtime of every case. */
async function forEachCase(
  encoder: Encoder,
  { cases }: GradientsFixture,
  check: (runtime: ModelRuntime, of: GradientsCase) => Promise<void>,
): Promise<void> {
  for (const of of cases) {
    const recipe = {
      ...recipeOf(encoder, of),
      batch: of.items.length,
      label_smoothing: of.label_smoothing,
    };
    const options = { encoder, recipe, classes: CLASSES, threads: 1 };
    const runtime = new ModelRuntime(options);
    await check(runtime, of);
    await runtime.release();
  }
}

/** Compares the frames of audio and the pooled output of the blocks. */
async function compareFeatures(
  runtime: ModelRuntime,
  of: GradientsCase,
): Promise<void> {
  const { width } = runtime.options.encoder;
  const cache = await runtime.features();
  for (const [i, example] of examplesOf(of).entries()) {
    const reference = of.items[i];
    const { frames, pooled } = await cache.of(example, MAX_LENGTH, true);
    assertEquals([frames.count, width], reference.frames.shape);
    assertNear(distance(frames.data, reference.frames), "frames");
    assertNear(distance(pooled!, reference.pooled), "pooled features");
  }
}

/** Compares the loss of a batch and its gradient by every weight. */
async function compareGradients(
  runtime: ModelRuntime,
  of: GradientsCase,
): Promise<void> {
  const { encoder, recipe } = runtime.options;
  const session = await runtime.training();
  session.start(
    xavierHead(pooledWidth(encoder, recipe), CLASSES, stream(SEED)),
    { classWeights: of.class_weights },
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
    const reference = of.gradients[name];
    assertEquals(session.dims(name), reference.shape);
    assertNear(
      distance(session.gradients(name), reference),
      `gradient of ${name} (${of.name})`,
    );
  }
}

function assertNear(found: number, what: string): void {
  assert(
    found < TOLERANCE,
    `The ${what} is ${found} off, expected less than ${TOLERANCE}`,
  );
}

const tiny = readFixture<GradientsFixture>("tiny_random_gradients");

Deno.test("FeatureCache gives PyTorch's frames and pooled features when weights are random", () =>
  forEachCase(tinyRandomEncoder(), tiny, compareFeatures));

Deno.test("TrainingSession gives PyTorch's gradient of every weight when weights are random", () =>
  forEachCase(tinyRandomEncoder(), tiny, compareGradients));

for (const name of ["moonshine-tiny", "moonshine-base"]) {
  const encoder = await releasedEncoder(name);
  const fixture = readFixture<GradientsFixture>(`${name}_gradients`);
  const ignore = !encoder;

  Deno.test({
    name:
      `FeatureCache gives PyTorch's frames and pooled features when the encoder is ${name}`,
    ignore,
    fn: () => forEachCase(encoder!, fixture, compareFeatures),
  });

  Deno.test({
    name:
      `TrainingSession gives PyTorch's gradient of every weight when the encoder is ${name}`,
    ignore,
    fn: () => forEachCase(encoder!, fixture, compareGradients),
  });
}
