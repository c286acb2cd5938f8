import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { batchOf, targetsOf } from "../../model/batch.ts";
import { usedLength } from "../../model/features.ts";
import {
  pooledGraph,
  scoringGraph,
  trainingGraph,
} from "../../model/graph/graphs.ts";
import { Tape } from "../../model/graph/tape.ts";
import { xavierHead } from "../../model/head_session.ts";
import { linear } from "../../model/ops/linear.ts";
import { float32, int64, Session } from "../../model/ort.ts";
import { recipeFor } from "../../model/recipes.ts";
import { RecentArrays } from "../../model/recent_arrays.ts";
import { shuffled } from "../../model/shuffle.ts";
import { TrainingSession } from "../../model/training_session.ts";
import { flopsOf } from "../../model/work.ts";
import { relativeError } from "./gradient_check.ts";
import { testStream, TINY, tinyEncoder, uniform } from "./tiny_encoder.ts";

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

Deno.test("flopsOf() counts a transformer's products as the closed form does", () => {
  const { width: d, hidden, blocks } = TINY;
  const T = 50;
  // Per block: q, k, v, out and two layers of the perceptron, and two products
  // of attention over all heads
  const linear = 2 * T * (4 * d * d + 2 * d * hidden);
  const attention = 2 * 2 * T * T * d;
  const pool = 2 * T * d;
  const head = 2 * d * CLASSES;
  const forward = blocks * (linear + attention) + pool + head;
  const sizes = { B: 1, T, N: T };
  assertEquals(
    flopsOf(pooledGraph(OPTIONS).products, sizes),
    forward - head,
  );
  assertEquals(flopsOf(scoringGraph(OPTIONS).products, sizes), forward);
  // Backward takes two products for each of forward, but pooling has no weights
  assertEquals(
    flopsOf(trainingGraph(OPTIONS).products, sizes),
    3 * forward - pool,
  );
});

Deno.test("flopsOf() refuses a size it is not told", () => {
  assertThrows(
    () => flopsOf([[2, "T"]], { N: 3 }),
    RangeError,
    'Cannot count work: size "T" is unknown, expected one of N',
  );
});

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

Deno.test("batchOf() pools real frames alone and masks the others", () => {
  const { feeds, sizes } = batchOf(ENCODER, framesOf(2, 3));
  assertEquals(sizes, { B: 2, T: 3, N: 6 });
  assertEquals(
    [...feeds.pool.data],
    [0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 1 / 3, 1 / 3, 1 / 3].map(Math.fround),
  );
  assertEquals([...feeds.mask.data], [0, 0, -1e9, 0, 0, 0]);
  assertEquals([...feeds.shape.data], [2n, 3n, 3n, 2n, 8n]);
});

Deno.test("targetsOf() gives rows that sum to one over the batch, smoothed as stated", () => {
  const { data } = targetsOf([2, 0], 4, 0.2);
  const expected = [0.05, 0.05, 0.85, 0.05, 0.85, 0.05, 0.05, 0.05];
  assert(
    relativeError(data as Float32Array, expected.map((x) => x / 2)) < 1e-7,
  );
});

Deno.test("usedLength() cuts, and fills up where the recipe says so", () => {
  assertEquals(usedLength(5000, 4000, "none", 895), 4000);
  assertEquals(usedLength(3000, 4000, "none", 895), 3000);
  assertEquals(usedLength(3000, 4000, "zeros", 895), 4000);
  assertEquals(usedLength(5000, 4000, "zeros", 895), 4000);
  assertEquals(usedLength(10, 4000, "none", 895), 895);
});

Deno.test("RecentArrays drops what was used longest ago and computes it again", async () => {
  const computed: string[] = [];
  const arrays = new RecentArrays(3 * 8);
  const get = (key: string) =>
    arrays.get(key, () => {
      computed.push(key);
      return Promise.resolve(Float32Array.of(key.charCodeAt(0), 0));
    });
  for (const key of ["a", "b", "c", "a", "d", "a", "b"]) {
    assertEquals((await get(key))[0], key.charCodeAt(0));
    assert(arrays.bytes <= 24);
  }
  assertEquals(computed, ["a", "b", "c", "d", "b"]);
});

Deno.test("shuffled() is a permutation that leaves its argument alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
      const copy = [...items];
      const order = shuffled(items, testStream(seed));
      assertEquals(items, copy);
      const ascending = (a: number, b: number) => a - b;
      assertEquals(order.sort(ascending), copy.sort(ascending));
    }),
    { seed: 4 },
  );
});

Deno.test("shuffled() gives each of the six orders of three equally often", () => {
  const stream = testStream(9);
  const counts = new Map<string, number>();
  const trials = 6000;
  for (let i = 0; i < trials; i++) {
    const order = shuffled([0, 1, 2], stream).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const expected = trials / 6;
  const chiSquare = [...counts.values()]
    .reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  assertEquals(counts.size, 6);
  // 0.999 quantile of chi square with five degrees of freedom
  assert(chiSquare < 20.5, `chi square ${chiSquare}`);
});

Deno.test("xavierHead() draws weights uniformly within its limit and no biases", () => {
  const { weight, bias } = xavierHead(100, 7, testStream(2));
  const limit = Math.sqrt(6 / 107);
  assert(weight.every((w) => Math.abs(w) <= limit));
  const variance = weight.reduce((sum, w) => sum + w * w, 0) / 700;
  // Of a uniform variable: limit² / 3, estimated from 700 draws
  assertAlmostEquals(variance, limit ** 2 / 3, 0.1 * limit ** 2 / 3);
  assertEquals([...bias], [0, 0, 0, 0, 0, 0, 0]);
});

Deno.test("Session.create() takes bytes and nothing that could be a path", async () => {
  for (const model of ["model.onnx", new ArrayBuffer(8), null]) {
    await assertRejects(
      () => Session.create(model as unknown as Uint8Array, { threads: 1 }),
      TypeError,
      "expected the bytes of a model",
    );
  }
});

Deno.test("Session.run() gives a constant weight the bits of the same weight fed", async () => {
  const stream = testStream(21);
  for (
    const [rows, inner, outer] of [[1, 288, 7], [114, 288, 864], [3, 5, 2]]
  ) {
    const x = float32(uniform(rows * inner, 1, stream), [rows, inner]);
    const w = uniform(inner * outer, 1, stream);
    const product = async (fed: boolean) => {
      const tape = new Tape();
      const weight = fed
        ? tape.input("w", [inner, outer])
        : tape.constant("w", w, [inner, outer]);
      tape.output(linear(tape, tape.input("x", [rows, inner]), weight), "y");
      const model = tape.build("product");
      const session = await Session.create(model, { threads: 1 });
      const { y } = await session.run(
        { x, w: float32(w, [inner, outer]) },
        { y: null },
      );
      await session.release();
      return y;
    };
    assertEquals(await product(true), await product(false));
  }
});

Deno.test("int64() and float32() keep values and shapes", () => {
  assertEquals([...int64([1, -2]).data], [1n, -2n]);
  const data = Float32Array.of(1, 2);
  assert(float32(data, [2, 1]).data === data);
});
